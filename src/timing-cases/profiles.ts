/** Golden cases of cost profiles. */
import { type Outcome, type Profile, profiles as known } from "../../model/platforms/index.ts";
import { didYouMean } from "../language/fault.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { Answer } from "./comparing.ts";

const outcomes: Readonly<Record<string, Outcome>> = {
  irqInvoke: "interrupt", ipcCall: "ipc call", ipcReply: "ipc reply", notify: "notify",
};

/** Boards by what cases call them, with their profiles but for the kernel. */
const boards: Readonly<Record<string, string>> = {
  A9_iMX6: "a9-imx6", i7_4770: "i7-4770", i7_6700: "i7-6700", A57_TX1: "a57-tx1", U54_HiFive: "u54-hifive",
};

/** The figures of seL4 on some boards: each a mean with its deviation, without and with scheduling contexts. */
function published({ columns, clockGHz }: { columns: readonly string[]; clockGHz: Readonly<Record<string, number>> }): Answer {
  const asked = columns.map((column, i) => named(outcomes, column, `columns[${i}]`));
  const table = (kernel: string): unknown => Object.fromEntries(Object.entries(clockGHz).map(([board, clock]) => {
    const { figures } = profileOf(`${kernel}-${named(boards, board, `clockGHz.${board}`)}`, clock, `clockGHz.${board}`);
    return [board, asked.map((outcome) => {
      const figure = figures[outcome];
      return figure?.spread !== undefined && "deviation" in figure.spread ? [figure.cycles, figure.spread.deviation] : null;
    })];
  }));
  return { default: table("sel4"), mcs: table("sel4-mcs") };
}

/** What a name stands for; one that stands for nothing is refused with those that do. */
function named<Value>(all: Readonly<Record<string, Value>>, name: string, field: string): Value {
  if (!Object.hasOwn(all, name)) throw new TimingRefusal("unknown name", field,
    `is ${JSON.stringify(name)}; known are ${Object.keys(all).join(", ")}${didYouMean(name, Object.keys(all))}`);
  return all[name]!;
}

/** A profile, whose cycles are of one clock. */
function profileOf(id: string, clock: number, field: string): Profile {
  const profile = known.find((one) => one.id === id)!;
  if (profile.clockMHz !== Math.round(clock * 1000)) throw new TimingRefusal("out of range", field,
    `is ${clock}; the figures were measured at ${profile.clockMHz! / 1000}`);
  return profile;
}

export const profiles: Readonly<Record<string, (input: any) => Answer>> = { "cost.profile": published };
