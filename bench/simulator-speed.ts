/**
 * Events a second of the simulator, by policy, on sets of twenty tasks; an event is a release, an end, a preemption, a wait or a
 * wake-up.
 */
import { readSystem } from "../src/timing/simulation/model.ts";
import { Machine } from "../src/timing/simulation/machine.ts";
import { readScenario } from "../src/timing/simulation/scenario.ts";
import { type SimulatedSystem, simulate } from "../src/timing/simulation/index.ts";
import type { Task } from "../src/timing/task.ts";
import { grouped, median, printTable, timed } from "./table.ts";

const rounds = 5;
const until = 4_000_000;

/** Twenty tasks with periods that share few factors, and 95 % of the processor. */
const tasks = Array.from({ length: 20 }, (_, i): Task => ({ id: `t${i}`, wcet: 20 + 7 * i, period: 421 + 148 * i + (i * i) % 7 }));
const server = { id: "server", protocol: "donation" } as const;

const systems: Readonly<Record<string, SimulatedSystem>> = {
  "fixed priority": { policy: "fixed priority", tasks },
  "fixed priority, non-preemptive": { policy: "fixed priority", preemption: "none", tasks },
  "EDF": { policy: "edf", tasks },
  "round robin, turns of 10": { policy: "round robin", tasks, turns: Object.fromEntries(tasks.map(({ id }) => [id, 10])) },
  "global EDF on 4 processors": { policy: "edf", processors: 4, tasks: tasks.map((task, i) => ({ ...task, wcet: 3 * (20 + 7 * i) })) },
  "fixed priority, a shared server, budgets": {
    policy: "fixed priority", tasks, servers: [server],
    programs: Object.fromEntries(tasks.map(({ id, wcet }) => [id, [{ length: 5, in: ["server"] }, { length: Number(wcet) - 5 }]])),
    budgets: tasks.map(({ id, wcet, period }) =>
      ({ id: `of ${id}`, kind: "sporadic", budget: Number(wcet) / 2, period: Number(period) / 2, tasks: [id] })),
  },
};

/** Measures and prints: the machine alone, and with the reading of the system and a trace of every interval. */
export function measureSimulator(): void {
  printTable(["events a second", "machine", "with trace", "events"], Object.entries(systems).map(([name, system]) => {
    const model = readSystem(system);
    const scenario = readScenario(model, {}, until);
    let events = 0;
    const rate = (run: () => number): string => grouped(median(Array.from({ length: rounds }, () => {
      const { result, seconds } = timed(run);
      events = result;
      return events / seconds;
    })));
    const alone = rate(() => {
      const machine = new Machine(model, scenario);
      machine.run();
      return machine.events;
    });
    return [name, alone, rate(() => simulate(system, {}, { until }).events), grouped(events)];
  }));
}
