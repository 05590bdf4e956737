/** Where understanding does not go on: there is no form for what is said, the text itself is at fault, or whoever comes here is. */
import { type FaultCode, SpecificationFault } from "../../language/fault.ts";
import { no } from "../form.ts";
import type { Value } from "./values.ts";
import { NotUnderstood, type Writer } from "./writer.ts";

/** Ends the understanding of a sentence that says something for which there is no form. */
export function unclear(what: string): never {
  throw new NotUnderstood(what);
}

/** Refuses a specification for what the text of a sentence shows. */
export function refuse(code: FaultCode, sentence: string): never {
  throw new SpecificationFault(code, sentence);
}

/** Ends the way here: whatever runs into this is at fault. */
export function fault(writer: Writer, why: string): Value {
  writer.must(no, why);
  return { is: "never" };
}
