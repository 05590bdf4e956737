/** A claim that compares a step with a name that is not there is refused: else it would speak of nothing, and hold. */
import { describe, expect, test } from "vitest";
import { refuseMisspeltSteps } from "../../src/engine/index.ts";
import { type Invariant, SpecificationFault, oneOf } from "../../src/language/index.ts";
import { readerFor } from "../../src/sentences/read.ts";
import { genode } from "../../spec/genode/index.ts";
import { reply } from "../../spec/genode/operations/reply.ts";
import { told } from "../../spec/genode/world.ts";
import { claiming, doing, saying, small, sources, tick } from "./small-world.ts";

const flip = doing((lamp) => { lamp.bright = true; }, { name: "Flip", cases: [{ when: "it flips", then: {}, because: "x", answer: "done" }] } as any);
const refusalOf = (claim: Partial<Invariant>): string => {
  try {
    refuseMisspeltSteps(saying([tick, flip], [claiming(claim)]));
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(SpecificationFault);
    return (error as Error).message;
  }
};

/** A function by its text. */
// oxlint-disable-next-line typescript/no-implied-eval -- the text is ours
const written = (text: string) => new Function(`return ${text}`)() as (moment: any) => boolean;

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
].map(([way, text]) => {
  const made = new Map(["Flip", "Filp"].map((name) => [name, written(text!.replace("NAME", name))]));
  return [way, (name: string) => made.get(name)!];
}));
// To read many functions at once costs as much as to read one.
readerFor(Object.values(ways).flatMap((way) => [way("Flip"), way("Filp")]));

test("a misspelt argument of a step is told with the nearest one", () => {
  const asking = (text: string) => refusalOf({ permits: { "it is fine": written(text) } });
  expect(asking("({ step }) => step.args.lamp === null || step?.args?.lamp.bright")).toBe("");
  expect(asking('({ step }) => step.args.hasOwnProperty("lmap") || own.args.lmap || step.answer.args || "step.args.lmap"')).toBe("");
  expect(asking("({ step }) => step.args.lmap?.bright !== true"))
    .toContain('asks a step for the argument "lmap", which no operation has — did you mean "lamp"? (at "it is fine")');
});

