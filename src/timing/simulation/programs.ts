/** Programs of jobs as the machine takes them. */
import { type Exact, sum, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { notNegative, positive, type TickTask } from "../task.ts";
import type { Ticks } from "../ticks.ts";
import { named } from "./names.ts";
import type { SimulatedSystem } from "./system.ts";

export interface TickStep {
  readonly length: number;
  /** Servers that are entered at its start, and those that are left at its end, in order. */
  readonly enter: readonly number[];
  readonly leave: readonly number[];
  /** Servers that the job is in already when it starts. */
  readonly kept: readonly number[];
  /** Where the job is, and its key, NaN where that is its task's: once it has entered none, one, ... all of `enter`. */
  readonly places: readonly number[];
  readonly keys: readonly number[];
  readonly whole: boolean;
  readonly away: boolean;
}

interface Compiling {
  readonly ticks: Ticks;
  readonly serverOf: ReadonlyMap<string, number>;
  readonly points: boolean;
  readonly levelOf: ReadonlyMap<number, number>;
  /** Where the task is when it is in nothing. */
  readonly home: number;
  readonly placed: readonly Placed[];
}

/** Where a server runs, -1 where its caller does, and its key for calls from elsewhere, NaN where they bring theirs. */
export interface Placed {
  readonly place: number;
  readonly key: number;
}

interface Programs {
  readonly times: readonly Exact[];
  readonly priorities: readonly number[];
  readonly compile: (task: TickTask, how: Compiling) => readonly TickStep[];
}

/** Reads the programs of a system: the times and priorities in them, and what compiles each once ticks are known. */
export function programsOf({ tasks, programs = {} }: SimulatedSystem): Programs {
  const read = new Map(Object.entries(programs).map(([id, steps]) => {
    const task = tasks.find((one) => one.id === id);
    const at = `programs.${id}`;
    if (task === undefined) throw new TimingRefusal("unknown name", at, "is the program of a task that is not there");
    const lengths = steps.map(({ length }, s) => positive(length, `${at}[${s}].length`));
    const total = (away: boolean): Exact => sum(lengths.filter((_, s) => (steps[s]!.away ?? false) === away));
    const [wcet, suspension] = [positive(task.wcet, `${at}.wcet`), notNegative(task.suspension ?? zero, `${at}.suspension`)];
    if (!total(false).equals(wcet)) throw new TimingRefusal("out of range", at,
      `adds up to ${total(false).toFraction()}; its stretches must add up to the worst case ${wcet.toFraction()}`);
    if (total(true).gt(suspension)) throw new TimingRefusal("out of range", at,
      `is away for ${total(true).toFraction()}, above the task's suspension ${suspension.toFraction()}`);
    return [id, { steps, lengths }] as const;
  }));
  const priorities = [...read.values()].flatMap(({ steps }) => steps.flatMap(({ priority }) => priority ?? []));
  priorities.forEach((priority) => {
    if (!Number.isSafeInteger(priority)) throw new TimingRefusal("not a number", "programs", `have the priority ${priority}; give whole numbers`);
  });
  return {
    times: [...read.values()].flatMap(({ lengths }) => lengths), priorities,
    compile: (task, { ticks, serverOf, points, levelOf, home, placed }) => {
      const program = read.get(task.id);
      if (program === undefined) {
        const lengths = points && task.segments.length > 0 ? task.segments : [task.wcet];
        return lengths.map((length): TickStep =>
          ({ length, enter: [], leave: [], kept: [], places: [home], keys: [NaN], whole: points, away: false }));
      }
      const inside = program.steps.map(({ in: ids = [] }, s) => {
        const field = `programs.${task.id}[${s}].in`;
        if (new Set(ids).size < ids.length) throw new TimingRefusal("duplicate name", field, "names a server twice; it would wait for itself");
        return ids.map((id) => named(serverOf, id, field));
      });
      const within = (servers: readonly number[]): Placed => servers.reduce<Placed>((at, server) => {
        const { place, key } = placed[server]!;
        return place < 0 || place === at.place ? at : { place, key: key >= 0 ? key : at.key };
      }, { place: home, key: NaN });
      const keyOf = (s: number): number => {
        const priority = program.steps[s]?.priority;
        return priority === undefined ? NaN : levelOf.get(priority)!;
      };
      return program.steps.map(({ whole = points, away = false }, s): TickStep => {
        const [last, own, next] = [inside[s - 1] ?? [], inside[s]!, inside[s + 1] ?? []];
        const [kept, enter] = [own.filter((server) => last.includes(server)), own.filter((server) => !last.includes(server))];
        const stages = [kept, ...enter.map((_, e) => [...kept, ...enter.slice(0, e + 1)])].map(within);
        const keys = stages.map(({ key }) => key);
        // A priority of its own counts from when the job is in, and for what the job asks for from there.
        if (kept.length > 0 && enter.length > 0 && keyOf(s - 1) >= 0) keys.fill(keyOf(s - 1), 0, -1);
        if (keyOf(s) >= 0) keys[enter.length] = keyOf(s);
        return {
          length: ticks.of(program.lengths[s]!), places: stages.map(({ place }) => place), keys, whole, away, kept, enter,
          leave: own.filter((server) => !next.includes(server)).reverse(),
        };
      });
    },
  };
}
