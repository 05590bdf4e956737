/** A claim that compares a step with a name that is not there is refused: else it would speak of nothing, and hold. */
import { describe, expect, test } from "vitest";
import { refuseMisspelt, refuseMisspeltSteps } from "../../src/engine/index.ts";
import { type Invariant, SpecificationFault } from "../../src/language/index.ts";
import { claiming, doing, saying, tick, twoLamps } from "./small-world.ts";

const flip = doing((lamp) => { lamp.bright = true; }, { name: "Flip", cases: [{ when: "it flips", then: {}, because: "x", answer: "done" }] } as any);
const refusalOf = (claim: Partial<Invariant>): string => {
  try {
    refuseMisspelt(saying([tick, flip], [claiming(claim)]), twoLamps, []);
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(SpecificationFault);
    return (error as Error).message;
  }
};

/** Each way to compare, with the right name; the wrong one is made of it. */
const ways: Record<string, (name: string) => (moment: any) => boolean> = Object.fromEntries([
  ["equal", '({ step }) => step.operation === "NAME"'],
  ["not equal, the other way round", '({ step }) => "NAME" !== step.operation'],
  ["loosely, in single quotes", "(m) => m.step.operation == 'NAME'"],
  ["in parentheses", '({ step }) => ("NAME") === (step.operation)'],
  ["in backticks", "({ step }) => step.operation === `NAME`"],
  ["in a list", '({ step }) => !["Tick", "NAME"].includes(step.operation)'],
  ["in a list over lines", '({ step }) => [\n  "NAME", // the one\n  "Tick",\n].includes(step.operation)'],
  ["in a set", '({ step }) => new Set(["NAME", "Tick"]).has(step.operation)'],
  ["in a list with a name", '({ step }) => { const some = ["Tick", "NAME"]; return some.includes(step.operation); }'],
  ["in a set with a name", '({ step }) => { const some = new Set(["NAME"]); return some.has(step.operation); }'],
  ["in a switch", '({ step }) => { switch (step.operation) { case "Tick": return true; case "NAME": return false; default: return true; } }'],
  ["taken out of the step", '({ step: { operation } }) => operation === "NAME"'],
  ["taken out under another name", '({ step: { operation: called } }) => called === "NAME"'],
  ["kept under another name", '({ step }) => { const called = step.operation; return called === "NAME"; }'],
  ["with an escape", '({ step }) => step.operation === "\\u0046lip" || step.operation === "NAME"'],
].map(([way, text]) => [way, (name: string) => Object.assign(() => true, { toString: () => text!.replace("NAME", name) })]));

test("a misspelt argument of a step is told with the nearest one", () => {
  const asking = (text: string) => refusalOf({ permits: { "it is fine": Object.assign(() => true, { toString: () => text }) } });
  expect(asking("({ step }) => step.args.lamp === null || step?.args?.lamp.bright")).toBe("");
  expect(asking('({ step }) => step.args.hasOwnProperty("lmap") || own.args.lmap || step.answer.args || "step.args.lmap"')).toBe("");
  expect(asking("({ step }) => step.args.lmap?.bright !== true"))
    .toContain('asks a step for the argument "lmap", which no operation has — did you mean "lamp"? (at "it is fine")');
});

describe("a misspelt operation", () => {
  test.each(Object.entries(ways))("%s", (_, made) => {
    expect(refusalOf({ permits: { "it is fine": made("Flip") } })).toBe("");
    const message = 'the invariant "a claim" compares the operation of a step with "Filp", which is no operation of the specification';
    expect(refusalOf({ permits: { "it is fine": made("Filp") } })).toContain(message);
    expect(refusalOf({ permits: { "it is fine": made("Flip") }, seen: { "one flips": made("Filp") } })).toContain('(at "one flips")');
  });

  test("is told with the nearest one, and where it stands", () => {
    expect(refusalOf({ changes: "lamp", permits: { "it flipped": ({ step }: any) => step.operation === "Flp" } }))
      .toContain('"Flp", which is no operation of the specification — did you mean "Flip"? (at "it flipped")');
  });

  test("in a claim over two runs", () => {
    const unseen = { hidden: (_: any, step: any) => step.operation === "Tick", hears: () => false, view: () => [] };
    expect(refusalOf({ each: "lamp", unseen })).toBe("");
    expect(refusalOf({ each: "lamp", unseen: { ...unseen, hidden: (_: any, step: any) => step.operation === "Tock" } })).toContain('"Tock"');
    expect(refusalOf({ each: "lamp", unseen: { ...unseen, hears: (_: any, { operation }: any) => operation === "Tock" } })).toContain('"Tock"');
  });
});

test("a misspelt outcome, answer or beginning", () => {
  const permitting = (reason: (moment: any) => boolean) => refusalOf({ permits: { "it is fine": reason } });
  expect(permitting(({ step }) => step.outcome === "it flips" || step.answer === "done" || step.answer === "ok")).toBe("");
  expect(permitting(({ step }) => step.outcome === "it flip")).toContain('the outcome of a step with "it flip"');
  expect(permitting(({ step }) => step.answer === "Done")).toContain('the answer of a step with "Done"');
  expect(permitting(({ step }) => step.answer === "Flip")).toContain('the answer of a step with "Flip"');
  expect(permitting(({ step }) => step.operation.startsWith("Fl") && step.outcome.endsWith("flips"))).toBe("");
  expect(permitting(({ step }) => step.operation.startsWith("Lf"))).toContain('"Lf"');
  expect(permitting(({ step }) => !step.outcome.endsWith("flops"))).toContain('"flops"');
});

test("an argument or a column of that name is something else", () => {
  const answering = { ...flip, asks: { answer: { ask: "choice", values: ["yes", "no"] } } } as any;
  const claim = claiming({ permits: { "yes": ({ step }: any) => step.args.answer === "yes" || step.answer === "no" } });
  expect(() => refuseMisspeltSteps(saying([answering], [claim]))).not.toThrow();
});
