/** Which specification a seed stands for, and its comparison. */
import { type Compared, type InTeam, compared } from "./comparing.ts";
import { drawn, shapes } from "./drawing.ts";
import type { SpecText } from "./text.ts";

export function specOf(seed: number): SpecText {
  return drawn(seed, shapes[seed % shapes.length]!);
}

export async function compareSeed(seed: number, callsMost: number, inTeam: InTeam): Promise<{ text: SpecText; result: Compared }> {
  const text = specOf(seed);
  return { text, result: await compared(text, callsMost, inTeam) };
}

export async function differencesOf(text: SpecText, callsMost: number, inTeam: InTeam): Promise<readonly string[]> {
  return (await compared(text, callsMost, inTeam)).differences;
}
