/** What an analysis cannot check, its answer tells, also where a case asks several analyses at once. */
import { expect, test } from "vitest";
import { analyses, ask, readCase } from "../../src/timing-cases/index.ts";
import { restingOn } from "../../src/timing-cases/resting.ts";

const bucket = { b: 1, r: "1/4" };
for (const [analysis, input, sentence] of [
  ["mcs.response", { budget: 2, period: 10, C: [5] }, "the list of refills is never full"],
  ["lock.pcp", { tasks: [{ sections: { a: 1 } }, { sections: { a: 2 } }] }, "a lock that is given up goes to whoever runs next, and is not handed to who waits"],
  ["queue.mm1", { lambda_: 1, mu: 2 }, "these are means in the long run; no single delay is bounded by them"],
  ["queue.mm1", { lambda_: 1, mu: 2 }, "arrivals are a Poisson process"],
  ["util.bound", { n: 2 }, "each number is a floating-point share of a processor, no bound on time"],
  ["mp.global-edf", { m: 2, sets: { one: [{ C: 1, T: 4 }] } }, "a job is preempted and moved at no cost, and runs on one processor at a time"],
  ["nc", { server: { R: 1, T: 1 }, flows: [bucket, bucket] }, "cross traffic is bounded as if the flow were absent"],
] as const) test(`${analysis} tells that ${sentence}`, () => {
  const said = ask(analyses[analysis]!, readCase({ id: "made-up", analysis, input }))["assumptions"] as { says: string }[];
  expect(said.map(({ says }) => says).filter((says) => says.includes(sentence))).not.toEqual([]);
});

test("a sentence of several analyses is told once, with all that was checked", () => {
  const of = (checked: string) => ({ assumptions: [{ says: "the load is below 1", checked }] });
  expect(restingOn([of("1/2"), null, of("2/3"), of("1/2")])).toEqual([{ says: "the load is below 1", checked: "1/2; 2/3" }]);
});
