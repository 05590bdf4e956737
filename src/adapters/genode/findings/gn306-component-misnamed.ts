/** GN306: an option names a component that the system does not have, or more than one. */
import { shown } from "../codes.ts";
import { judge } from "./isolation.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const componentMisnamed: FindingKind = {
  code: "GN306",
  severities: ["error"],
  title: "An option names no component, or more than one",
  page: page({
    means: `The options isolate and trust take names of start nodes or paths such as "init -> drivers -> timer". This
      name is unknown, or several inits have a start node of that name, or it is a nested init without components.`,
    matters: "A demand that is about nobody would hold for ever.",
    wrong: `
. isolate: shel | vault
+ start shell
+ start vault`,
    right: `
. isolate: shell | vault
+ start shell
+ start vault`,
    source: "the options of cordon check.",
  }),
  find: (context) => judge(context).misnamed.map(({ name, candidates }) => {
    const names = candidates.map(shown).join(", ");
    const hint = names === "" ? "see cordon show for the components" : `did you mean ${names}?`;
    return finding(componentMisnamed.code, "error", context.system.at,
      `the options name ${shown(name)}, which is not exactly one component of the system; ${hint}`);
  }),
};
