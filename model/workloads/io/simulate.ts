/**
 * A path as it runs, in whole ticks: the link sends, the ring fills, interrupts fetch batches, components take turns on their
 * cores, and windows hold packets back. It knows none of the formulas of limits and guarantees; no run may leave them.
 */
import { type Exact, type Given, largest } from "../../../src/timing/exact.ts";
import { TimingRefusal } from "../../../src/timing/refusal.ts";
import { notNegative } from "../../../src/timing/task.ts";
import { ticksFor } from "../../../src/timing/ticks.ts";
import { packetsMost } from "./arrivals.ts";
import { type Path, type ReadPath, readPath } from "./path.ts";

export interface PathRun {
  /** When packets have left the path, in order. */
  readonly left: readonly Exact[];
  /** When all is as it was at the beginning: everything has left, its places are free, and an interrupt may come at once. */
  readonly over: Exact;
  readonly lost: number;
  /** From arrival at the source to leaving the path; 0 where nothing has left. */
  readonly longestDelay: Exact;
  /** Most packets that waited or were under way at a time. */
  readonly mostUnderWay: number;
  readonly mostInRing: number;
}

/** Runs until every packet has left or is lost. Arrivals are times at the source, in order. */
export function simulatePath(given: Path, arrivals: readonly Given[]): PathRun {
  if (arrivals.length > packetsMost) throw new TimingRefusal("too large", "arrivals", `has ${arrivals.length} entries; at most ${packetsMost} are taken`);
  const times = arrivals.map((at, i) => notNegative(at, `arrivals[${i}]`));
  const unsorted = times.findIndex((time, i) => i > 0 && time.lt(times[i - 1]!));
  if (unsorted >= 0) throw new TimingRefusal("out of range", `arrivals[${unsorted}]`, "comes before the one ahead of it; times must not fall");
  const path = readPath(given);
  const ticks = ticksFor([path.link, path.apart, ...path.components.flatMap(({ perPacket, perBatch }) => [perPacket, perBatch]),
    ...path.windows.map(({ held }) => held), ...times], "the times of the path");
  const run = new Running(path, times.map(ticks.of), ticks.of);
  run.toTheEnd();
  const { left, lost, mostInRing } = run;
  const delays = left.map(({ packet, at }) => ticks.time(at).sub(times[packet]!));
  return {
    left: left.map(({ at }) => ticks.time(at)), over: ticks.time(run.over()), lost, longestDelay: largest(delays), mostInRing,
    mostUnderWay: run.mostUnderWay,
  };
}

interface Station {
  readonly perPacket: number;
  readonly perBatch: number;
  readonly waiting: number[];
}

interface Core {
  readonly stations: readonly number[];
  /** Whose turn it is, of its stations. */
  turn: number;
  job: { readonly station: number; readonly packets: readonly number[]; readonly until: number } | null;
}

class Running {
  readonly left: { readonly packet: number; readonly at: number }[] = [];
  lost = 0;
  mostInRing = 0;
  mostUnderWay = 0;
  private now = 0;
  private started = 0;
  private arrived = 0;
  private interruptFrom = 0;
  private onLink: { readonly packet: number; readonly until: number } | null = null;
  private readonly ring: number[] = [];
  private readonly startedAt: number[] = [];
  private readonly stations: readonly Station[];
  private readonly cores: readonly Core[];
  private readonly linkTicks: number;
  private readonly apartTicks: number;
  private readonly windows: readonly { readonly packets: number; readonly held: number }[];
  private readonly path: ReadPath;
  private readonly arrivals: readonly number[];

