/** Golden cases of cost profiles. */
import { type Outcome, type Profile, profiles as known } from "../../model/platforms/index.ts";
import { didYouMean } from "../language/fault.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { type Exact, asText } from "../timing/exact.ts";
import type { Answer } from "./comparing.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import { type ValueOf, above0, byName, choice, listOf, number, object } from "./schema/declare.ts";

const outcomes = {
  irqInvoke: "interrupt", ipcCall: "ipc call", ipcReply: "ipc reply", notify: "notify",
} as const satisfies Readonly<Record<string, Outcome>>;

/** Boards by what cases call them, with their profiles but for the kernel. */
const boards: Readonly<Record<string, string>> = {
  A9_iMX6: "a9-imx6", i7_4770: "i7-4770", i7_6700: "i7-6700", A57_TX1: "a57-tx1", U54_HiFive: "u54-hifive",
};

const input = object("what is asked", {
  columns: listOf("what was measured", choice("an operation", Object.keys(outcomes) as (keyof typeof outcomes)[])),
  clockGHz: byName(`the clock at which it was measured; boards are ${Object.keys(boards).join(", ")}`, "board", number("its clock", "GHz", above0)),
});

/** The figures of seL4 on some boards: each a mean with its deviation, without and with scheduling contexts. */
function published({ columns, clockGHz }: ValueOf<typeof input>): Answer {
  const table = (kernel: string): unknown => Object.fromEntries(Object.entries(clockGHz).map(([board, clock]) => {
    const { figures } = profileOf(`${kernel}-${profileFor(board, `clockGHz.${board}`)}`, clock, `clockGHz.${board}`);
    return [board, columns.map((column) => {
      const figure = figures[outcomes[column]];
      return figure?.spread !== undefined && "deviation" in figure.spread ? [figure.cycles, figure.spread.deviation] : null;
    })];
  }));
  return { default: table("sel4"), mcs: table("sel4-mcs") };
}

/** The profile of a board, but for the kernel; a board that has none is refused with those that do. */
function profileFor(board: string, field: string): string {
  if (!Object.hasOwn(boards, board)) throw new TimingRefusal("unknown name", field,
    `is ${JSON.stringify(board)}; known are ${Object.keys(boards).join(", ")}${didYouMean(board, Object.keys(boards))}`);
  return boards[board]!;
}

/** A profile, whose cycles are of one clock. */
function profileOf(id: string, clock: Exact, field: string): Profile {
  const profile = known.find((one) => one.id === id)!;
  if (!clock.mul(1000).equals(profile.clockMHz!)) throw new TimingRefusal("out of range", field,
    `is ${asText(clock)}; the figures were measured at ${profile.clockMHz! / 1000}`);
  return profile;
}

export const profiles: Analyses = {
  "cost.profile": analysis({
    says: "What operations of seL4 were measured to cost on a board, in cycles, as the profiles of Cordon have it.",
    input,
    answers: {
      default: "by board, for each of `columns` mean and deviation, or null where nobody has measured it", mcs: "the same with scheduling contexts",
    },
    answer: published,
  }),
};
