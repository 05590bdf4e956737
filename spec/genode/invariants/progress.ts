import { delegateCapability } from "../operations/delegate-capability.ts";
import { openSession } from "../operations/open-session.ts";
import { passUpgradeOn } from "../operations/pass-upgrade-on.ts";
import { upgradeSession } from "../operations/upgrade-session.ts";
import { book, invariant } from "../world.ts";
import type { Session } from "../world.ts";

const same = (was: Session, is: Session) => was.phase === is.phase && was.ram === is.ram && was.caps === is.caps
  && was.upgrade_ram === is.upgrade_ram && was.upgrade_caps === is.upgrade_caps && was.upstream?.id === is.upstream?.id;

export const sessionsProgress = invariant({
  name: "what is done to a session moves it",
  claim: "An accepted operation on a session changes it or the session above it, an upgrade is noted for whoever must confirm "
    + "it, and a session inside an init is paid for.",
  why: "A request that is accepted and has no effect is never answered.",
  sources: [book("Architecture, Services and sessions")],
  permits: {
    "no session was worked on": ({ step }) => step.refused || step.args["session"] === undefined
      || [delegateCapability, upgradeSession].some((one) => one.of(step)),
    "the session moved": ({ step, before }) => ![upgradeSession, passUpgradeOn].some((one) => one.of(step))
      && !same(before.session[step.args["session"].id]!, step.args["session"]),
    "the session above moved": ({ step, before, after }) => {
      const { id, upstream } = before.session[step.args["session"].id]!;
      if (upstream === null || same(upstream, after.session[upstream.id]!)) return passUpgradeOn.where(step,
        ({ session }) => !same(before.session[id]!, session) && session.upgrade_ram + session.upgrade_caps === 0);
      const { upgrade_ram, upgrade_caps } = before.session[id]!;
      const above = after.session[upstream.id]!;
      return passUpgradeOn.of(step) === null || above.kind === "local"
        || (above.upgrade_ram === upgrade_ram && above.upgrade_caps === upgrade_caps);
    },
  },
  guards: ["The platform answers / drop step / an upgrade is asked for / the client has the session as before"],
  seen: { "a session moved": ({ step }) => !step.refused && step.args["session"] !== undefined },
});

export const upgradesAreNoted = invariant({
  name: "upgrades are noted for the server",
  claim: "An upgrade that somebody must confirm carries the amounts that the client added, and a session inside an init has "
    + "been paid for.",
  why: "A server that does not learn the amounts cannot use them.",
  sources: [book("Architecture, Services and sessions")],
  permits: {
    "nothing was upgraded or opened": ({ step }) => ![upgradeSession, openSession].some((one) => one.accepted(step)),
    "the amounts are noted": ({ step }) => upgradeSession.where(step, ({ session, ram, caps }) => !upgradeSession.told(step, "OK")
      && session.upgrade_ram === ram.value && session.upgrade_caps === caps.value && session.phase === "living.upgrade requested"),
    "it was taken at once": ({ step }) => upgradeSession.where(step, ({ session }) => session.kind === "local"),
    "the session is paid for": ({ step, after, facts }) => openSession.of(step) !== null && after.session.every(({ kind,
      phase, ram, caps, downstream }) => phase === "unused" || kind !== "local" || downstream !== null || (ram >= facts.localCost && caps >= 1)),
  },
  guards: ["Upgrade a session / drop step / the service is elsewhere / the amounts are noted for the server"],
  seen: { "an upgrade was asked for": ({ step }) => upgradeSession.accepted(step) },
});
