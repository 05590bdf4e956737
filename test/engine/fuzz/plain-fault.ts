/** What is wrong with a specification, as the plain interpreter says it: the codes of the language, found by its own means. */
import type { FaultCode } from "../../../src/language/index.ts";

export class PlainFault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, what = "") {
    super(`${code}: ${what}`);
    this.code = code;
  }
}
