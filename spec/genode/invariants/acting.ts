import { collectSession } from "../operations/collect-session.ts";
import { comeAlive } from "../operations/come-alive.ts";
import { configureQuota } from "../operations/configure-quota.ts";
import { destroyComponent } from "../operations/destroy-component.ts";
import { evaluateDependencies } from "../operations/evaluate-dependencies.ts";
import { giveComponentUp } from "../operations/give-component-up.ts";
import { lowerQuota } from "../operations/lower-quota.ts";
import { openSession } from "../operations/open-session.ts";
import { platformAnswers } from "../operations/platform-answers.ts";
import { raiseQuota } from "../operations/raise-quota.ts";
import { scheduleRestart } from "../operations/schedule-restart.ts";
import { startComponent } from "../operations/start-component.ts";
import { runs } from "../sessions.ts";
import { book, invariant } from "../world.ts";
import type { Component } from "../world.ts";

/** Operations that an init carries out on a component, and not the component itself. */
const byTheInit = [startComponent, comeAlive, scheduleRestart, giveComponentUp, evaluateDependencies, raiseQuota, lowerQuota];

/** Operations of which nobody in the system is the author. */
const byNobody = [platformAnswers, configureQuota, destroyComponent];

const notByItself = [...byTheInit, ...byNobody];

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
  seen: { "somebody did not run": ({ step }) => step.refused && step.outcome.endsWith("runs") },
});
