import { source } from "../../src/language/index.ts";
import { lockedCalls } from "../workloads/scaling/published.ts";
import { atLeast, figure, percentAbove } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSel4Bench } from "./works.ts";

export const l4reParallelIpc = claim({
  id: "l4re-parallel-ipc",
  sentence: "IPC within a core costs the same on Fiasco.OC whether one core or eighty do it, where one lock makes it dearer even on one.",
  figures: ["L4Re performance", "sel4bench"],
  grade: "primary",
  sources: [source("L4Re/l4re.org@8a2ad04d", "src/performance.rst and perf/logdata: Neoverse-N1"), inSel4Bench("ipc_call, SMP")],
  numbers: {
    "cycles on eighty cores: least, most, percent above": ["254", "257", "1"], "percent above with a lock": "25",
    "one lock: without, with": Object.values(lockedCalls).map(({ unlocked, locked }) => [unlocked, locked] as const),
  },
  findings: (numbers) => {
    const [least, most, percent] = numbers["cycles on eighty cores: least, most, percent above"];
    return [
      percentAbove("the dearest of eighty cores over the cheapest", most, least, percent),
      ...numbers["one lock: without, with"].map(([unlocked, locked]) => atLeast(`what the lock adds to a call, ${unlocked} to ${locked} cycles, in percent,`,
        figure(locked).div(figure(unlocked)).sub(1).mul(100), numbers["percent above with a lock"])),
    ];
  },
  remark: "Different machines: the two halves are not to be compared in cycles.",
});
