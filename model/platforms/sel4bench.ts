/** seL4 in one run of its continuous benchmarks: many configurations, many outcomes, each a mean of 16 runs. */
import type { Figure, Outcome, Profile } from "./profile.ts";

/** The columns of the table below after the call, in its order. */
const columns: readonly (readonly [Outcome, Figure["way"]])[] = [
  ["ipc call within an address space", "one-way"], ["ipc send", "one-way"], ["ipc call of ten words", "one-way"],
  ["interrupt with switch", "whole"], ["notify", "one-way"], ["yield", "whole"],
  ["fault round trip", "round trip"], ["null system call", "whole"],
  ["map a page", "whole"], ["map one of many pages", "whole"],
];

type Cell = number | null;

/** Configuration, the call with its least and most (null where not given), then the columns; null where not measured. */
const rows: readonly (readonly [string, readonly [number, number | null, number | null], readonly Cell[]])[] = [
  ["SABRE_32", [368, 361, 373], [406, 861, 872, 649, 1022, 582, 1536, 114, 1547, 685]],
  ["SABRE_32_nofastpath", [860, 848, 884], [866, 893, 900, 636, 1035, 611, 1478, 117, 2337, 695]],
  ["SABRE_MCS_32", [354, 341, 407], [343, 1042, 1224, 913, 1367, 827, 2330, 119, 3352, 762]],
  ["SABRE_SMP_32", [460, 456, 462], [462, 1078, 1227, 918, 1318, 864, null, null, 2227, 948]],
  ["IMX8MM_EVK_64", [260, 260, 260], [264, 671, 743, 466, 893, 794, 1503, 132, 3561, 778]],
  ["IMX8MM_EVK_MCS_64", [284, 275, 293], [293, 851, 978, 646, 1083, 1000, 2028, 132, 3177, 863]],
  ["IMX8MM_EVK_SMP_64", [494, 494, 494], [507, 1054, 1130, 874, 1412, 1154, null, null, 3564, 1166]],
  ["TX1_64", [413, 413, 413], [413, 709, 744, 668, 1049, 662, 1339, 249, 643, 545]],
  ["TX1_MCS_64", [428, null, null], [428, 786, 863, 904, 1134, 767, 1774, 251, 884, 578]],
  ["TX1_SMP_64", [538, null, null], [577, 875, 900, 888, 1346, 934, null, null, 904, 759]],
  ["TX2_64", [426, null, null], [426, 706, 759, 617, 966, 598, 1325, 255, 654, 566]],
  ["ODROID_XU4_32", [746, 729, 794], [777, 1086, 1162, 1620, 1410, 1003, 2070, 190, 1090, 838]],
  ["HIFIVE_64", [684, 626, 973], [343, 1546, 1685, 966, 1650, 664, null, null, 1301, 882]],
  ["HIFIVE_MCS_64", [726, 677, 1066], [375, 3352, 3798, 3286, 3990, 2853, null, null, 3471, 2009]],
  ["HIFIVE_SMP_64", [1139, 1020, 1374], [932, 2340, 2394, 1448, 2242, 1383, null, null, 11865, 9297]],
  ["PC99_64_haswell3", [769, 746, 780], [773, 977, 993, 1638, 1535, 812, 2334, 511, 3257, 1392]],
  ["PC99_64_noksw_haswell3", [561, 553, 581], [376, 809, 810, 1464, 675, 422, 1475, 129, 2313, 906]],
  ["PC99_64_nofastpath_haswell3", [971, 961, 992], [968, 970, 998, 1675, 1463, 804, 2239, 492, 3136, 1303]],
  ["PC99_MCS_64_haswell3", [787, 761, 795], [790, 1276, 1356, 2042, 1820, 1078, 2519, 497, 3098, 1374]],
  ["PC99_SMP_64_haswell3", [1028, 1006, 1037], [1015, 1262, 1301, 2012, 2024, 1086, null, null, 3238, 1589]],
  ["PC99_64_skylake", [940, 826, 954], [938, 1455, 1586, 1684, 1676, 988, 2452, 630, 1751, 1468]],
  ["PC99_64_noksw_skylake", [714, 612, 724], [503, 1243, 1335, 1455, 756, 483, 1598, 135, 1121, 1025]],
  ["PC99_64_nofastpath_skylake", [1469, 1064, 1500], [1468, 1449, 1569, 1610, 1643, 962, 2431, 587, 2007, 1449]],
];

const cpus: Readonly<Record<string, string>> = {
  SABRE: "Cortex-A9 i.MX6", IMX8MM: "Cortex-A53 i.MX8MM", TX1: "Cortex-A57 TX1", TX2: "TX2",
  ODROID: "Odroid-XU4", HIFIVE: "U54 HiFive, RV64",
};

/** What the parts of a configuration's name say. */
const meanings: Readonly<Record<string, string>> = {
  nofastpath: "no fast path", MCS: "scheduling contexts", SMP: "several cores, one lock", noksw: "kernel page table not isolated",
};

const cpuOf = (name: string): string =>
  name.endsWith("haswell3") ? "Haswell" : name.endsWith("skylake") ? "Skylake" : cpus[name.split("_")[0]!]!;

export const sel4bench: readonly Profile[] = rows.map(([name, [call, least, most], cells]) => {
  const figure = (cycles: number, way: Figure["way"]): Figure => ({ cycles, kind: "typical", way, source: "SEL4-BENCH", grade: "P" });
  return {
    // The run gives no clock with its cycles.
    id: `sel4bench-${name}`, kernel: name.includes("MCS") ? "seL4 MCS" : "seL4", cpu: cpuOf(name), clockMHz: null,
    configuration: [name, ...name.split("_").flatMap((part) => meanings[part] ?? [])],
    figures: {
      "ipc call": { ...figure(call, "one-way"), ...(least === null || most === null ? {} : { spread: { least, most } }) },
      ...Object.fromEntries(columns.flatMap(([outcome, way], i) => cells[i] === null ? [] : [[outcome, figure(cells[i]!, way)]])),
    },
  };
});