describe("a misspelt operation", () => {
  test.each(Object.entries(ways))("%s", (_, made) => {
    expect(refusalOf({ permits: { "it is fine": made("Flip") } })).toBe("");
    const message = 'the invariant "a claim" compares the operation of a step with "Filp", which is not an operation of the specification';
    expect(refusalOf({ permits: { "it is fine": made("Filp") } })).toContain(message);
    expect(refusalOf({ permits: { "it is fine": made("Flip") }, seen: { "one flips": made("Filp") } })).toContain('(at "one flips")');
  });

  test("is told with the nearest one, and where it stands", () => {
    expect(refusalOf({ changes: "lamp", permits: { "it flipped": ({ step }: any) => step.operation === "Flp" } }))
      .toContain('"Flp", which is not an operation of the specification — did you mean "Flip"? (at "it flipped")');
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

/** As somebody has it whose file no compiler sees. */
const push: any = small.operation({
  name: "Push", summary: "A lamp is pushed.", sources, by: "lamp", asks: { against: oneOf("lamp") },
  checks: [{ unless: "it is off", holds: ({ lamp }) => lamp.state === "off", answer: "too hot" }],
  cases: [{ when: "it moves", then: {}, because: "nobody looks" }],
});
const [both, nobody, words]: any[] = [[tick, push], { of: "nothing" }, { hot: "too hit", push }];
const helper: any = ({ step }: any) => step.refused || push.told(step, "too hit");
const renamed: any = { ...push, name: "Shove" };

describe("what is asked with an operation's key", () => {
  const permitting = (reason: (moment: any) => unknown): string => {
    try {
      refuseMisspeltSteps(saying([tick, push], [claiming({ permits: { "it is fine": reason as any } })]));
      return "";
    } catch (error) {
      expect(error).toBeInstanceOf(SpecificationFault);
      return (error as Error).message;
    }
  };
  const noAnswer = 'the invariant "a claim" asks whether "Push" told "too hit", which is not an answer of it — did you mean "too hot"? (at "it is fine")';
  const noArgument = 'asks "Push" for the argument "agianst", which it does not have — did you mean "against"?';
  const wrong: Readonly<Record<string, readonly [reason: (moment: any) => unknown, message: string]>> = {
    "an answer": [({ step }) => push.told(step, "too hit"), noAnswer],
    "an answer with a name": [({ step }) => push.told(step, words.hot), noAnswer],
    "one of two answers": [({ step, was }) => push.told(step, was.bright ? "ok" : "too hit"), noAnswer],
    "an answer under a name of the key": [({ step }) => { const key = words.push; return key.told(step, "too hit"); }, noAnswer],
    "an answer in a helper": [(moment) => helper(moment), noAnswer],
    "an outcome": [({ step }) => push.ended(step, "it is of"), 'asks whether "Push" ended with "it is of", which is not an outcome of it — did you mean "it is off"?'],
    "an answer of one of some": [({ step }) => [tick, push].some((one: any) => one.told(step, "too hot")), 'asks whether "Tick" told "too hot"'],
    "an answer of a list with a name": [({ step }) => both.every((one: any) => !one.told(step, "too hit")), 'asks whether "Tick" told "too hit"'],
    "an argument that is taken out": [({ step }) => push.where(step, ({ agianst }: any) => agianst.bright), noArgument],
    "an argument, after an answer": [({ step }) => push.told(step, "ok", ({ agianst }: any) => agianst.bright), noArgument],
    "an argument that is read": [({ step }) => push.where(step, (its: any) => its.agianst.bright), noArgument],
    "an argument of what may be another's": [({ step }) => push.of(step)?.agianst.bright === true, noArgument],
    "an argument of what is kept": [({ step }) => { const { agianst } = push.of(step); return agianst.bright; }, noArgument],
    "a word": [({ step }) => push.tolled(step, "ok"), 'asks "Push" for "tolled", which is not a word of an operation — did you mean "told"?'],
    "an operation of another world": [({ step }) => reply.accepted(step), 'asks for steps of "Reply" of the world "genode", which is not an operation of the specification'],
    "an answer of another world": [({ step }) => told(step, "OK"), 'asks whether a step told "OK", which is not an answer of the specification'],
    "a copy under another name": [({ step }) => renamed.accepted(step), 'asks for steps of "Shove", a copy of "Push": declare it with the words of its world'],
  };
  readerFor(Object.values(wrong).map(([reason]) => reason));
  test.each(Object.entries(wrong))("%s that is not there is a fault at load", (_, [reason, message]) => expect(permitting(reason)).toContain(message));

  test("an operation of the same name in another world is not the one that is asked for", () => {
    const ours: any = small.operation({ ...push, name: "Reply" });
    const asking = (key: any) => () => refuseMisspeltSteps(saying([tick, ours], [claiming({ permits: { "it is fine": ({ step }: any) => key.accepted(step) } })]));
    expect(asking(reply)).toThrow('asks for steps of "Reply" of the world "genode"');
    expect(asking(ours)).not.toThrow();
  });

  test("all that is there is accepted", () => {
    expect(permitting(({ step, was }) => push.told(step, "too hot") || push.ended(step, "it moves", ({ against, lamp }: any) => against.id === lamp.id)
      || both.some((one: any) => one.told(step, "ok", (its: any) => its !== null)) || was[nobody.of])).toBe("");
    expect(permitting(({ step }) => push.of(step)?.against.bright || both.filter((one: any) => one.of(step)).length > 0 || push.cases === null)).toBe("");
  });
});

test("lists with a name and functions that are called are looked into", () => {
  const some = ["Tick", "Push it"];
  expect(refusalOf({ permits: { "it is fine": ({ step }: any) => some.includes(step.operation) } })).toContain('"Push it"');
  const isTock = ({ step }: any) => step.operation === "Tock";
  expect(refusalOf({ permits: { "it is fine": (moment: any) => isTock(moment) } })).toContain('"Tock"');
  const bill = (order: any) => order.operation === "of somebody else's";
  expect(refusalOf({ permits: { "it is fine": ({ facts }: any) => bill(facts) } })).toBe("");
  expect(refusalOf({ permits: { "it is fine": ({ step }: any) => step.args["lmap"] === undefined } })).toContain('"lmap"');
  expect(refusalOf({ permits: { "it is fine": ({ step }: any) => { const { lmap } = step.args; return lmap === undefined; } } })).toContain('"lmap"');
});

test("the claims of Genode ask for nothing that is not there", () => {
  expect(() => refuseMisspeltSteps(genode)).not.toThrow();
  const withoutReply = { ...genode, operations: genode.operations.filter(({ name }) => name !== "Reply") };
  expect(() => refuseMisspeltSteps(withoutReply)).toThrow('asks for steps of "Reply" of the world "genode", which is not an operation of the specification');
  expect(() => refuseMisspeltSteps({ ...withoutReply, whole: genode })).not.toThrow();
});
