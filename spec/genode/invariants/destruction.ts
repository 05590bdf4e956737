import { destroyComponent } from "../operations/destroy-component.ts";
import { code, invariant } from "../world.ts";

export const destructionReturnsAll = invariant({
  name: "destroying a component returns everything",
  claim: "When a component is destroyed, its reference account gets all that the component's account had, used or not.",
  why: "A system that restarts a driver every day must not lose memory every day.",
  sources: [code("repos/base/src/core/include/account.h", "~Account")],
  permits: {
    "nothing was destroyed": ({ step }) => !destroyComponent.accepted(step),
    "the reference account has all of it": ({ before, after, step }) => destroyComponent.where(step, ({ component }) => {
      const gone = before.component[component.id]!.account!;
      const heir = gone.reference!;
      return after.account[heir.id]!.ram_limit === heir.ram_limit + gone.ram_limit
        && after.account[heir.id]!.caps_limit === heir.caps_limit + gone.caps_limit && !after.account[gone.id]!.exists;
    }),
  },
  guards: ["Destroy a component / drop step / nothing holds it any more / all its RAM goes to the reference account"],
  seen: { "a component was destroyed": ({ step }) => destroyComponent.accepted(step) },
});
