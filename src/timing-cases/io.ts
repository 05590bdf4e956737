/** Worked cases of I/O paths: what limits them, what is sure of them, and runs between the two. */
import { atOnce, bunched, countOfRun } from "../../model/workloads/io/arrivals.ts";
import { type Guarantee, guarantee } from "../../model/workloads/io/guarantee.ts";
import { limitsOf } from "../../model/workloads/io/limits.ts";
import { type Path, withoutCopies } from "../../model/workloads/io/path.ts";
import { type PathRun, simulatePath } from "../../model/workloads/io/simulate.ts";
import { staircase } from "../timing/curves/index.ts";
import { type Exact, ratio } from "../timing/exact.ts";
import type { Answer } from "./comparing.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import { above0, choice, count, either, from0, listOf, name, number, object, optional, ownName, time } from "./schema/declare.ts";
import { type GivenTraffic, type Tried, eventsOf, forTraffic, inTime, limitRows, ran, runOf, trafficFields, triedBounds } from "./tried.ts";

const input = object("a path", {
  link: time("a packet's time on the link", above0),
  ring: optional(object("descriptors for packets that were not fetched yet", {
    slots: count("how many", { least: 1 }), full: choice("what a full ring does: hold back the link, or drop", ["hold back", "drop"]),
  }), "room for all"),
  interrupts: optional(object("interrupts, each of which fetches a batch", { apart: time("least time between two", above0) }), "at once"),
  batch: count("most packets that are handed on at a time", { least: 1 }),
  components: listOf("the components in their order", object("a component", {
    name: ownName("its name, which no other component has"), core: either("its core", name("a name"), count("a number")),
    perPacket: time("its work for a packet", from0), perBatch: time("its work for each batch besides", from0),
    perCopy: optional(time("its copying of a packet", from0), "by reference"),
  })),
  windows: optional(listOf("windows of protocols, pools of buffers", object("a window", {
    name: ownName("its name, which no other window has"), packets: number("its room", "packets", { least: 1 }),
    held: time("for how long each is held at least", from0),
  })), "none"),
  payload: optional(number("what counts of a packet; with times in microseconds, bits are Mbit/s", "bytes", above0), "no bits are told"),
  packets: optional(object("what comes to the path", trafficFields), "as much as the path takes"),
  run: runOf("packets that are simulated", 1000),
});

const withTraffic = "with `packets`: ";

export const io: Analyses = {
  "io.path": analysis({
    says: "Packets over a link, a ring of descriptors, interrupts that fetch batches, and components on cores.",
    isStrict: true, input,
    answers: {
      bottleneck: "the name of the least limit", throughput: "`most`, `simulated` and `sure`",
      limits: "by name, with `rate`, `bits`, `load`, `because`, and `withoutCopies`, the rate by reference",
      bound: `what is sure of \`ring\` (slots that suffice) and \`drain\` (of \`run\` packets that wait at first); ${withTraffic}of \`delay\` and \`backlog\`, too`,
      simulated: "what a run has shown of the same", gap: "their ratio", schedulable: `${withTraffic}whether they meet their deadline`,
      lost: `${withTraffic}packets that are lost in a run, where a full ring drops`,
    },
    answer: ({ payload, packets, run, ...given }) => {
      const path: Path = { ...given, components: given.components.map((one) => ({ ...one, core: coreOf(one.core) })) };
      countOfRun(run, "run");
      const limits = limitsOf(path);
      const uncopied = path.components.some(({ perCopy }) => perCopy !== undefined) ? limitsOf(withoutCopies(path)) : null;
      const whole = guarantee(path);
      const full = simulatePath(path, atOnce(run));
      const inBits = bitsOf(payload);
      const carried = (rate: Exact | null): Answer => ({ rate, ...inBits(rate) });
      return {
        bottleneck: limits[0].name,
        limits: limitRows(limits, packets?.T, ({ name, rate }) => ({
          ...inBits(rate), ...(uncopied === null ? {} : { withoutCopies: uncopied.find((other) => other.name === name)?.rate ?? null }),
        })),
        throughput: {
          most: carried(limits[0].rate), simulated: carried(ratio(full.left.length).div(full.over)),
          sure: carried(whole.service?.rate ?? null),
        },
        ...(packets === undefined ? alone(whole, full, run) : under(packets, path, whole, full, run)),
      };
    },
  }),
};

/** The path while its source always has a packet: how long so many that wait at first take until all have left. */
const alone = (whole: Guarantee, full: PathRun, run: number): Answer => ({
  ...triedBounds({ drain: drained(whole, full, run), ring: [whole.slotsNeeded, ratio(full.mostInRing)] }),
  conventions: whole.conventions, assumptions: [...whole.assumptions, ran(`a run of ${run} packets that wait at first (drain)`)],
});

/** The path under its traffic. */
function under(packets: GivenTraffic, path: Path, whole: Guarantee, full: PathRun, run: number): Answer {
  const seen = simulatePath(path, bunched({ ...eventsOf(packets), run }));
  const sure = forTraffic("packets", () => guarantee(path, staircase(eventsOf(packets))));
  return {
    ...triedBounds({
      delay: [sure.delay, seen.longestDelay], backlog: [sure.backlog, ratio(seen.mostUnderWay)],
      ring: [sure.slotsNeeded, ratio(seen.mostInRing)], drain: drained(whole, full, run),
    }),
    ...(path.ring?.full === "drop" ? { lost: seen.lost } : {}), schedulable: inTime(sure.delay, packets.D),
    conventions: sure.conventions,
    assumptions: [...sure.assumptions, ran(`a run of ${run} packets, late ones bunched at the start; one of ${run} that wait at first (drain)`)],
  };
}

const drained = ({ service }: Guarantee, { left }: PathRun, run: number): Tried =>
  [service === null ? null : service.latency.add(ratio(run).div(service.rate)), left.at(-1) ?? ratio(0)];

/** A core by its name or its number. */
const coreOf = (core: string | number): string => typeof core === "number" ? String(core) : core;

/** Packets a unit of time as bits a unit of time, where the payload is given. */
function bitsOf(payload: Exact | undefined): (rate: Exact | null) => Answer {
  if (payload === undefined) return () => ({});
  const bits = payload.mul(8);
  return (rate) => ({ bits: rate?.mul(bits) ?? null });
}
