/** How crafted mutants change an operation: another function behind one of its sentences. A sentence that is not there is an error. */
import type { Operation } from "../src/language/index.ts";

type Effect = (scene: any) => unknown;

/** The operation with another function for a check. */
export function withCheck(operation: Operation, unless: string, holds: (scene: any) => boolean): Operation {
  const at = operation.checks.findIndex((check) => check.unless === unless);
  if (at < 0) throw new Error(`${operation.name} has no check "${unless}"`);
  return { ...operation, checks: operation.checks.with(at, { ...operation.checks[at]!, holds }) };
}

/** The operation with another function for a step of a case. */
export function withStep(operation: Operation, when: string, step: string, effect: Effect): Operation {
  const at = operation.cases.findIndex((one) => one.when === when);
  const found = operation.cases[at];
  if (found === undefined || !(step in found.then)) throw new Error(`${operation.name} has no step "${step}" when ${when}`);
  return { ...operation, cases: operation.cases.with(at, { ...found, then: { ...found.then, [step]: effect } }) };
}

/** The operation with no steps in a case. */
export function withoutSteps(operation: Operation, when: string, ...dropped: string[]): Operation {
  return dropped.reduce((changed, step) => withStep(changed, when, step, () => undefined), operation);
}

/** The operation that looks up something else. */
export function withLook(operation: Operation, change: (found: any, world: any, args: any, facts: any) => object): Operation {
  return { ...operation, look: (world: any, args: any, facts: any) => {
    const found = operation.look!(world, args, facts);
    return { ...found, ...change(found, world, args, facts) };
  } };
}
