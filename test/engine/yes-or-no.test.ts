/** Sentences that are asked answer yes or no: anything else is a fault that names the sentence, in traces and in searches alike. */
import { describe, expect, test } from "vitest";
import { compile, explore, judge, judgeExploration, runCampaign } from "../../src/engine/index.ts";
import type { Invariant, Operation } from "../../src/language/index.ts";
import { claiming, doing, saying, tick, twoLamps } from "./small-world.ts";

const answers: readonly (readonly [string, (answer: boolean) => unknown])[] = [
  ["a promise", async (answer) => answer],
  ["a promise", async () => { throw new Error("never heard"); }],
  ['"false"', () => "false"],
  ["nothing", () => undefined],
  ["null", () => null],
  ["0", () => 0],
  ["1", () => 1],
  ["an object", () => ({})],
  ["an object", (answer) => Object(answer)],
  ["a list", () => []],
  ["a function", (answer) => () => answer],
];

const bright = doing((lamp) => { lamp.bright = !lamp.bright; }, { name: "Flip" });
const acting = (text: Partial<Operation>): Operation => doing((lamp) => { lamp.bright = !lamp.bright; }, text);
const twoRuns = (more: object): Partial<Invariant> => ({ each: "lamp", unseen: {
  hidden: (lamp: any, { args }: any) => args.lamp !== undefined && args.lamp.id !== lamp.id, hears: () => true, view: (lamp: any) => [lamp.bright], ...more,
} });

/** Where a sentence stands, and a specification in which it answers what it is made to answer. */
const places: Record<string, { who: string; spec: (answer: (right: boolean) => any) => [readonly Operation[], Partial<Invariant>]; explored?: false }> = {
  "a claim over states": { who: "the claim", spec: (answer) => [[bright], { holds: ({ lamp }: any) => answer(lamp[0].state === "off") }] },
  "a claim over rows": { who: "the claim", spec: (answer) => [[bright], { each: "lamp", holds: ({ state }: any) => answer(state === "off") }] },
  "a reason of steps": { who: "it is fine", spec: (answer) => [[bright], { permits: { "it is fine": ({ after }: any) => answer(after.lamp[0].state === "off") } }] },
  "a reason that the step's name decides": { who: "it is fine", spec: (answer) => [[bright], { permits: { "it is fine": ({ step }: any) => answer(step.operation === "Flip") } }] },
  "a reason of changes": { who: "it is fine", spec: (answer) => [[bright], { changes: "lamp", permits: { "it is fine": ({ is }: any) => answer(is.state === "off") } }] },
  "a seen of states": { who: 'the seen "one is there"', spec: (answer) => [[bright], { holds: ({ lamp }: any) => lamp[0].state === "off", seen: { "one is there": ({ lamp }: any) => answer(lamp[0].state === "off") } }] },
  "a seen of steps": { who: 'the seen "one is there"', spec: (answer) => [[bright], { changes: "lamp", permits: { "it is fine": ({ is }: any) => is.state === "off" }, seen: { "one is there": ({ after }: any) => answer(after.lamp[0].state === "off") } }] },
  "a check": { who: "the check", spec: (answer) => [[acting({ checks: [{ unless: "it may", holds: ({ lamp }: any) => answer(!lamp.bright), answer: "no" }] })], { holds: ({ lamp }: any) => lamp[0].state === "off" }] },
  "a case": { who: "the case", spec: (answer) => [[acting({ cases: [{ when: "it flips", holds: ({ lamp }: any) => answer(lamp.id < 2), then: {}, because: "x" }] })], { holds: ({ lamp }: any) => lamp[0].state === "off" }] },
  "hidden": { who: '"hidden"', explored: false, spec: (answer) => [[bright], twoRuns({ hidden: (lamp: any, { args }: any) => answer(args.lamp.id !== lamp.id) })] },
  "hears": { who: '"hears"', explored: false, spec: (answer) => [[bright], twoRuns({ hears: () => answer(true) })] },
};

const checked = (operations: readonly Operation[], claim: Partial<Invariant>) => {
  const model = compile(saying(operations, [claiming(claim)]), twoLamps);
  return judge(model, runCampaign(model, { seed: 1, traces: 60, steps: 12 }), 60);
};
const explored = (operations: readonly Operation[], claim: Partial<Invariant>) => {
  const model = compile(saying(operations, [claiming(claim)]), twoLamps);
  return judgeExploration(model, explore(model, { bytesMost: 1 << 24, symmetry: false }));
};

describe.each(Object.entries(places))("%s", (place, { who, spec, explored: isExplored = true }) => {
  test("that answers true or false is taken", () => {
    const text = spec((right) => right);
    expect(checked(...text).verdict).not.toBe("FAIL");
    if (isExplored) expect(explored(...text).verdict).toBe("PASS");
  });

  test.each(answers)("that answers %s is at fault", (told, answer) => {
    const text = spec(answer);
    const sentence = `not yes or no: ${who} must answer yes or no, and it answered ${told}`;
    for (const judged of isExplored ? [checked(...text), explored(...text)] : [checked(...text)]) {
      expect(judged.verdict, place).toBe("FAIL");
      expect(judged.remarks[0]).toContain("the specification is at fault");
      expect(judged.remarks[0]).toContain(sentence);
    }
  });
});

test("a fault in a claim says which claim it is, and one in an operation which operation and sentence", () => {
  expect(checked([tick], { name: "a wish", holds: async () => true } as any).remarks[0]).toContain('(in the invariant "a wish")');
  expect(checked([acting({ checks: [{ unless: "it may", holds: (() => 1) as any, answer: "no" }] })], { holds: ({ lamp }: any) => lamp[0].state === "off" }).remarks[0])
    .toContain('(in Act, at "it may")');
});