  constructor(path: ReadPath, arrivals: readonly number[], ticksOf: (time: Exact) => number) {
    [this.path, this.arrivals] = [path, arrivals];
    this.stations = path.components
      .map(({ perPacket, perBatch }) => ({ perPacket: ticksOf(perPacket), perBatch: ticksOf(perBatch), waiting: [] }));
    this.cores = [...new Set(path.components.map(({ core }) => core))]
      .map((name) => ({ stations: path.components.flatMap(({ core }, i) => core === name ? [i] : []), turn: 0, job: null }));
    [this.linkTicks, this.apartTicks] = [ticksOf(path.link), ticksOf(path.apart)];
    this.windows = path.windows.map(({ packets, held }) => ({ packets: Number(packets.floor().n), held: ticksOf(held) }));
  }

  toTheEnd(): void {
    for (;;) {
      while (this.arrivals[this.arrived] !== undefined && this.arrivals[this.arrived]! <= this.now) this.arrived++;
      while (this.endWork() || this.endSending() || this.interrupt() || this.beginWork() || this.beginSending());
      this.mostUnderWay = Math.max(this.mostUnderWay, this.arrived - this.left.length - this.lost);
      if (this.left.length + this.lost === this.arrivals.length) return;
      this.now = Math.min(...this.nextTimes().filter((time) => time > this.now));
    }
  }

  over(): number {
    return Math.max(this.now, this.interruptFrom, ...this.windows.map(({ held }) => (this.startedAt.at(-1) ?? 0) + held));
  }

  /** Times at which something can happen next. */
  private nextTimes(): number[] {
    return [
      this.arrivals[this.arrived] ?? Infinity, this.onLink?.until ?? Infinity, this.ring.length > 0 ? this.interruptFrom : Infinity,
      ...this.cores.map(({ job }) => job?.until ?? Infinity),
      ...this.windows.map(({ packets, held }) => (this.startedAt[this.started - packets] ?? Infinity) + held),
    ];
  }

  private endWork(): boolean {
    const core = this.cores.find(({ job }) => job !== null && job.until <= this.now);
    if (core === undefined) return false;
    const { station, packets } = core.job!;
    core.job = null;
    this.handOn(packets, station + 1);
    return true;
  }

  private handOn(packets: readonly number[], to: number): void {
    const next = this.stations[to];
    if (next !== undefined) next.waiting.push(...packets);
    else this.left.push(...packets.map((packet) => ({ packet, at: this.now })));
  }

  private endSending(): boolean {
    if (this.onLink === null || this.onLink.until > this.now) return false;
    const { packet } = this.onLink;
    this.onLink = null;
    if (this.path.ring?.full === "drop" && this.ring.length >= this.path.ring.slots) this.lost++;
    else this.mostInRing = Math.max(this.mostInRing, this.ring.push(packet));
    return true;
  }

  private interrupt(): boolean {
    if (this.ring.length === 0 || this.now < this.interruptFrom) return false;
    this.interruptFrom = this.now + this.apartTicks;
    this.handOn(this.ring.splice(0, this.path.batch), 0);
    return true;
  }

  private beginWork(): boolean {
    for (const core of this.cores) if (core.job === null) for (let i = 0; i < core.stations.length; i++) {
      const turn = (core.turn + i) % core.stations.length;
      const station = core.stations[turn]!;
      const { waiting, perPacket, perBatch } = this.stations[station]!;
      if (waiting.length === 0) continue;
      const packets = waiting.splice(0, this.path.batch);
      core.job = { station, packets, until: this.now + perBatch + perPacket * packets.length };
      core.turn = (turn + 1) % core.stations.length;
      return true;
    }
    return false;
  }

  private beginSending(): boolean {
    if (this.onLink !== null || this.started >= this.arrived || !this.hasRoom()) return false;
    this.onLink = { packet: this.started++, until: this.now + this.linkTicks };
    this.startedAt.push(this.now);
    return true;
  }

  private hasRoom(): boolean {
    const { ring } = this.path;
    if (ring?.full === "hold back" && this.ring.length >= ring.slots) return false;
    // Packets leave in order, so that the place of a packet is that of the one so many before it.
    return this.windows.every(({ packets, held }) => {
      const before = this.started - packets;
      return before < 0 || (before < this.left.length && this.startedAt[before]! + held <= this.now);
    });
  }
}
