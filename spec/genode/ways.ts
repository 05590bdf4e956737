/**
 * All places to which init's rules may send a request, in the order in which it tries them: what `routing.ts` decides
 * for a system at rest, kept open for a system in which servers come and go.
 */
import type { InitConfig, Start, Target } from "./config.ts";
import type { Way } from "./facts.ts";
import { rewrite } from "./label.ts";
import { binaryInstead, destinationOf, matches, rulesOf, servedByInit } from "./routing.ts";

/** A way with the label that the server would see, and the children by name. */
export interface NamedWay {
  readonly to: Way["to"];
  readonly children: readonly Start[];
  readonly label: string;
}

/** The ways of a request of `start`; empty when every rule denies it. */
export const waysOf = (init: InitConfig, start: Start, service: string, label: string): readonly NamedWay[] => {
  if (servedByInit(start, service, label) !== undefined) return [here(label)];
  const renamed = binaryInstead(start, service, label);
  if (renamed !== undefined) return waysOf(init, start, service, renamed);
  const ways: NamedWay[] = [];
  for (const rule of rulesOf(start) ?? []) {
    if (!matches(rule, start.name, service, label)) continue;
    ways.push(...rule.targets.flatMap((target) => wayOf(init, target, service, label)));
    if (rule.kind === "service") return ways;
  }
  return ways;
};

const here = (label: string): NamedWay => ({ to: "local", children: [], label });

const wayOf = (init: InitConfig, target: Target, service: string, said: string): NamedWay[] => {
  const found = destinationOf(init, target, service);
  return found === undefined ? [] : [{ to: found.to, children: found.children ?? [], label: rewrite(target, said) }];
};
