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
  /** Its own key, or NaN. */
  readonly key: number;
  readonly whole: boolean;
  readonly away: boolean;
}

interface Compiling {
  readonly ticks: Ticks;
  readonly serverOf: ReadonlyMap<string, number>;
  readonly points: boolean;
  readonly levelOf: ReadonlyMap<number, number>;
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
    compile: (task, { ticks, serverOf, points, levelOf }) => {
      const program = read.get(task.id);
      if (program === undefined) {
        const lengths = points && task.segments.length > 0 ? task.segments : [task.wcet];
        return lengths.map((length): TickStep => ({ length, enter: [], leave: [], kept: [], key: NaN, whole: points, away: false }));
      }
      const inside = program.steps.map(({ in: ids = [] }, s) => {
        const field = `programs.${task.id}[${s}].in`;
        if (new Set(ids).size < ids.length) throw new TimingRefusal("duplicate name", field, "names a server twice; it would wait for itself");
        return ids.map((id) => named(serverOf, id, field));
      });
      return program.steps.map(({ priority, whole = points, away = false }, s): TickStep => {
        const [last, own, next] = [inside[s - 1] ?? [], inside[s]!, inside[s + 1] ?? []];
        return {
          length: ticks.of(program.lengths[s]!), key: priority === undefined ? NaN : levelOf.get(priority)!, whole, away,
          kept: own.filter((server) => last.includes(server)), enter: own.filter((server) => !last.includes(server)),
          leave: own.filter((server) => !next.includes(server)).reverse(),
        };
      });
    },
  };
}
