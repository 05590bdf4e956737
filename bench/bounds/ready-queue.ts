/** Round robin as kernels have it, from a ready queue: in turns, or job by job. */
import { type ResourceTask, analyseSystem } from "../../src/timing/composition/index.ts";
import type { SimulatedSystem } from "../../src/timing/simulation/index.ts";
import { drawTasks, from } from "./drawing.ts";
import { type Bounds, searched } from "./searching.ts";
import { type Subject, unlessRefused } from "./subject.ts";

function queued(name: string, inTurns: boolean): Subject {
  return { name: `round robin from a ready queue, ${name}`, isExact: false, tries: (chance, simulations) => {
    const drawn = drawTasks(chance, { most: 4, load: 1, jitter: true });
    const slots = drawn.map(() => from(chance, 1, 4));
    const tasks = drawn.map(({ id, wcet, bcet, period, jitter }, i): ResourceTask =>
      ({ id, wcet, bcet, ...(inTurns ? { slot: slots[i]! } : {}), activation: { kind: "pjd", period, jitter } }));
    const found = unlessRefused(() => analyseSystem([{ id: "r", policy: "rr", order: "queue", tasks }]));
    const bounds = drawn.map(({ id }): Bounds[number] => [id, found?.tasks.get(id)!.response ?? null]);
    const system: SimulatedSystem = {
      policy: "round robin", tasks: drawn,
      ...(inTurns ? { turns: Object.fromEntries(drawn.map(({ id }, i) => [id, slots[i]!])) } : { preemption: "none" }),
    };
    return searched(system, bounds, chance, simulations, { from: "release", span: 120 });
  } };
}

export const readyQueues: readonly Subject[] = [queued("turns", true), queued("job by job", false)];
