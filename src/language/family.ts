/** A family of systems: one for each combination of its parameters, named by them, from small to large. */
import { SpecificationFault } from "./fault.ts";

/** The values that each parameter takes, whole numbers that grow. */
export type Parameters = Readonly<Record<string, readonly number[]>>;

/** Most systems of a family: each is explored by itself. */
const systemsMost = 1_000;

/**
 * The systems of a family by name: `family({ clients: [2, 3], slots: [1, 2] }, make)` has "clients 2, slots 1" first and "clients 3,
 * slots 2" last. What has smaller values comes first: by the sum of their places in the lists, then by the earlier parameters.
 */
export function family<const P extends Parameters, S>(
  parameters: P, make: (values: { readonly [N in keyof P]: number }) => S,
): Readonly<Record<string, S>> {
  refuseSenseless(parameters);
  const names = Object.keys(parameters);
  const places = names.reduce<readonly number[][]>((some, name) =>
    some.flatMap((before) => parameters[name]!.map((_, place) => [...before, place])), [[]]);
  const sum = (some: readonly number[]): number => some.reduce((a, b) => a + b, 0);
  return Object.fromEntries(places.toSorted((a, b) => sum(a) - sum(b)).map((place) => {
    const values = Object.fromEntries(names.map((name, i) => [name, parameters[name]![place[i]!]!]));
    return [names.map((name) => `${name} ${values[name]!}`).join(", "), make(values as { readonly [N in keyof P]: number })];
  }));
}

function refuseSenseless(parameters: Parameters): void {
  const all = Object.entries(parameters);
  const refuse = (why: string): never => { throw new SpecificationFault("size out of bound", `a family of systems ${why}`); };
  if (all.length === 0) refuse("has no parameters: give each a list of numbers, as in family({ clients: [2, 3] }, …)");
  for (const [name, values] of all) {
    if (!Array.isArray(values) || values.length === 0) refuse(`has no values for "${name}": give a list of whole numbers that grow`);
    if (values.some((value, i) => !Number.isInteger(value) || value < 0 || (i > 0 && value <= values[i - 1]!)))
      refuse(`has "${name}" in ${values.join(", ")}: give whole numbers that grow, the smallest first`);
  }
  const systems = all.reduce((product, [, values]) => product * values.length, 1);
  if (systems > systemsMost) refuse(`has ${systems} systems: ${systemsMost} at most`);
}
