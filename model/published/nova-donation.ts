import { source } from "../../src/language/index.ts";
import { claim } from "./claim.ts";
import { type Rules, semaphoreRuns, served } from "./nova-rules.ts";

export const novaDonation = claim({
  id: "nova-donation",
  sentence: "On NOVA callers pay for the work of the server, a caller of high priority waits for one earlier request at most, and semaphores wake in order.",
  figures: ["NOVA specification"],
  grade: "primary",
  sources: [source("udosteinberg/NOVA@8b6c28a0, doc/specification.pdf", "Sections 2.1-2.5, 5.2.1 ipc_call, 5.4.5 ctrl_sm")],
  numbers: { rules: { busy: "help", wake: "first" }, "longest request, in ticks": "4", "ticks within which requests come": "5", "steps of a semaphore": "7" },
  findings: ({ rules, ...numbers }) => {
    const runs = threeClients(rules, Number(numbers["longest request, in ticks"]), Number(numbers["ticks within which requests come"]));
    const semaphores = semaphoreRuns(3, Number(numbers["steps of a semaphore"]), rules);
    const waits = runs.map(({ work, response }) => response[0]! - work[0]!);
    return [
      { says: "what the callers are charged is the server's work, all of it and no more", found: `${runs.length} orders tried`,
        holds: runs.every(({ work, charged }) => total(charged) === total(work)) },
      { says: "by helping, the highest caller waits for at most the longest request of another",
        found: `at most ${Math.max(...waits)} of ${numbers["longest request, in ticks"]} ticks`, holds: runs.every(({ work }, i) => waits[i]! <= Math.max(...work.slice(1))) },
      { says: "waiting contexts are woken first come, first served, and nobody waits while an up is stored",
        found: `${semaphores.runs} runs of ${numbers["steps of a semaphore"]} steps, ${semaphores.violations} steps against it`, holds: semaphores.violations === 0 },
    ];
  },
  remark: "What is run is a small model of the rules as they are specified, and not NOVA.",
});

const total = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** One request of each of three clients, of 1 to so many ticks, in all orders within some ticks. */
function threeClients(rules: Rules, longest: number, within: number) {
  const some = (most: number, least = 0): number[] => Array.from({ length: most - least + 1 }, (_, i) => least + i);
  const triples = (values: readonly number[]): number[][] => values.flatMap((a) => values.flatMap((b) => values.map((c) => [a, b, c])));
  return triples(some(within)).flatMap((arrivals) =>
    triples(some(longest, 1)).map((work) => ({ arrivals, work, ...served(arrivals, work, rules) })));
}
