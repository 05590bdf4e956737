import { book, invariant, told } from "../world.ts";

export const toldRefusal = invariant({
  name: "refusal is told where there was a refusal",
  claim: "A caller whose operation took effect is not told that it was refused.",
  why: "Who believes a false refusal asks again, and what it has got is forgotten.",
  sources: [book("Architecture, Services and sessions")],
  permits: {
    "a check refused the step": ({ step }) => step.refused,
    "the answer is none of the refusals": ({ step }) => !told(step, "not now", "unknown id", "ignored", "invalid capability", "INVALID",
      "EXCEEDED", "no effect", "OUT_OF_CAPS", "same capability", "no channel", "IPC error", "not called", "incomplete"),
  },
  guards: ["Exit / answer not now in place of ok / the component is done"],
  seen: { "a step was refused": ({ step }) => step.refused },
});
