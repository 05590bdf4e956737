/** The bundled suites, and the faults made by hand that they must notice. */
import type { CraftedMutant, Suite } from "../src/language/index.ts";
import { genodeCapabilities } from "./genode-capabilities.ts";
import { genodeIsolation } from "./genode-isolation.ts";
import { genodeLife } from "./genode-life.ts";
import { genodeMutants } from "./genode-mutants.ts";
import { genodePassingOn } from "./genode-passing-on.ts";
import { genodeQuota } from "./genode-quota.ts";
import { genodeSessions } from "./genode-sessions.ts";
import { genodeSpent } from "./genode-spent.ts";

export const suites: readonly Suite[] = [
  genodeSessions, genodePassingOn, genodeSpent, genodeLife, genodeQuota, genodeCapabilities, genodeIsolation,
];

export const craftedMutants: Readonly<Record<string, readonly CraftedMutant[]>> = { genode: genodeMutants };
