/**
 * Colours on a terminal. Painting is the last thing that happens to a text; what is painted must be visible already.
 */
import { styleText } from "node:util";
import type { Severity, Verdict } from "../language/index.ts";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "magenta" | "cyan";

/** Gives a text a style, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Paints for a terminal. */
export const inColour: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** Leaves everything plain. */
export const plain: Paint = (_style, text) => text;

export const verdictStyle: Readonly<Record<Verdict, Style>> = {
  PASS: "green",
  SKIPPED: "cyan",
  WEAK: "yellow",
  UNKNOWN: "magenta",
  FAIL: "red",
};

export const severityStyle: Readonly<Record<Severity, Style>> = { error: "red", warning: "yellow", note: "cyan" };
