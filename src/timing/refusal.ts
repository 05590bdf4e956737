/** Input that an analysis cannot take: what, where, and what to do about it. */

/** The closed set of reasons. */
export type RefusalCode =
  | "not a number"
  | "out of range"
  | "missing"
  | "unknown name"
  | "duplicate name"
  | "cycle"
  | "too large"
  | "precondition";

/** What was found where something else should be, for a refusal. */
export function asFound(value: unknown): string {
  if (value === undefined) return "missing";
  return Array.isArray(value) ? "a list" : value !== null && typeof value === "object" ? "an object" : String(value as string | number);
}

export class TimingRefusal extends Error {
  readonly code: RefusalCode;
  /** The field that is at fault, such as `tasks[3].period`. */
  readonly field: string;

  /** `what` continues the field's name: "must be above 0, and is -1". */
  constructor(code: RefusalCode, field: string, what: string) {
    super(`${field} ${what}`);
    this.name = "TimingRefusal";
    this.code = code;
    this.field = field;
  }
}
