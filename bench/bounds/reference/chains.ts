/**
 * Chains of calls on one processor, tick by tick: as plain as can be, and without a line of the analyses that it is there to
 * try. Instances arrive when they are told to, and segments take all their time. An instance asks for the thread of a
 * segment as it gets there, and waits where another has it; a synchronous one keeps the threads of its callers.
 */

export interface BruteChain {
  readonly call: "sync" | "async";
  /** Base priority of each segment, lower is higher, and who runs it: chains that name the same thread share it. */
  readonly segments: readonly { readonly wcet: number; readonly priority: number; readonly thread: string }[];
  readonly arrivals: readonly number[];
}

export interface BruteRules {
  /** Whether who waits lends its priority, a holder has that of the highest client, or neither. */
  readonly protocol: "inheritance" | "ceiling" | "none";
  readonly queue: "priority" | "fifo";
  /** Where an instance waits for the one before of its chain: until that has ended, or in the queue of its first thread. */
  readonly waits?: "until the last has ended" | "at the thread";
}

interface Instance {
  readonly chain: number;
  readonly arrived: number;
  at: number;
  left: number;
  /** Outermost first. */
  held: string[];
  asked: number;
}

/** Longest time from an arrival to the end of the instance, of each chain. */
export function longestResponses(chains: readonly BruteChain[], rules: BruteRules = { protocol: "none", queue: "fifo" }): number[] {
  const { protocol, queue, waits = "at the thread" } = rules;
  const longest = chains.map(() => 0);
  const due = chains.flatMap(({ arrivals }, chain) => arrivals.map((time) => ({ chain, time }))).sort((a, b) => a.time - b.time);
  const holders = new Map<string, Instance>();
  const queues = new Map<string, Instance[]>();
  const ceilings = new Map<string, number>();
  for (const { segments } of chains) for (const { thread, priority } of segments) {
    ceilings.set(thread, Math.min(priority, ceilings.get(thread) ?? Infinity));
    queues.set(thread, []);
  }
  let alive: Instance[] = [];
  const segmentOf = (one: Instance) => chains[one.chain]!.segments[one.at]!;
  const effective = (one: Instance): number => {
    const { priority } = segmentOf(one);
    if (protocol === "none") return priority;
    if (protocol === "ceiling") return Math.min(priority, ...one.held.map((thread) => ceilings.get(thread)!));
    return Math.min(priority, ...one.held.flatMap((thread) => queues.get(thread)!.map(effective)));
  };
  const ask = (one: Instance, now: number): void => {
    const { thread, wcet } = segmentOf(one);
    [one.left, one.asked] = [wcet, now];
    if (one.held.includes(thread)) return;
    if (holders.has(thread)) queues.get(thread)!.push(one);
    else take(one, thread);
  };
  const take = (one: Instance, thread: string): void => {
    one.held.push(thread);
    holders.set(thread, one);
  };
  const release = (thread: string): void => {
    holders.delete(thread);
    const line = queues.get(thread)!;
    line.sort((a, b) => (queue === "fifo" ? 0 : effective(a) - effective(b)) || a.asked - b.asked);
    const next = line.shift();
    if (next !== undefined) take(next, thread);
  };
  for (let now = 0, next = 0; alive.length > 0 || next < due.length; now++) {
    for (; next < due.length && due[next]!.time <= now; next++) {
      const one: Instance = { chain: due[next]!.chain, arrived: now, at: 0, left: 0, held: [], asked: now };
      const isNext = waits === "at the thread" || alive.every(({ chain }) => chain !== one.chain);
      alive.push(one);
      if (isNext) ask(one, now);
    }
    const ready = alive.filter((one) => one.held.includes(segmentOf(one).thread));
    const [running] = ready.sort((a, b) => effective(a) - effective(b) || b.held.length - a.held.length || a.asked - b.asked);
    if (running === undefined || --running.left > 0) continue;
    const { segments, call } = chains[running.chain]!;
    const following = segments[++running.at];
    const back = following === undefined || call === "async" ? -1 : running.held.indexOf(following.thread);
    const kept = following === undefined || call === "async" ? 0 : back === -1 ? running.held.length : back + 1;
    // What it asks for counts from before what it gives up: a queue that it joins is there for its next round.
    const freed = running.held.splice(kept);
    if (following === undefined) {
      alive = alive.filter((one) => one !== running);
      const waiting = waits === "at the thread" ? undefined : alive.find(({ chain }) => chain === running.chain);
      if (waiting !== undefined) ask(waiting, now + 1);
      longest[running.chain] = Math.max(longest[running.chain]!, now + 1 - running.arrived);
    } else ask(running, now + 1);
    freed.forEach(release);
  }
  return longest;
}
