import { source } from "../../src/language/index.ts";
import type { Exact } from "../../src/timing/exact.ts";
import { payloadBits } from "../workloads/io/limits.ts";
import { reachableShares } from "../workloads/io/shared-buffers.ts";
import { atLeast, decimal, figure } from "./arithmetic.ts";
import { type Finding, claim } from "./claim.ts";
import { inSddf } from "./works.ts";

export const parkerQueueLimits = claim({
  id: "parker-queue-limits",
  sentence: "The length of a client's queue caps its throughput, and a limit on it is what keeps one client from starving another.",
  figures: ["Parker's thesis", "sDDF"],
  grade: "primary",
  sources: [source("lucypa/thesis@97a68abc", "evaluation.tex"), inSddf("data/*.csv: round trips at 100 Mb/s")],
  numbers: {
    "round trip in microseconds: least, most": ["404", "488"],
    "Mb/s with 16 buffers": { "one way": "400", "both ways": "200" },
    "Mb/s with 128 buffers": "950",
    "buffers, limit": ["256", "32"],
  },
  findings: (numbers) => {
    const [least, most] = numbers["round trip in microseconds: least, most"];
    const { "one way": oneWay, "both ways": bothWays } = numbers["Mb/s with 16 buffers"];
    const [buffers, limit] = numbers["buffers, limit"].map(Number) as [number, number];
    return [
      within("16 buffers, each kept for a round trip,", megabits(16, most), megabits(16, least), oneWay),
      within("8 buffers for each way", megabits(8, most), megabits(8, least), bothWays),
      atLeast("128 buffers, in Mb/s: what the link carries", megabits(128, most), numbers["Mb/s with 128 buffers"]),
      starvation("without limits a client of low priority can hold all shared buffers", buffers, buffers, true),
      starvation(`with a limit of ${limit} there is always a buffer for the other`, buffers, limit, false),
      { says: "the limits keep every client served exactly where those of the others add up to less than there is",
        found: "all systems of 2 or 3 clients with up to 6 buffers", holds: everySmallSystem() },
    ];
  },
  remark: "The round trips are of the driver framework that followed from the thesis, from 2 to 5 components; those of the thesis were not found.",
});

/** Payload in Mb/s that so many buffers of 1472 bytes carry on a link of 1 Gb/s, if each is kept for so many microseconds. */
const megabits = (buffers: number, kept: string): Exact => payloadBits({ bitsPerSecond: 1_000_000_000, payload: 1472, overhead: 66 },
  { windows: [{ name: "buffers", bytes: buffers * 1472, roundTrip: figure(kept).div(1_000_000) }] }).div(1_000_000);

const within = (what: string, least: Exact, most: Exact, measured: string): Finding => ({
  says: `${what} carry the ${measured} Mb/s that were measured`, found: `from ${decimal(least, 0)} to ${decimal(most, 0)}`,
  holds: least.lte(figure(measured)) && most.gte(figure(measured)),
});

/** Whether the first of two clients can come to wait for a buffer for as long as the other likes. */
function starvation(says: string, buffers: number, limit: number, expected: boolean): Finding {
  const most = Math.max(...reachableShares(buffers, [0, limit]).map((held) => held[1]!));
  return { says, found: `${most} of ${buffers} buffers are held by the other`, holds: (most === buffers) === expected };
}

function everySmallSystem(): boolean {
  for (let buffers = 1; buffers <= 6; buffers++) for (const clients of [2, 3]) for (let limit = 1; limit <= buffers; limit++) {
    const limits = [0, ...Array.from({ length: clients - 1 }, () => limit)];
    const starved = reachableShares(buffers, limits).some((held) => held.reduce((all, one) => all + one, 0) === buffers);
    if (starved !== (limit * (clients - 1) >= buffers)) return false;
  }
  return true;
}
