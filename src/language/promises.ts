/** What can be promised, required or waived of a specification, by name. */
import type { Invariant } from "./invariant.ts";
import type { Operation } from "./operation.ts";
import type { Specification } from "./suite.ts";

/** `operation / outcome` for every outcome. */
export function outcomeNames(operations: readonly Operation[]): string[] {
  return operations.flatMap(({ name, checks, cases }) =>
    [...checks.map(({ unless }) => unless), ...cases.map(({ when }) => when)].map((outcome) => `${name} / ${outcome}`));
}

/** `invariant / sentence` for every `seen`. */
export function seenNames(invariants: readonly Invariant[]): string[] {
  return invariants.flatMap(({ name, seen = {} }) => Object.keys(seen).map((sentence) => `${name} / ${sentence}`));
}

/** All of it: the outcomes of a specification, its claims and their `seen` sentences. */
export function promisesOf({ operations, invariants }: Specification): string[] {
  return [...outcomeNames(operations), ...invariants.map(({ name }) => name), ...seenNames(invariants)];
}
