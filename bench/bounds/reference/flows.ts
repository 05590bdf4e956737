/**
 * Flows over processors with fixed priorities, tick by tick, without a line of the analyses that it is there to try. A step is released
 * when the one before is done and its offset from the arrival of the flow has passed, whichever is later; the first one when it is told to.
 */
export interface TickedFlow {
  readonly arrivals: readonly number[];
  /** When the first step may be released, for each arrival; in order. */
  readonly releases: readonly number[];
  readonly steps: readonly TickedStep[];
}

export interface TickedStep {
  readonly processor: number;
  /** Lower is higher; among equals the one that was released first. */
  readonly priority: number;
  readonly offset: number;
  /** Execution times, taken in turn. */
  readonly times: readonly number[];
}

interface Instance {
  readonly flow: number;
  readonly arrival: number;
  readonly number: number;
  step: number;
  released: number;
  left: number;
}

/** Longest time from the arrival of the flow to the end of each step, by flow. */
export function longestEnds(flows: readonly TickedFlow[]): number[][] {
  const longest = flows.map(({ steps }) => steps.map(() => 0));
  const stepOf = ({ flow, step }: Instance): TickedStep => flows[flow]!.steps[step]!;
  const begin = (one: Instance, step: number, now: number): void => {
    one.step = step;
    const { times, offset } = stepOf(one);
    [one.released, one.left] = [Math.max(now, one.arrival + offset), times[one.number % times.length]!];
  };
  let alive = flows.flatMap(({ arrivals, releases }, flow) => arrivals.map((arrival, number): Instance => {
    const one: Instance = { flow, arrival, number, step: 0, released: 0, left: 0 };
    begin(one, 0, releases[number]!);
    return one;
  }));
  for (let now = 0; alive.length > 0; now++) {
    const ready = alive.filter(({ released }) => released <= now)
      .sort((a, b) => stepOf(a).priority - stepOf(b).priority || a.released - b.released || a.number - b.number);
    // Of a step the earlier instance is first, since it was released first; each processor takes its first.
    for (const [at, one] of ready.entries()) {
      if (ready.findIndex((other) => stepOf(other).processor === stepOf(one).processor) !== at) continue;
      one.left--;
    }
    for (const one of ready.filter(({ left }) => left === 0)) {
      longest[one.flow]![one.step] = Math.max(longest[one.flow]![one.step]!, now + 1 - one.arrival);
      if (one.step + 1 < flows[one.flow]!.steps.length) begin(one, one.step + 1, now + 1);
      else alive = alive.filter((other) => other !== one);
    }
  }
  return longest;
}
