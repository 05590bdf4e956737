import type { Exact } from "../../src/timing/exact.ts";
import { crossingCurves } from "../workloads/scaling/curves.ts";
import { crossingCores, crossingTable } from "../workloads/scaling/crossing.ts";
import { rangeOf } from "../workloads/scaling/interval.ts";
import { batchedCrossings, crossings, lxds, sameCoreCalls } from "../workloads/scaling/published.ts";
import { ascend, decimal, figure } from "./arithmetic.ts";
import { type Finding, claim } from "./claim.ts";

export const lxdsCrossover = claim({
  id: "lxds-crossover",
  sentence: "Within a socket a call through cache lines to another core is quicker than a synchronous one on the same core, and across sockets it is slower.",
  figures: ["CLU-XCORE"],
  grade: "primary",
  curves: crossingCurves,
  sources: [lxds],
  numbers: { calls: sameCoreCalls, crossings, batchedCrossings, "cycles of work": { none: "0", some: "4000", "a client's": "400", "a server's": "100" },
    "cores from which crossing pays, at most": { none: "4", some: "17" } },
  findings: ({ calls, crossings: by, batchedCrossings: batched, "cycles of work": work, "cores from which crossing pays, at most": most }) => {
    const busy = { client: work["a client's"], server: work["a server's"] };
    const pays = crossingTable(16, busy, calls["with PCID"], by["one socket"]).flatMap(({ cores, better }) => better === "cross core" ? [cores] : []);
    return [
      ascend({ "8 at a time": batched["8 at a time"], "4 at a time": batched["4 at a time"], "one socket": by["one socket"], "one socket, NUMA": by["one socket, NUMA"],
        "same core, with PCID": calls["with PCID"], "same core, without PCID": calls["without PCID"], "across sockets": by["across sockets"] }),
      crossover(work.none, calls, by, most.none),
      crossover(work.some, calls, by, most.some),
      never(work.none, calls, by),
      {
        says: `with ${busy.client} cycles of work for a client and ${busy.server} for the server, crossing pays from some number of cores on, until one server core is too slow`,
        found: pays.length === 0 ? "with no number up to 16" : `with ${pays[0]!} to ${pays.at(-1)!} of up to 16 cores`, holds: pays.length > 0 && pays.at(-1)! < 16 && pays[0]! > 1,
      },
    ];
  },
  remark: "Both sides of a crossing poll, so that a core is spent on it; a server that sleeps pays notification and switch besides.",
});

type Calls = Readonly<Record<keyof typeof sameCoreCalls, string>>;
type Crossings = Readonly<Record<keyof typeof crossings, string>>;

/** From which number of cores on crossing pays: with PCID on one socket exactly, and over all calls and crossings of a socket. */
function crossover(client: string, calls: Calls, by: Crossings, most: string): Finding {
  const cores = (call: Exact, crossing: Exact): Exact | null => crossingCores({ client, server: 0 }, call, crossing);
  const exactly = cores(figure(calls["with PCID"]), figure(by["one socket"]));
  const range = rangeOf([[calls["with PCID"], calls["without PCID"]], [by["one socket"], by["one socket, NUMA"]]], cores);
  return {
    says: `within a socket, with ${client} cycles of other work, the number of cores from which crossing pays is at most ${most}`,
    found: exactly === null || range === null ? "there is none"
      : `${exactly.toFraction()} = ${decimal(exactly)}, from ${decimal(range.least)} to ${range.most === null ? "no number" : decimal(range.most)}`,
    holds: range?.most?.lte(figure(most)) ?? false,
  };
}

function never(client: string, calls: Calls, by: Crossings): Finding {
  const cores = crossingCores({ client, server: 0 }, calls["without PCID"], by["across sockets"]);
  return { says: "across sockets there is no number of cores from which crossing pays", found: cores === null ? "there is none" : `from ${decimal(cores)} on`, holds: cores === null };
}
