/** Global EDF: whether one of the known sufficient tests says that no deadline is missed. None of them covers the others. */
import type { Assumption } from "../evidence.ts";
import type { Task } from "../task.ts";
import { bakerTest } from "./baker.ts";
import { interferenceTest } from "./bcl.ts";
import { globalEdfResponseTimes } from "./edf-response-times.ts";
import { densityTest } from "./gfb.ts";
import { globalAssumptions } from "./global-set.ts";

export interface GlobalEdfTests {
  readonly density: boolean;
  readonly baker: boolean;
  readonly interference: boolean;
  readonly responseTime: boolean;
  /** Whether one of them holds. Where none does, deadlines may be met all the same. */
  readonly schedulable: boolean;
  readonly assumptions: readonly Assumption[];
}

export function globalEdfTests(given: readonly Task[], processors: number): GlobalEdfTests {
  const tests = {
    density: densityTest(given, processors), baker: bakerTest(given, processors), interference: interferenceTest(given, processors),
    responseTime: globalEdfResponseTimes(given, processors).schedulable,
  };
  return { ...tests, schedulable: Object.values(tests).some((holds) => holds), assumptions: globalAssumptions };
}
