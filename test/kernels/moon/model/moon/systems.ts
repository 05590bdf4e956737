/** Systems of the moon: of its own suite, and of a description. */
import type { Description } from "cordon";
import { system } from "../../spec/moon/world.ts";

const systemOf = (name: string, names: readonly string[], allowed: readonly (readonly [number, number])[]) => system({
  name, about: `${names.length} threads.`, sizes: { thread: names.length }, facts: { allowed }, names: { thread: names }, boot: () => {},
});

export const three = systemOf("three", ["a", "b", "c"], [[0, 1], [1, 0], [1, 2]]);
export const five = systemOf("five", ["a", "b", "c", "d", "e"], [[0, 1], [1, 2], [2, 3], [3, 4], [4, 0]]);

/** The system of a description: who may ask another one may wake it. */
export function describedSystem({ components }: Description) {
  const allowed = components.flatMap(({ connections }, from) => connections.map(({ server }) => [from, components.indexOf(server)] as const));
  return { system: systemOf("described", components.map(({ name }) => name), allowed), requires: ["Block / it waits"] };
}
