/** The moon: threads that wake each other. */
import { specification } from "cordon";
import { onlyTheAllowedWake } from "./invariants/policy.ts";
import { block } from "./operations/block.ts";
import { forget } from "./operations/forget.ts";
import { wake } from "./operations/wake.ts";
import { moon as words } from "./world.ts";

export const moon = specification({
  name: words.name, about: "Threads that wake each other where they may.", tables: words.tables,
  operations: [block, wake, forget], invariants: [onlyTheAllowedWake],
});
