/** seL4 as its own pages publish it: the table of the website, and older figures by the same group. */
import type { Figure, Profile } from "./profile.ts";

/** Mean and standard deviation, in cycles. */
type Mean = readonly [mean: number, deviation: number];

interface Board {
  readonly id: string;
  readonly cpu: string;
  readonly clockMHz: number;
  readonly configuration: readonly string[];
  /** Interrupt, call, reply, notification; without and with scheduling contexts. */
  readonly plain: readonly [Mean, Mean, Mean, Mean];
  readonly mcs: readonly [Mean, Mean, Mean, Mean];
}

const boards: readonly Board[] = [
  {
    id: "a9-imx6", cpu: "Cortex-A9 i.MX6", clockMHz: 1000, configuration: [],
    plain: [[775, 17], [367, 2], [352, 2], [1025, 16]], mcs: [[990, 18], [360, 27], [381, 2], [1321, 18]],
  },
  {
    id: "i7-4770", cpu: "Core i7-4770", clockMHz: 3400, configuration: [],
    plain: [[1665, 49], [775, 10], [646, 2], [1485, 16]], mcs: [[2027, 48], [787, 2], [653, 7], [1775, 17]],
  },
  {
    id: "i7-6700", cpu: "Core i7-6700", clockMHz: 3400, configuration: ["no Meltdown mitigation"],
    plain: [[1638, 59], [718, 29], [576, 2], [753, 8]], mcs: [[1968, 64], [744, 34], [638, 2], [1064, 10]],
  },
  {
    id: "a57-tx1", cpu: "Cortex-A57 TX1", clockMHz: 1900, configuration: [],
    plain: [[890, 4], [413, 0], [426, 0], [1053, 20]], mcs: [[1009, 4], [428, 0], [444, 1], [1128, 8]],
  },
  {
    id: "u54-hifive", cpu: "U54 HiFive, RV64", clockMHz: 1500, configuration: [],
    plain: [[798, 61], [694, 71], [740, 77], [1192, 5]], mcs: [[3596, 76], [712, 51], [828, 98], [3960, 90]],
  },
];

const mean = ([cycles, deviation]: Mean, way: Figure["way"]): Figure =>
  ({ cycles, kind: "typical", way, spread: { deviation }, source: "SEL4-WEB", grade: "P" });

const onBoard = ({ cpu, clockMHz, configuration, ...board }: Board, variant: "plain" | "mcs"): Profile => {
  const [interrupt, call, reply, notify] = board[variant];
  return {
    id: `sel4-${variant === "mcs" ? "mcs-" : ""}${board.id}`, kernel: variant === "mcs" ? "seL4 MCS" : "seL4", cpu, clockMHz,
    configuration: ["one core", "fast path", ...configuration],
    figures: {
      "interrupt": mean(interrupt, "whole"), "notify": mean(notify, "one-way"),
      "ipc call": mean(call, "one-way"), "ipc reply": mean(reply, "one-way"),
    },
  };
};

const oneWay = (cycles: number): Figure => ({ cycles, kind: "typical", way: "one-way", source: "L4-IPC", grade: "A" });
const sosp13 = { kernel: "seL4", configuration: ["32 bit", "hot cache, tight loop"] };

export const sel4: readonly Profile[] = [
  ...boards.map((board) => onBoard(board, "plain")),
  ...boards.map((board) => onBoard(board, "mcs")),
  {
    ...sosp13, id: "sel4-2013-arm11", cpu: "ARM1136", clockMHz: 532,
    figures: {
      "ipc one-way": oneWay(188),
      "worst interrupt latency": { cycles: 189_117, kind: "worst case", way: "whole", source: "EUROSYS12", grade: "M" },
    },
  },
  { ...sosp13, id: "sel4-2013-a9", cpu: "Cortex-A9", clockMHz: 1000, figures: { "ipc one-way": oneWay(316) } },
  { ...sosp13, id: "sel4-2013-i7-4770", cpu: "Core i7-4770", clockMHz: 3400, figures: { "ipc one-way": oneWay(301) } },
];
