/** The suites of Genode. */
import type { Suite } from "../../../src/language/index.ts";
import { genodeCapabilities } from "./capabilities.ts";
import { genodeIsolation } from "./isolation.ts";
import { genodeLife } from "./life.ts";
import { genodePassingOn } from "./passing-on.ts";
import { genodeQuota } from "./quota.ts";
import { genodeSessions } from "./sessions.ts";
import { genodeSpent } from "./spent.ts";

export const suites: readonly Suite[] = [
  genodeSessions, genodePassingOn, genodeSpent, genodeLife, genodeQuota, genodeCapabilities, genodeIsolation,
];
