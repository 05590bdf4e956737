/** Cases as tests ask them. */
import { expect } from "vitest";
import { analyses, ask, readCase } from "../../src/timing-cases/index.ts";
import { asJson } from "../../src/timing/exact.ts";

/** What is answered to a case, as JSON has it. */
export const answerOf = (analysis: string, input: object, timeModel = "dense"): Record<string, any> =>
  JSON.parse(JSON.stringify(ask(analyses[analysis]!, readCase({ id: "variant", analysis, timeModel, input })), (_, value: unknown) =>
    value === Infinity ? "inf" : value instanceof Object && "toFraction" in value ? asJson(value as never) : value));

/** What is said where a case is refused. */
export const refused = (analysis: string, input: object, timeModel = "dense"): string => {
  try {
    answerOf(analysis, input, timeModel);
  } catch (error) {
    expect((error as Error).name).toBe("TimingRefusal");
    return (error as Error).message;
  }
  return "taken";
};
