import { destinationOf } from "../routes.ts";
import { code, invariant } from "../world.ts";

export const toldInsufficient = invariant({
  name: "an insufficient donation is told as such",
  claim: "INSUFFICIENT_RAM and INSUFFICIENT_CAPS are answered only where the donation was too small for the session, or "
    + "the server said so.",
  why: "The client's library adds quota and repeats the request without a limit.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::session"), code("repos/base/src/lib/base/component.cc")],
  permits: {
    "another answer was given": ({ step }) => !step.answer.startsWith("INSUFFICIENT"),
    "the donation is too small": ({ step, before, facts }) => {
      const { wish, ram, caps } = step.args;
      if (step.operation !== "Open a session" || !step.refused) return false;
      const local = destinationOf(before, wish).to === "local";
      return step.answer === "INSUFFICIENT_RAM"
        ? (wish.environment ? wish.ram : ram.value) < facts.sessionCost + (local ? facts.localCost : 0)
        : local && (wish.environment ? wish.caps : caps.value) < 1;
    },
    "the server said so": ({ step, before }) => step.operation === "Collect a session"
      && before.session[step.args["session"].id]!.phase
        === (step.answer === "INSUFFICIENT_RAM" ? "failed.insufficient RAM" : "failed.insufficient caps"),
    "it did not suffice further up": ({ step, after }) => step.answer === "INSUFFICIENT_RAM" && !step.refused
      && ["failed.insufficient RAM", "failed.insufficient caps"].includes(after.session[step.args["session"]?.id ?? 0]!.phase),
  },
  guards: ["Collect a session / answer INSUFFICIENT_RAM in place of DENIED / the session was denied"],
  seen: { "a donation was insufficient": ({ step }) => step.answer === "INSUFFICIENT_RAM" },
});
