/** Answers are yes or no: a promise, a word, a number or nothing is a fault wherever it is answered. */
import type { EngineCase, Expected } from "./asking.ts";
import { acting, claiming, gateSuite, inOrder, neverStuck, passing } from "./world.ts";

const fault: Expected = ["FAIL", /not yes or no/];
const said = { check: fault, explore: fault };
const claim = (more: object) => [claiming("no gate is stuck", more)];
const twoCases = (holds: (scene: any) => any) => acting("Pass", {}, { cases: [
  { when: "it is early", holds, then: { "it counts": ({ gate }) => { gate.tally++; } } },
  { when: "it is late", holds: ({ gate }) => gate.tally >= 5, then: {}, because: "the day is over" }] });

export const answerCases: readonly EngineCase[] = [
  { name: "a claim that answers a promise", said, healthy: inOrder,
    suite: gateSuite("promise", [passing(true)], claim({ holds: (async ({ gate }: any) => !gate[0].stuck) as never })) },
  { name: "a claim of rows that answers a promise", said, healthy: inOrder,
    suite: gateSuite("promise of rows", [passing(true)], claim({ each: "gate", holds: ((gate: any) => Promise.resolve(!gate.stuck)) as never })) },
  { name: "a claim that answers a word", said, healthy: inOrder,
    suite: gateSuite("word", [passing(true)], claim({ holds: (({ gate }: any) => gate[0].stuck ? "false" : "true") as never })) },
  { name: "a claim that answers a number", said, healthy: inOrder,
    suite: gateSuite("number", [passing(true)], claim({ each: "gate", holds: ((gate: any) => 7 - gate.tally) as never })) },
  { name: "a claim that answers nothing", said, healthy: inOrder,
    suite: gateSuite("nothing", [passing(false)], claim({ holds: (({ gate }: any) => { if (gate[0].tally < 3) return true; return undefined; }) as never })) },
  { name: "a reason that answers a promise", said, healthy: inOrder,
    suite: gateSuite("reason", [passing(true)], claim({ permits: { "it is free": (async ({ after }: any) => !after.gate[0].stuck) as never } })) },
  { name: "a reason that looks at nothing and answers a word", said, healthy: inOrder,
    suite: gateSuite("reason word", [passing(true)], claim({ permits: { "it is fine": (() => "yes") as never } })) },
  { name: "a reason for a change that answers a row", said, healthy: inOrder,
    suite: gateSuite("change row", [passing(true)], claim({ changes: "gate", permits: { "it counts": (({ is }: any) => is) as never } })) },
  { name: "a sighting that answers a promise", said, healthy: inOrder,
    suite: gateSuite("seen", [passing(false)], claim({ holds: ({ gate }: any) => !gate[0].stuck, seen: { "it sticks": (async ({ gate }: any) => gate[0].stuck) as never } })) },
  { name: "a check that answers a row or null", said, healthy: inOrder,
    suite: gateSuite("check", [acting("Pass", { "it counts": ({ gate }) => { gate.tally++; } }, { checks: [{ unless: "the day is not over", holds: (({ gate }: any) => gate.tally < 5 ? gate : null) as never, answer: "closed" }] })], [neverStuck]) },
  { name: "a case that answers a number", said, healthy: gateSuite("cases in order", [twoCases(({ gate }) => gate.tally < 5)], [neverStuck]),
    suite: gateSuite("case", [twoCases(({ gate }) => Math.max(0, 5 - gate.tally))], [neverStuck]) },
];
