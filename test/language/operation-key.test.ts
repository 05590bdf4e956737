/** Operations are keys: what claims ask of steps with them, and which names the compiler refuses. */
import { expect, test } from "vitest";
import {
  type Step, SpecificationFault, choice, count, eitherOf, flag, isKey, keyWordOf, oneOf, source, table, upTo, world,
} from "../../src/language/index.ts";

const sources = [source("this project", "test/language/operation-key.test.ts")];
const words = world({
  name: "post", answers: ["ok", "no room", "busy"],
  tables: {
    box: table({ about: "a letter box", columns: { open: flag(), letters: count({ max: 9 }), colour: choice("red", "green") } }),
  },
});

const post = words.operation({
  name: "Post", summary: "A letter is put into a box.", sources, by: "box",
  asks: { to: oneOf("box"), how: eitherOf("quickly", "slowly"), times: upTo(3) },
  look: (_world, { to, times }) => ({ more: to.letters + times }),
  checks: [
    { unless: "the box is open", holds: ({ to }) => to.open, answer: "busy" },
    { unless: "the box has room", holds: ({ more }) => more <= 9, answer: "no room" },
  ],
  cases: [
    { when: "it goes slowly", holds: ({ how }) => how === "slowly", then: {}, because: "it lies somewhere" },
    { when: "it goes quickly", holds: ({ how }) => how === "quickly", answer: "posted",
      then: { "the box has the letters": ({ to, more }) => { to.letters = more; } } },
  ],
});
const lock = words.operation({
  name: "Lock", summary: "A box is locked.", sources, by: "box", checks: [],
  cases: [{ when: "it is locked", then: { "it is shut": ({ box }) => { box.open = false; } } }],
});

const args = { box: { id: 0 }, to: { id: 1, letters: 2 }, how: "quickly", times: 2 };
const posted: Step = { operation: "Post", outcome: "it goes quickly", answer: "posted", refused: false, args };
const refused: Step = { operation: "Post", outcome: "the box is open", answer: "busy", refused: true, args };
const locked: Step = { operation: "Lock", outcome: "it is locked", answer: "ok", refused: false, args: { box: { id: 0 } } };

test("a key tells its own steps from those of others, and gives their arguments", () => {
  expect(post.of(posted)).toBe(args);
  expect(post.of(locked)).toBeNull();
  expect(post.where(posted, ({ to }) => to.letters === 2)).toBe(true);
  expect(post.where(posted, ({ to }) => to.letters === 3)).toBe(false);
  expect(lock.where(posted, () => true)).toBe(false);
});

test("a key tells how a step ended, and what was told", () => {
  expect([posted, refused, locked].map((step) => post.accepted(step))).toEqual([true, false, false]);
  expect([posted, refused, locked].map((step) => post.refused(step))).toEqual([false, true, false]);
  expect([posted, refused, locked].map((step) => post.ended(step, "the box is open"))).toEqual([false, true, false]);
  expect([posted, refused, locked].map((step) => post.told(step, "posted"))).toEqual([true, false, false]);
  expect([posted, refused, locked].map((step) => words.told(step, "ok", "busy"))).toEqual([false, true, true]);
  expect([lock, post].some((one) => one.told(locked, "ok"))).toBe(true);
});

test("what answers yes or no may ask something of the arguments, too", () => {
  for (const right of [true, false]) {
    const holds = ({ times }: { readonly times: number }) => (times === 2) === right;
    expect(post.accepted(posted, holds)).toBe(right);
    expect(post.refused(refused, holds)).toBe(right);
    expect(post.ended(posted, "it goes quickly", holds)).toBe(right);
    expect(post.told(refused, "busy", holds)).toBe(right);
  }
  expect(post.accepted(refused, () => { throw new Error("not asked"); })).toBe(false);
});

test("a copy is the same key, and what is declared anew under another name is a key of that name", () => {
  expect({ ...post, checks: [] }.of(posted)).toBe(args);
  const again = words.operation({ ...post, name: "Post again" } as any);
  expect(again.of(posted)).toBeNull();
  expect(again.of({ ...posted, operation: "Post again" })).toBe(args);
  expect([isKey(post), isKey({ ...post }), isKey({ name: "Post" }), isKey(null)]).toEqual([true, true, false, false]);
  expect(keyWordOf(post.told)).toEqual({ word: "told", operation: "Post", names: ["busy", "no room", "ok", "posted"] });
});

test("names that do not exist are errors of the compiler, and faults of the specification in what it did not see", () => {
  const asked = [
    // @ts-expect-error: no such answer
    () => post.told(posted, "no rom"),
    // @ts-expect-error: no such outcome
    () => post.ended(posted, "the box is opened"),
    // @ts-expect-error: a sentence of another operation
    () => lock.ended(locked, "the box is open"),
    // @ts-expect-error: not an answer of all of them
    () => [lock, post].some((one) => one.told(locked, "busy")),
    // @ts-expect-error: no answer of this world
    () => words.told(posted, "bussy"),
  ];
  for (const ask of asked) expect(ask).toThrow(SpecificationFault);
  expect(() => post.told(posted, "no rom" as any)).toThrow(
    'unknown name: a claim asks whether "Post" told "no rom", which is not an answer of it — did you mean "no room"?');
  // @ts-expect-error: no such argument
  expect(post.of(posted)?.form).toBeUndefined();
  // @ts-expect-error: no such choice
  expect(post.where(posted, ({ how }) => how === "quick")).toBe(false);
  // @ts-expect-error: no such column
  expect(post.where(posted, ({ to }) => to.leters === 2)).toBe(false);
  // @ts-expect-error: no such word
  expect(() => post.tolled(posted, "ok")).toThrow(TypeError);
});
