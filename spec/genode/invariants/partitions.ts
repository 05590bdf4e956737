import type { Step } from "../../../src/language/index.ts";
import type { Facts } from "../facts.ts";
import { book, invariant } from "../world.ts";

/** The partition that a step is about: that of the component that acts or is acted on. */
const partitionOf = ({ args }: Step, { partitions }: Facts) => {
  const about = args["component"] ?? args["session"]?.owner;
  return partitions[about?.id ?? args["wish"]?.client ?? 0]!;
};

export const partitionsAreApart = invariant({
  name: "partitions do not learn of each other",
  claim: "What a component owns and observes does not depend on the actions of components to which it has no route, provided "
    + "their common init does not run out of quota.",
  why: "Two partitions that influence each other can talk without any session.",
  sources: [book("Architecture, Component isolation")],
  each: "component",
  unseen: {
    hidden: ({ id }, step, facts) => {
      const partition = partitionOf(step, facts);
      return id > 0 && partition >= 0 && partition !== facts.partitions[id];
    },
    hears: ({ id }, step, facts) => id > 0 && partitionOf(step, facts) === facts.partitions[id],
    view: ({ id, state, exited, account, blocked_on }, { session, name }) => id === 0 ? [] : [
      state, exited, blocked_on?.id ?? -1, account!.ram_limit, account!.ram_used, account!.caps_limit, account!.caps_used,
      ...session.filter(({ owner }) => owner!.id === id).flatMap(({ phase, ram, caps }) => [phase, ram, caps]),
      ...name.filter(({ holder }) => holder!.id === id).map(({ object }) => object?.id ?? -1),
    ],
  },
  guards: ["a new quota for one component is taken for all"],
  seen: { "components of two partitions are alive": ({ component }, { partitions }) =>
    component.some(({ id, state }) => id > 0 && state === "alive"
      && component.some((other) => other.id > 0 && other.state === "alive" && partitions[other.id] !== partitions[id])) },
});
