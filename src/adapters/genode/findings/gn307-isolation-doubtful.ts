/** GN307: an isolation demand that cannot be answered, because the file can be read in more than one way. */
import { shown } from "../codes.ts";
import { judge } from "./isolation.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const isolationDoubtful: FindingKind = {
  code: "GN307",
  severities: ["error"],
  title: "Whether components are isolated depends on how the file is read",
  page: page({
    means: `The routes, as they are read here, permit no flow between components that the user wants isolated. But a line that
      decides on routes can be read in another way, or is not understood: its syntax is ambiguous (GN001), its name is taken
      twice (GN202), a node or attribute of a rule is unknown (GN005), or the parent's services are not listed (GN110).
      The finding stands at the first such line.`,
    matters: "A demand that holds by one reading only is not met. Isolation is said (GN305) when it holds for every reading.",
    wrong: `
. isolate: shell | vault
+ start terminal | + provides | + service Terminal
+ start vault    | + provides | + service Terminal
+ start shell
  + route
    + service Terminal | prefix: log | + child terminal`,
    right: `
. isolate: shell | vault
+ start terminal | + provides | + service Terminal
+ start vault    | + provides | + service Terminal
+ start shell
  + route
    + service Terminal | label_prefix: log | + child terminal`,
    source: "Genode doc/hid.txt, os/src/lib/sandbox/{config_model.h,utils.h} at ffb059da (26.04), against Genode Foundations.",
  }),
  find: (context) => {
    const { answers, doubts } = judge(context);
    const [first, ...others] = doubts;
    if (first === undefined) return [];
    return answers.filter(({ path }) => path === undefined).map(({ from, to }) => {
      const more = others.length === 0 ? "" : `, and so can ${others.length} more`;
      return finding(isolationDoubtful.code, "error", first.at,
        `whether information can flow from ${from.map(shown).join(", ")} to ${to.map(shown).join(", ")} depends on line ${first.at.line}, `
          + `which can be read in more than one way: ${first.why}${more}; correct it`);
    });
  },
};
