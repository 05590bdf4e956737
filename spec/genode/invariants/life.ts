import { pdSession } from "../assignment.ts";
import { giveComponentUp } from "../operations/give-component-up.ts";
import { scheduleRestart } from "../operations/schedule-restart.ts";
import { destinationOf } from "../routes.ts";
import { code, invariant, told } from "../world.ts";

export const accountsMatchLives = invariant({
  name: "living components have accounts",
  claim: "A component has an account from the assignment of its quota until it is destroyed, opened with what its PD session "
    + "cost; no other component has one.",
  why: "An account without a component holds quota that nobody can return.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::initial_env_session")],
  each: "component",
  holds: (component) => component.account!.exists === (component.state !== "initial")
    && (component.parent === null || (component.account!.ram_initial === (component.state === "initial" ? 0 : pdSession.ram)
      && component.account!.caps_initial === (component.state === "initial" ? 0 : pdSession.caps)))
    && (component.state !== "initial" || (!component.exited && component.assigned_ram + component.assigned_caps
      + component.asked_ram + component.asked_caps === 0 && component.blocked_on === null)),
  guards: ["Start a component / drop step / the component gets its account / the component has its quota"],
  seen: { "a component is gone": ({ component }) => component.some(({ state, configured }) => state === "initial" && !configured) },
});

export const livesHaveCauses = invariant({
  name: "components come and go for a reason",
  claim: "A component comes alive only with its environment complete, is stuck or restarted only when a route changed, and is "
    + "abandoned only with all its sessions given up.",
  why: "A component that is restarted without need loses its state; one that is not restarted keeps stale connections.",
  sources: [code("repos/os/src/lib/sandbox/child.h"), code("repos/os/src/lib/sandbox/child.cc", "evaluate_dependencies")],
  changes: "component",
  columns: ["state", "configured", "exited"],
  permits: {
    "it got its quota": ({ was, is, facts }) => was.state === "initial" && is.state === "quota assigned"
      && was.configured && facts.pdRouted[is.id]!,
    "its environment is complete": ({ was, is, after, facts }) => was.state === "quota assigned" && is.state === "alive"
      && facts.wishes.every((wish) => wish.client !== is.id || !wish.required || after.session.some((session) =>
        session.wish === wish.number && session.phase === "living.handed out" && session.environment)),
    "its init wants it to be restarted": ({ is, step }) => is.state === "restart scheduled"
      && scheduleRestart.where(step, ({ component }) => component.id === is.id),
    "a route changed": ({ was, is, before, facts }) => was.state !== is.state
      && (is.state === "stuck" || is.state === "restart scheduled") && (was.state === "stuck" || before.session.some((session) => session.client?.id === is.id && session.kind === "child"
        && destinationOf(before, facts.wishes[session.wish]!).server?.id !== session.server!.id)),
    "it was given up": ({ was, is, after, step }) => was.state !== is.state && is.state === "abandoned"
      && is.configured === !giveComponentUp.where(step, ({ because }) => because === "it is not configured any more")
      && after.session.every(({ client }) => client?.id !== is.id),
    "it was destroyed": ({ was, is }) => was.state === "abandoned" && is.state === "initial",
    "it exited": ({ was, is, after }) => was.state === is.state && !was.exited && is.exited
      && after.session.every(({ client, environment }) => client?.id !== is.id || environment),
  },
  guards: ["Come alive / drop check / all sessions of its environment are there"],
  seen: { "a component is restarted": ({ step }) => told(step, "restart") },
});
