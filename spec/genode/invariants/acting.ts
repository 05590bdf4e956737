import { allocateRam } from "../operations/allocate-ram.ts";
import { closeSession } from "../operations/close-session.ts";
import { collectSession } from "../operations/collect-session.ts";
import { comeAlive } from "../operations/come-alive.ts";
import { configureQuota } from "../operations/configure-quota.ts";
import { confirmClose } from "../operations/confirm-close.ts";
import { confirmUpgrade } from "../operations/confirm-upgrade.ts";
import { createObject } from "../operations/create-object.ts";
import { delegateCapability } from "../operations/delegate-capability.ts";
import { deliverSession } from "../operations/deliver-session.ts";
import { destroyComponent } from "../operations/destroy-component.ts";
import { dissolveObject } from "../operations/dissolve-object.ts";
import { evaluateDependencies } from "../operations/evaluate-dependencies.ts";
import { forgetName } from "../operations/forget-name.ts";
import { freeRam } from "../operations/free-ram.ts";
import { giveComponentUp } from "../operations/give-component-up.ts";
import { invokeCapability } from "../operations/invoke-capability.ts";
import { lowerQuota } from "../operations/lower-quota.ts";
import { openSession } from "../operations/open-session.ts";
import { passUpgradeOn } from "../operations/pass-upgrade-on.ts";
import { platformAnswers } from "../operations/platform-answers.ts";
import { raiseQuota } from "../operations/raise-quota.ts";
import { refuseSession } from "../operations/refuse-session.ts";
import { reply } from "../operations/reply.ts";
import { scheduleRestart } from "../operations/schedule-restart.ts";
import { startComponent } from "../operations/start-component.ts";
import { takeAnswerFromAbove } from "../operations/take-answer-from-above.ts";
import { transferQuota } from "../operations/transfer-quota.ts";
import { upgradeSession } from "../operations/upgrade-session.ts";
import { runs } from "../sessions.ts";
import { book, invariant } from "../world.ts";
import type { Component } from "../world.ts";

/** Operations that an init carries out on a component, and not the component itself. One is given up whether or not its init runs. */
const byAnInitThatRuns = [startComponent, comeAlive, scheduleRestart, evaluateDependencies, raiseQuota, lowerQuota];
const byTheInit = [...byAnInitThatRuns, giveComponentUp];

/** Operations of which nobody in the system is the author. */
const byNobody = [platformAnswers, configureQuota, destroyComponent];

const notByItself = [...byTheInit, ...byNobody];

/** Operations that a check refuses while their author does not run, by what the author is to them. */
const byComponents = [
  allocateRam, createObject, delegateCapability, dissolveObject, forgetName, freeRam, invokeCapability, reply, transferQuota,
];
const byClients = [closeSession, collectSession, upgradeSession];
const byServers = [confirmClose, confirmUpgrade, deliverSession, refuseSession];
const byInits = [passUpgradeOn, takeAnswerFromAbove];

export const onlyTheLivingAct = invariant({
  name: "only what runs acts",
  claim: "A component that acts is alive, has not exited and does not wait for an answer; what is done to a component is done "
    + "by its init, for which the same holds.",
  why: "An operation by a component that is gone or blocked happens on nobody's authority.",
  sources: [book("Architecture, Component tree")],
  permits: {
    "nothing was done": ({ step }) => step.refused,
    "nobody in the system did it": ({ step }) => byNobody.some((one) => one.of(step))
      || giveComponentUp.where(step, ({ because }) => because === "its init is gone"),
    "its init did it, and runs": ({ step, before }) => byTheInit.some((one) => one.where(step, ({ component: { parent } }: { component: Component }) =>
      parent !== null && runs(before.component[parent.id]!))),
    "the component did it, and runs": ({ step, before }) => !notByItself.some((one) => one.of(step))
      && step.args["component"] !== undefined && runs(before.component[step.args["component"].id]!),
    "who asks or collects runs": ({ step, before }) => openSession.where(step, ({ wish }) => {
      const client = before.component[wish.client]!;
      return wish.environment ? runs(client.parent!) && client.state === "quota assigned" : runs(client);
    }) || collectSession.where(step, ({ session }) => {
      const { environment, owner } = before.session[session.id]!;
      return runs(environment ? owner!.parent! : owner!);
    }),
  },
  guards: ["Free RAM / drop check / the component runs"],
  seen: {
    "somebody did not run": ({ step }) => byComponents.some((one) => one.ended(step, "the component runs"))
      || byClients.some((one) => one.ended(step, "the client runs")) || byServers.some((one) => one.ended(step, "the server runs"))
      || byInits.some((one) => one.ended(step, "the init runs")) || byAnInitThatRuns.some((one) => one.ended(step, "its init runs")),
  },
});
