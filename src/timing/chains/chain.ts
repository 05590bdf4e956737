/**
 * Chains of segments through threads, as they are given and as analyses take them: checked, in whole ticks.
 *
 * A synchronous chain is a call tree in the order of its execution: a segment on a thread that is already waiting further up
 * is the return to it, any other is a call, and all threads from the first to the current one are held.
 */
import { type EventPlan, type Events, readEvents } from "../events/event-model.ts";
import { entriesMost, newName, objectsIn, priorityIn } from "../events/reading.ts";
import type { Stream } from "../events/stream.ts";
import type { Exact, Given } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { positive } from "../task.ts";
import { type Ticks, ticksFor } from "../ticks.ts";

export interface Chain {
  readonly id: string;
  readonly activation: Events;
  /** `sync` unless said: the next instance begins after this one has ended. `async`: segments only notify the next. */
  readonly call?: "sync" | "async";
  /** Of segments that have none of their own; lower is higher. The place in the list unless said. */
  readonly priority?: number;
  readonly segments: readonly Segment[];
}

export interface Segment {
  /** Who runs it, one request at a time; a thread of its own unless said. */
  readonly thread?: string;
  /** Execution time, with the kernel's for the call or reply that leads here. */
  readonly wcet: Given;
  readonly priority?: number;
}

export interface TickChain {
  readonly id: string;
  /** `chains[2]`. */
  readonly field: string;
  readonly call: "sync" | "async";
  readonly priority: number;
  readonly stream: Stream;
  /** Of all segments. */
  readonly work: number;
  readonly segments: readonly TickSegment[];
}

export interface TickSegment {
  readonly work: number;
  readonly priority: number;
  readonly thread: Thread;
  /** The threads held while it runs, its own the last. */
  readonly held: readonly Thread[];
}

export interface Thread {
  /** Null for a thread that one segment has to itself. */
  readonly name: string | null;
}

export interface ChainSet {
  readonly ticks: Ticks;
  readonly chains: readonly TickChain[];
}

/** Most segments of a chain, and of all: what each holds is looked at with what each other one does. */
const segmentsOfChainMost = 500;

/** Reads chains. Throws a TimingRefusal that names the field; code "cycle" where threads could wait for each other. */
export function readChains(given: readonly Chain[]): ChainSet {
  const [ids, threads] = [new Set<string>(), new Map<string, Thread>()];
  let count = 0;
  const read = objectsIn(given, "chains").map((chain, c) => {
    const field = `chains[${c}]`;
    newName(chain.id, ids, `${field}.id`);
    const call = chain.call ?? "sync";
    if (call !== "sync" && call !== "async") throw new TimingRefusal("unknown name", `${field}.call`, `is ${JSON.stringify(call)}; known are sync, async`);
    const priority = priorityIn(chain.priority, c, `${field}.priority`);
    const list = objectsIn(chain.segments, `${field}.segments`);
    count += list.length;
    if (list.length > segmentsOfChainMost || count > entriesMost) throw new TimingRefusal("too large", `${field}.segments`,
      `are ${list.length}, of ${count} up to here; at most ${segmentsOfChainMost} of a chain are taken, and ${entriesMost} of all`);
    const segments = list.map((segment, s) => readSegment(segment, `${field}.segments[${s}]`, priority, threads));
    return { id: chain.id, field, call, priority, plan: readEvents<never>(chain.activation, `${field}.activation`), segments };
  });
  const ticks = ticksFor(read.flatMap(({ plan, segments }) => [...plan.times, ...segments.map(({ wcet }) => wcet)]), "the times of chains");
  const chains = read.map((chain) => inTicks(chain, ticks));
  refuseSharedAsync(chains);
  refuseDeadlock(chains);
  return { ticks, chains };
}

interface ReadSegment {
  readonly wcet: Exact;
  readonly priority: number;
  readonly thread: Thread;
}

interface ReadChain extends Pick<TickChain, "id" | "field" | "call" | "priority"> {
  readonly plan: EventPlan<never>;
  readonly segments: readonly ReadSegment[];
}

function readSegment(segment: Segment, field: string, priority: number, threads: Map<string, Thread>): ReadSegment {
  const { thread: name } = segment;
  if (name !== undefined && (typeof name !== "string" || name === "")) throw new TimingRefusal("missing", `${field}.thread`, "must be a name, or left out");
  if (name !== undefined && !threads.has(name)) threads.set(name, { name });
  return {
    wcet: positive(segment.wcet, `${field}.wcet`), priority: priorityIn(segment.priority, priority, `${field}.priority`),
    thread: name === undefined ? { name: null } : threads.get(name)!,
  };
}

function inTicks({ plan, segments, ...chain }: ReadChain, ticks: Ticks): TickChain {
  let held: readonly Thread[] = [];
  const read = segments.map(({ wcet, priority, thread }): TickSegment => {
    const at = held.indexOf(thread);
    held = chain.call === "async" ? [thread] : at === -1 ? [...held, thread] : held.slice(0, at + 1);
    return { work: ticks.of(wcet), priority, thread, held };
  });
  return { ...chain, stream: plan.build(ticks.of, () => null)!, segments: read, work: read.reduce((sum, { work }) => sum + work, 0) };
}

/** Requests that queue at a thread without anybody waiting for them are outside of what is analysed here. */
function refuseSharedAsync(chains: readonly TickChain[]): void {
  const users = new Map<Thread, TickChain>();
  for (const chain of chains) for (const { thread } of chain.segments) {
    const other = users.get(thread) ?? chain;
    if (other !== chain && [chain, other].some(({ call }) => call === "async")) throw new TimingRefusal("precondition", chain.field,
      `shares the thread "${thread.name}" with "${other.id}", and one of them is async: only synchronous chains can share a thread`);
    users.set(thread, other);
  }
}

/** A thread that is held while another is called comes before it; where that goes round, chains can wait for each other for ever. */
function refuseDeadlock(chains: readonly TickChain[]): void {
  const calls = new Map<Thread, Map<Thread, TickChain>>();
  for (const chain of chains) for (const { held } of chain.segments) held.slice(1).forEach((callee, i) => {
    const caller = held[i]!;
    if (!calls.has(caller)) calls.set(caller, new Map());
    calls.get(caller)!.set(callee, chain);
  });
  const [open, done] = [new Set<Thread>(), new Set<Thread>()];
  const visit = (thread: Thread): void => {
    open.add(thread);
    for (const [callee, chain] of calls.get(thread) ?? []) {
      if (open.has(callee)) throw new TimingRefusal("cycle", chain.field,
        `calls "${callee.name}" from "${thread.name}", which others do the other way round: they can wait for each other for ever`);
      if (!done.has(callee)) visit(callee);
    }
    open.delete(thread);
    done.add(thread);
  };
  for (const thread of calls.keys()) if (!done.has(thread)) visit(thread);
}
