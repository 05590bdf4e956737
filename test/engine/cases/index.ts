/** Every case of the engine, by what it is about. */
import { answerCases } from "./answers.ts";
import type { EngineCase } from "./asking.ts";
import { chanceCases } from "./chance.ts";
import { choiceCases } from "./choices.ts";
import { lookCases } from "./looks.ts";
import { memberCases } from "./members.ts";
import { nothingCases } from "./nothing.ts";
import { readingCases } from "./reading.ts";
import { toldApartCases } from "./told-apart.ts";
import { twoRunCases } from "./two-runs.ts";

export const engineCases: Readonly<Record<string, readonly EngineCase[]>> = {
  "only steps write": readingCases, "answers are yes or no": answerCases, "open choices": choiceCases, "what look found": lookCases,
  "chance, clock and memory": chanceCases, "what was never applied": nothingCases, "rows and their members": memberCases, "two runs": twoRunCases, "rows that are told apart": toldApartCases,
};
