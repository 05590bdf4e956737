/**
 * Everything that can be found in a Genode system description without running it, and the page of each code.
 */
import type { InitConfig } from "../../../../spec/genode/config.ts";
import type { Finding } from "../../../language/report.ts";
import { findingsMax, severityRank } from "../codes.ts";
import { contextOf } from "./context.ts";
import { syntaxAmbiguous } from "./gn001-syntax-ambiguous.ts";
import { otherRoot } from "./gn002-other-root.ts";
import { noStart } from "./gn003-no-start.ts";
import { valueMalformed } from "./gn004-value-malformed.ts";
import { notUnderstood } from "./gn005-not-understood.ts";
import { mandatoryMissing } from "./gn006-mandatory-missing.ts";
import { tooMany } from "./gn007-too-many.ts";
import { childUnknown } from "./gn101-child-unknown.ts";
import { serviceNotProvided } from "./gn102-service-not-provided.ts";
import { parentLacksService } from "./gn103-parent-lacks-service.ts";
import { environmentDenied } from "./gn104-environment-denied.ts";
import { ruleShadowed } from "./gn105-rule-shadowed.ts";
import { anyChildAmbiguous } from "./gn106-any-child-ambiguous.ts";
import { deadAtOuter } from "./gn107-dead-at-outer.ts";
import { environmentLabel } from "./gn108-environment-label.ts";
import { anyServiceToParent } from "./gn109-any-service-to-parent.ts";
import { noParentProvides } from "./gn110-no-parent-provides.ts";
import { targetUnknown } from "./gn111-target-unknown.ts";
import { selectorsIgnored } from "./gn112-selectors-ignored.ts";
import { notForwarded } from "./gn113-not-forwarded.ts";
import { order } from "./gn201-order.ts";
import { duplicate } from "./gn202-duplicate.ts";
import { quotaMissing } from "./gn203-quota-missing.ts";
import { capsBelowEnvironment } from "./gn204-caps-below-environment.ts";
import { ramBelowEnvironment } from "./gn205-ram-below-environment.ts";
import { overcommit } from "./gn206-overcommit.ts";
import { priority } from "./gn207-priority.ts";
import { weakPolicy } from "./gn301-weak-policy.ts";
import { managingSystem } from "./gn302-managing-system.ts";
import { blockingCycle } from "./gn303-blocking-cycle.ts";
import { flowPath } from "./gn304-flow-path.ts";
import { isolated } from "./gn305-isolated.ts";
import { isolationDoubtful } from "./gn307-isolation-doubtful.ts";
import { componentMisnamed } from "./gn306-component-misnamed.ts";
import { finding, type FindingKind, type FindingPage } from "./kind.ts";
import type { FindingOptions } from "./options.ts";

export type { FindingKind, FindingPage } from "./kind.ts";
export type { FindingOptions, Isolation } from "./options.ts";

/** The kinds that are searched for here, by code. */
export const findingKinds: readonly FindingKind[] = [
  childUnknown, serviceNotProvided, parentLacksService, environmentDenied, ruleShadowed, anyChildAmbiguous,
  deadAtOuter, environmentLabel, anyServiceToParent, noParentProvides, targetUnknown, selectorsIgnored, notForwarded,
  order, duplicate, quotaMissing, capsBelowEnvironment, ramBelowEnvironment, overcommit, priority,
  weakPolicy, managingSystem, blockingCycle, flowPath, isolated, componentMisnamed, isolationDoubtful,
];

/** The pages of all codes, those of the readers included. */
export const findingPages: readonly FindingPage[] = [
  syntaxAmbiguous, otherRoot, noStart, valueMalformed, notUnderstood, mandatoryMissing, tooMany, ...findingKinds,
];

/** Most findings that are listed for one system; of more, the gravest are kept. */
export const listedMax = findingsMax;

/** All findings in a system, by their place in the file. */
export function findAll(system: InitConfig, options: FindingOptions = {}): readonly Finding[] {
  const context = contextOf(system, options);
  const all = findingKinds.flatMap((kind) => kind.find(context));
  return cut(all, system).sort(byPlace);
}

function cut(all: readonly Finding[], system: InitConfig): Finding[] {
  if (all.length <= listedMax) return [...all];
  // What the user asked is answered whatever else there is.
  const rank = ({ code, severity }: Finding): number => answers.has(code) ? -1 : severityRank[severity];
  const kept = all.toSorted((left, right) => rank(left) - rank(right)).slice(0, listedMax);
  const message = `there are ${all.length} findings, of which the gravest ${listedMax} are listed; correct these first`;
  return [...kept, finding(tooMany.code, "warning", system.at, message)];
}

const answers: ReadonlySet<string> = new Set([flowPath, isolated, componentMisnamed, isolationDoubtful].map(({ code }) => code));

const byPlace = (left: Finding, right: Finding): number =>
  left.line - right.line || left.column - right.column || left.code.localeCompare(right.code, "en");
