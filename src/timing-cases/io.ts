/** Worked cases of I/O paths: what limits them, what is sure of them, and runs between the two. */
import { atOnce, bunched, countOfRun } from "../../model/workloads/io/arrivals.ts";
import { type Guarantee, guarantee } from "../../model/workloads/io/guarantee.ts";
import { limitsOf } from "../../model/workloads/io/limits.ts";
import { type Path, withoutCopies } from "../../model/workloads/io/path.ts";
import { type PathRun, simulatePath } from "../../model/workloads/io/simulate.ts";
import { staircase } from "../timing/curves/index.ts";
import { type Exact, type Given, ratio } from "../timing/exact.ts";
import { positive } from "../timing/task.ts";
import type { AllAnalyses as Analyses } from "./case.ts";
import type { Answer } from "./comparing.ts";
import { onlyFields, onlyFieldsIfGiven, onlyFieldsOfEach } from "./fields.ts";
import { type GivenTraffic, type Tried, eventsOf, forTraffic, inTime, limitRows, ran, trafficFields, triedBounds } from "./tried.ts";

/** A path as a case has it: that of the model, in one unit of time, and what goes over it. */
interface GivenPath extends Omit<Path, "components"> {
  readonly components: readonly (Omit<Path["components"][number], "core"> & { readonly core: string | number })[];
  /** Bytes of a packet that count as throughput; with times in microseconds, bits are then in Mbit/s. */
  readonly payload?: Given;
  /** What comes to the path; without it, it is asked only what it can carry. */
  readonly packets?: GivenTraffic;
  /** How many packets are simulated; 1000 unless said. */
  readonly run?: number;
}

export const io: Analyses = {
  "io.path": (input: GivenPath) => {
    checkFields(input);
    const { payload, packets, run = 1000, ...given } = input;
    const path: Path = { ...given, components: given.components.map((one) => ({ ...one, core: coreOf(one.core) })) };
    countOfRun(run, "run");
    const period = packets === undefined ? undefined : positive(packets.T, "packets.T");
    const limits = limitsOf(path);
    const uncopied = path.components.some(({ perCopy }) => perCopy !== undefined) ? limitsOf(withoutCopies(path)) : null;
    const whole = guarantee(path);
    const full = simulatePath(path, atOnce(run));
    const inBits = bitsOf(payload);
    const carried = (rate: Exact | null): Answer => ({ rate, ...inBits(rate) });
    return {
      bottleneck: limits[0].name,
      limits: limitRows(limits, period, ({ name, rate }) => ({
        ...inBits(rate), ...(uncopied === null ? {} : { withoutCopies: uncopied.find((other) => other.name === name)?.rate ?? null }),
      })),
      throughput: {
        most: carried(limits[0].rate), simulated: carried(ratio(full.left.length).div(full.over)),
        sure: carried(whole.service?.rate ?? null),
      },
      ...(packets === undefined ? alone(whole, full, run) : under(packets, path, whole, full, run)),
    };
  },
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
    ...(path.ring?.full === "drop" ? { lost: seen.lost } : {}), schedulable: inTime(sure.delay, packets.D, "packets.D"),
    conventions: sure.conventions,
    assumptions: [...sure.assumptions, ran(`a run of ${run} packets, late ones bunched at the start; one of ${run} that wait at first (drain)`)],
  };
}

const drained = ({ service }: Guarantee, { left }: PathRun, run: number): Tried =>
  [service === null ? null : service.latency.add(ratio(run).div(service.rate)), left.at(-1) ?? ratio(0)];

/** A core by its name or its number. */
const coreOf = (core: string | number): string => typeof core === "number" ? String(core) : core;

/** Packets a unit of time as bits a unit of time, where the payload is given. */
function bitsOf(payload: Given | undefined): (rate: Exact | null) => Answer {
  if (payload === undefined) return () => ({});
  const bits = positive(payload, "payload").mul(8);
  return (rate) => ({ bits: rate?.mul(bits) ?? null });
}

function checkFields(input: GivenPath): void {
  onlyFields(input, "", ["link", "payload", "ring", "interrupts", "batch", "components", "windows", "packets", "run"]);
  onlyFieldsIfGiven(input.ring, "ring", ["slots", "full"]);
  onlyFieldsIfGiven(input.interrupts, "interrupts", ["apart"]);
  onlyFieldsIfGiven(input.packets, "packets", trafficFields);
  onlyFieldsOfEach(input.components, "components", ["name", "core", "perPacket", "perBatch", "perCopy"]);
  onlyFieldsOfEach(input.windows === undefined ? [] : input.windows, "windows", ["name", "packets", "held"]);
}
