/** Golden cases of cost profiles. */
import { type Outcome, type Profile, profiles as known } from "../../model/profiles/index.ts";
import type { Answer } from "./comparing.ts";

const outcomes: Readonly<Record<string, Outcome>> = {
  irqInvoke: "interrupt", ipcCall: "ipc call", ipcReply: "ipc reply", notify: "notify",
};

/** The figures of seL4 on some boards: each a mean with its deviation, without and with scheduling contexts. */
function published({ columns, clockGHz }: { columns: readonly string[]; clockGHz: Readonly<Record<string, number>> }): Answer {
  const rowOf = (profile: Profile | undefined): unknown => columns.map((column) => {
    const figure = profile?.figures[outcomes[column]!];
    return figure?.spread !== undefined && "deviation" in figure.spread ? [figure.cycles, figure.spread.deviation] : null;
  });
  const table = (kernel: string): unknown => Object.fromEntries(Object.entries(clockGHz).map(([board, clock]) => {
    const id = `${kernel}-${board.toLowerCase().replaceAll("_", "-")}`;
    return [board, rowOf(known.find((profile) => profile.id === id && profile.clockMHz === Math.round(clock * 1000)))];
  }));
  return { default: table("sel4"), mcs: table("sel4-mcs") };
}

export const profiles: Readonly<Record<string, (input: any) => Answer>> = { "cost.profile": published };
