/** The bounds bench draws every field of the tasks and chains that analyses read: a new one is drawn too, or named here with a reason. */
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { subjects } from "../../bench/bounds/index.ts";
import { tally } from "../../bench/bounds/subject.ts";

const { values, note } = vi.hoisted(() => {
  const seen = new Map<string, Set<string>>();
  return { values: seen, note: (kind: string, given: readonly object[]): void => {
    for (const one of given) for (const [name, value] of Object.entries(one)) {
      const field = `${kind}.${name}`;
      seen.set(field, (seen.get(field) ?? new Set()).add(JSON.stringify(value)));
    }
  } };
});
vi.mock("../../src/timing/task.ts", async (original) => {
  const real = await original<typeof import("../../src/timing/task.ts")>();
  return { ...real, readTasks: (...given: Parameters<typeof real.readTasks>) => { note("Task", given[0]); return real.readTasks(...given); } };
});
vi.mock("../../src/timing/chains/chain.ts", async (original) => {
  const real = await original<typeof import("../../src/timing/chains/chain.ts")>();
  return { ...real, readChains: (given: Parameters<typeof real.readChains>[0]) => {
    note("Chain", given);
    note("Segment", given.flatMap(({ segments }) => segments));
    return real.readChains(given);
  } };
});

/** The fields of an interface, as its file declares them. */
const fieldsOf = (path: string, name: string): string[] => {
  const body = new RegExp(`export interface ${name} (?:extends \\w+ )?\\{\\n([^]*?)\\n\\}`).exec(readFileSync(path, "utf8"))![1]!;
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, field]) => `${name}.${field!}`);
};

/** Fields that no system of the bench varies, and why. */
const notDrawn: Readonly<Record<string, string>> = {
  "Task.longestSegment": "segments are drawn, and analyses take from them the number that this field gives without them",
  "Task.lastSegment": "as with longestSegment",
};

test("each field takes more than one value in the systems of the bench", () => {
  for (const subject of subjects) tally(subject, 4, 1);
  const fields = [...fieldsOf("src/timing/task.ts", "Task"), ...["Chain", "Segment"].flatMap((name) => fieldsOf("src/timing/chains/chain.ts", name))];
  expect(fields.length).toBeGreaterThan(18);
  expect(fields.filter((field) => (values.get(field)?.size ?? 0) < 2)).toEqual(Object.keys(notDrawn));
});
