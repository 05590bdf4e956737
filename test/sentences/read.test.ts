/** What a function is read as: its text, its tree, its place, and what its free names stand for. */
import { describe, expect, test } from "vitest";
import { type Captured, type ReadFunction, readerFor } from "../../src/sentences/read.ts";

const read = (fn: Function): Extract<ReadFunction, { kind: "read" }> => {
  const found = readerFor([fn]).of(fn);
  if (found.kind === "unread") throw new Error(`${String(fn)}: ${found.why}`);
  return found;
};
const whyUnread = (fn: Function): string => {
  const found = readerFor([fn]).of(fn);
  return found.kind === "unread" ? found.why : `${String(fn)} is read`;
};
/** The free names of a function, each with its value, or why it has none. */
const namesOf = (fn: Function): Record<string, unknown> => Object.fromEntries([...read(fn).names].map(([name, one]) => [name, shown(one)]));
const shown = (one: Captured): unknown => one.kind === "unreadable" ? `? ${one.why}` : one.kind === "global" ? `global ${one.name}` : one.value;

const limit = 3;
let counted = 0;
const count = (): void => { counted++; };

describe("a function", () => {
  test("without free names has none", () => {
    expect(namesOf((row: { n: number }) => row.n < 3)).toEqual({});
  });
  test("shows the constants of its module", () => {
    expect(namesOf((n: number) => n < limit)).toEqual({ limit: 3 });
  });
  test("does not show what is assigned again", () => {
    count();
    expect(namesOf((n: number) => n < counted)).toEqual({ counted: "? counted may be assigned again" });
  });
  test("shows globals as such", () => {
    expect(namesOf((n: number) => Math.min(n, limit))).toEqual({ Math: "global Math", limit: 3 });
  });
  test("that is no function of plain text is not read", () => {
    expect(whyUnread(count.bind(null))).toBe("it is bound, or a function of the runtime");
    expect(whyUnread(class {})).toBe("it is a class");
  });
});
