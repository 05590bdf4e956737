import { TimingRefusal } from "../../src/timing/refusal.ts";

/** How something was refused: its code and the field; "taken" where it was not. What else is thrown comes out. */
export function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof TimingRefusal) return `${error.code}: ${error.field}`;
    throw error;
  }
  return "taken";
}
