/**
 * A fault is noted where it happens. A sentence may catch what it runs into; it must not swallow the fault with the exception,
 * so whoever asked it looks here afterwards. One place serves a thread, since its sentences run one at a time.
 */
import { type FaultCode, SpecificationFault } from "../../language/fault.ts";

/** The first fault that happened since somebody looked. */
export const noted: { fault: SpecificationFault | null } = { fault: null };

/** Notes a fault and throws it. */
export function raise(code: FaultCode, sentence: string): never {
  const fault = new SpecificationFault(code, sentence);
  noted.fault ??= fault;
  throw fault;
}

/** Throws the fault that is noted, which is then told. */
export function raiseNoted(): never {
  const { fault } = noted;
  noted.fault = null;
  throw fault!;
}

/** What an exception stands for: the fault that was noted, where there is one. It is then told. */
export function caught(error: unknown): unknown {
  const { fault } = noted;
  noted.fault = null;
  return fault ?? error;
}
