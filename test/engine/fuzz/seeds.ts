/** Which specification a seed stands for, and its comparison. */
import { withActs } from "./acting.ts";
import { type Compared, type InTeam, compared } from "./comparing.ts";
import { breaches, broken } from "./breaking.ts";
import { type Shape, drawn, shapes } from "./drawing.ts";
import { withProgress } from "./progressing.ts";
import type { SpecText } from "./text.ts";
import { withWaits } from "./waiting.ts";

/** What is drawn in turn unless a shape is asked for, with a breach after the last. */
const inTurn: readonly Shape[] = ["plain", "symmetric", "busy", "told apart", "list taken"];

/** One in so many has claims besides that something comes within so many steps. */
const waitingEvery = 4;
/** And one in so many has claims about progress. */
const progressingEvery = 4;

/** One in so many says who may act. */
const actingEvery = 3;

/** All shapes by name: those that are drawn whole, and those in which one sentence breaks a rule. */
export const shapeNames: readonly string[] = [...shapes, "waiting", "progressing", "acting", ...breaches];

/** The specification of a seed, of one shape or of those that take turns. */
export function specOf(seed: number, shape?: string): SpecText {
  const breach = breaches.find((one) => one === shape);
  if (breach !== undefined) return broken(seed, breach) ?? drawn(seed, "plain");
  if (shape === undefined && seed % (inTurn.length + 1) === inTurn.length) return specOf(seed, breaches[Math.floor(seed / (inTurn.length + 1)) % breaches.length]!);
  if (shape === "progressing") return withProgress(drawn(seed, inTurn[seed % inTurn.length]!));
  if (shape === "acting") return withActs(drawn(seed, inTurn[seed % inTurn.length]!));
  if (shape === undefined && seed % actingEvery === 1) return withActs(drawnWhole(seed));
  return drawnWhole(seed, shape);
}

/** The specification of a seed without a rule about who acts. */
function drawnWhole(seed: number, shape?: string): SpecText {
  if (shape === undefined && seed % progressingEvery === 1) return withProgress(drawn(seed, inTurn[seed % (inTurn.length + 1)] ?? "plain"));
  if (shape === "waiting") return withWaits(drawn(seed, inTurn[seed % inTurn.length]!));
  if (shape === undefined && seed % waitingEvery === 0) return withWaits(drawn(seed, inTurn[seed % (inTurn.length + 1)] ?? "plain"));
  return drawn(seed, shapes.find((one) => one === shape) ?? inTurn[seed % (inTurn.length + 1)] ?? "plain");
}

export async function compareSeed(seed: number, callsMost: number, inTeam: InTeam, shape?: string): Promise<{ text: SpecText; result: Compared }> {
  const text = specOf(seed, shape);
  return { text, result: await compared(text, callsMost, inTeam) };
}

export async function differencesOf(text: SpecText, callsMost: number, inTeam: InTeam): Promise<readonly string[]> {
  return (await compared(text, callsMost, inTeam)).differences;
}
