/**
 * A plain simulation of servers in a network, slot by slot, to hold bounds against. It shares nothing with the analyses. A server that
 * has something waiting does nothing for its latency, then serves its rate in each slot; what it serves leaves at the slot's end. That is
 * a strict rate-latency server whose latency is one slot longer.
 */
export interface SlottedServer { readonly rate: number; readonly latency: number }
export interface SlottedFlow {
  /** Servers by number, rising. */
  readonly path: readonly number[];
  /** Bits that arrive at each slot. */
  readonly arrivals: readonly number[];
}

/** What servers do as they like. */
export interface SlottedRun {
  /** Sorts flows at a server in a slot; null keeps the order of arrival. */
  readonly order: ((slot: number, server: number) => readonly number[]) | null;
  /** Whether a server uses its latency in its n-th busy period, from 0; in all unless said. */
  readonly isLate?: (server: number, busy: number) => boolean;
}

export interface SeenOfFlows {
  /** The longest delay of the bits of each flow. */
  readonly delays: readonly number[];
  /** The most bits of each flow that were in the network at once. */
  readonly backlogs: readonly number[];
}

/** Bits of one flow that reached a server together; `born` is when they entered the network. */
interface Batch { readonly flow: number; readonly born: number; bits: number }

export function seenOfFlows(servers: readonly SlottedServer[], flows: readonly SlottedFlow[],
  { order, isLate = () => true }: SlottedRun): SeenOfFlows {
  const queues: Batch[][] = servers.map(() => []);
  const since: number[] = servers.map(() => -1);
  const busy: number[] = servers.map(() => -1);
  const delays = flows.map(() => 0);
  const inside = flows.map(() => 0);
  const backlogs = flows.map(() => 0);
  const horizon = Math.max(...flows.map(({ arrivals }) => arrivals.length));
  for (let slot = 0; slot < horizon || queues.some((queue) => queue.length > 0); slot++) {
    // The earlier flow is in front of what arrives with it, and flows are told in the order that is worst for the first.
    for (let f = flows.length - 1; f >= 0; f--) {
      const bits = flows[f]!.arrivals[slot] ?? 0;
      if (bits > 0) queues[flows[f]!.path[0]!]!.push({ flow: f, born: slot, bits });
      backlogs[f] = Math.max(backlogs[f]!, inside[f]! += bits);
    }
    const leaving: { batch: Batch; to: number | undefined }[] = [];
    for (const [s, { rate, latency }] of servers.entries()) {
      const queue = queues[s]!;
      if (queue.length === 0) { since[s] = -1; continue; }
      if (since[s] === -1) [since[s], busy[s]] = [slot, busy[s]! + 1];
      if (slot - since[s]! < (isLate(s, busy[s]!) ? latency : 0)) continue;
      const wanted = order?.(slot, s);
      for (let left = rate; left > 0 && queue.length > 0;) {
        const at = wanted === undefined ? 0 : queue.indexOf(wanted.flatMap((f) => queue.find(({ flow }) => flow === f) ?? [])[0]!);
        const head = queue[at]!;
        const bits = Math.min(left, head.bits);
        left -= bits;
        head.bits -= bits;
        const { path } = flows[head.flow]!;
        leaving.push({ batch: { flow: head.flow, born: head.born, bits }, to: path[path.indexOf(s) + 1] });
        if (head.bits === 0) queue.splice(at, 1);
      }
      if (queue.length === 0) since[s] = -1;
    }
    for (const { batch, to } of leaving) {
      if (to !== undefined) {
        queues[to]!.push(batch);
        continue;
      }
      delays[batch.flow] = Math.max(delays[batch.flow]!, slot + 1 - batch.born);
      inside[batch.flow]! -= batch.bits;
    }
  }
  return { delays, backlogs };
}
