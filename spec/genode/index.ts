/** The component layer of Genode as an executable specification: everything that the other rooms use of it. */
import { specification } from "../../src/language/index.ts";
import { accountsInBounds } from "./invariants/accounts-in-bounds.ts";
import { onlyTheLivingAct } from "./invariants/acting.ts";
import { answeredOnce } from "./invariants/answered-once.ts";
import { authorityByIntroduction } from "./invariants/authority.ts";
import { unusedIdsAreBlank } from "./invariants/blank-ids.ts";
import { callsWaitForReplies, callsTakeEffect } from "./invariants/calls.ts";
import { ramIsConserved, capsAreConserved } from "./invariants/conservation.ts";
import { decisionsTakeEffect } from "./invariants/decisions.ts";
import { deliveryIsFaithful } from "./invariants/delivery.ts";
import { destructionReturnsAll } from "./invariants/destruction.ts";
import { neverBelowConfigured } from "./invariants/downgrade.ts";
import { handedOutOnce } from "./invariants/handed-out-once.ts";
import { ledgerBalances } from "./invariants/ledger.ts";
import { accountsMatchLives, livesHaveCauses } from "./invariants/life.ts";
import { delegationIsFaithful } from "./invariants/no-forgery.ts";
import { wishesAreNoted } from "./invariants/notes.ts";
import { oneNameAnObject, ownersKnowTheirObjects } from "./invariants/one-name.ts";
import { parentNotBlocked } from "./invariants/parent-not-blocked.ts";
import { passedOnSessionsAgree } from "./invariants/passed-on.ts";
import { partitionsAreApart } from "./invariants/partitions.ts";
import { phasesAreLegal } from "./invariants/phases.ts";
import { sessionsProgress, upgradesAreNoted } from "./invariants/progress.ts";
import { alongTheReference } from "./invariants/reference-relation.ts";
import { nothingRemains } from "./invariants/remains.ts";
import { requestsMatchPhases } from "./invariants/requests-match-phases.ts";
import { deadStaysDead, revocationIsFinal } from "./invariants/revoked.ts";
import { toldDenied } from "./invariants/told-denied.ts";
import { toldInsufficient } from "./invariants/told-insufficient.ts";
import { toldNotNow } from "./invariants/told-not-now.ts";
import { toldOutOfCaps } from "./invariants/told-out-of-caps.ts";
import { toldOutOfRam } from "./invariants/told-out-of-ram.ts";
import { toldQuota } from "./invariants/told-quota.ts";
import { toldRefusal } from "./invariants/told-refusal.ts";
import { toldRpc } from "./invariants/told-rpc.ts";
import { toldSessionIds } from "./invariants/told-session-ids.ts";
import { toldSuccess } from "./invariants/told-success.ts";
import { usageIsReal } from "./invariants/usage.ts";
import { allocateRam } from "./operations/allocate-ram.ts";
import { closeSession } from "./operations/close-session.ts";
import { collectSession } from "./operations/collect-session.ts";
import { comeAlive } from "./operations/come-alive.ts";
import { configureQuota } from "./operations/configure-quota.ts";
import { confirmClose } from "./operations/confirm-close.ts";
import { confirmUpgrade } from "./operations/confirm-upgrade.ts";
import { createObject } from "./operations/create-object.ts";
import { delegateCapability } from "./operations/delegate-capability.ts";
import { deliverSession } from "./operations/deliver-session.ts";
import { destroyComponent } from "./operations/destroy-component.ts";
import { dissolveObject } from "./operations/dissolve-object.ts";
import { evaluateDependencies } from "./operations/evaluate-dependencies.ts";
import { exit } from "./operations/exit.ts";
import { forgetName } from "./operations/forget-name.ts";
import { freeRam } from "./operations/free-ram.ts";
import { giveComponentUp } from "./operations/give-component-up.ts";
import { invokeCapability } from "./operations/invoke-capability.ts";
import { lowerQuota } from "./operations/lower-quota.ts";
import { openSession } from "./operations/open-session.ts";
import { passCloseOn } from "./operations/pass-close-on.ts";
import { passCreationOn } from "./operations/pass-creation-on.ts";
import { passUpgradeOn } from "./operations/pass-upgrade-on.ts";
import { platformAnswers } from "./operations/platform-answers.ts";
import { raiseQuota } from "./operations/raise-quota.ts";
import { refuseSession } from "./operations/refuse-session.ts";
import { reply } from "./operations/reply.ts";
import { requestResources } from "./operations/request-resources.ts";
import { scheduleRestart } from "./operations/schedule-restart.ts";
import { startComponent } from "./operations/start-component.ts";
import { takeAnswerFromAbove } from "./operations/take-answer-from-above.ts";
import { transferQuota } from "./operations/transfer-quota.ts";
import { upgradeSession } from "./operations/upgrade-session.ts";
import { genode as words } from "./world.ts";

/** The operations by name, so that claims from outside can ask about their steps: `operations.reply.accepted(step)`. */
export const operations = {
  startComponent, comeAlive, exit, scheduleRestart, giveComponentUp, evaluateDependencies, destroyComponent,
  openSession, deliverSession, refuseSession, collectSession, upgradeSession, confirmUpgrade, closeSession, confirmClose,
  passCreationOn, takeAnswerFromAbove, passUpgradeOn, passCloseOn, platformAnswers,
  configureQuota, raiseQuota, lowerQuota, requestResources, transferQuota, allocateRam, freeRam,
  createObject, dissolveObject, delegateCapability, forgetName, invokeCapability, reply,
};

export const genode = specification({
  name: words.name,
  about: "Components under their inits: creation and end, sessions, resource trading, capabilities, and routing.",
  tables: words.tables,
  operations: Object.values(operations),
  invariants: [
    ramIsConserved, capsAreConserved, accountsInBounds, usageIsReal, ledgerBalances, alongTheReference,
    destructionReturnsAll, nothingRemains, neverBelowConfigured, accountsMatchLives, livesHaveCauses,
    onlyTheLivingAct, decisionsTakeEffect, wishesAreNoted, authorityByIntroduction, oneNameAnObject, ownersKnowTheirObjects,
    delegationIsFaithful, deliveryIsFaithful, deadStaysDead, revocationIsFinal, callsWaitForReplies, callsTakeEffect,
    parentNotBlocked, partitionsAreApart, phasesAreLegal, handedOutOnce, requestsMatchPhases, answeredOnce, unusedIdsAreBlank,
    passedOnSessionsAgree, sessionsProgress, upgradesAreNoted, toldSuccess, toldRefusal, toldDenied,
    toldInsufficient, toldOutOfRam, toldOutOfCaps, toldSessionIds, toldNotNow, toldRpc, toldQuota,
  ],
});

export { invariant, mutant, operation, system, told } from "./world.ts";
export type { Facts, Wish, Way } from "./facts.ts";
export type { InitConfig, Rule, Start, Tree } from "./config.ts";
