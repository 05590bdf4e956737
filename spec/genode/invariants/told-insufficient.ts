import { collectSession } from "../operations/collect-session.ts";
import { openSession } from "../operations/open-session.ts";
import { passCreationOn } from "../operations/pass-creation-on.ts";
import { takeAnswerFromAbove } from "../operations/take-answer-from-above.ts";
import { destinationOf } from "../routes.ts";
import { code, invariant, told } from "../world.ts";

export const toldInsufficient = invariant({
  name: "an insufficient donation is told as such",
  claim: "INSUFFICIENT_RAM and INSUFFICIENT_CAPS are answered only where the donation was too small for the session, or "
    + "the server said so.",
  why: "The client's library adds quota and repeats the request without a limit.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::session"), code("repos/base/src/lib/base/component.cc")],
  permits: {
    "another answer was given": ({ step }) => !told(step, "INSUFFICIENT_RAM", "INSUFFICIENT_CAPS"),
    "the donation is too small": ({ step, before, facts }) => step.refused && openSession.where(step, ({ wish, ram, caps }) => {
      const local = destinationOf(before, wish).to === "local";
      return openSession.told(step, "INSUFFICIENT_RAM")
        ? (wish.environment ? wish.ram : ram.value) < facts.sessionCost + (local ? facts.localCost : 0)
        : local && (wish.environment ? wish.caps : caps.value) < 1;
    }),
    "the server said so": ({ step, before }) => collectSession.where(step, ({ session }) => before.session[session.id]!.phase
      === (collectSession.told(step, "INSUFFICIENT_RAM") ? "failed.insufficient RAM" : "failed.insufficient caps")),
    "it did not suffice further up": ({ step }) => [passCreationOn, takeAnswerFromAbove].some((one) => one.told(step, "INSUFFICIENT_RAM")
      && ["failed.insufficient RAM", "failed.insufficient caps"].includes(one.of(step)!.session.phase)),
  },
  guards: ["Collect a session / answer INSUFFICIENT_RAM in place of DENIED / the session was denied"],
  seen: { "a donation was insufficient": ({ step }) => told(step, "INSUFFICIENT_RAM") },
});
