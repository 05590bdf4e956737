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
