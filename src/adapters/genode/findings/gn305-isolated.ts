/** GN305: the good news about an isolation demand. */
import { shown } from "../codes.ts";
import { judge } from "./isolation.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const isolated: FindingKind = {
  code: "GN305",
  severities: ["note"],
  title: "No information can flow between isolated components",
  page: page({
    means: `No chain of sessions that the routes permit leads from the first set of components to the second, given the
      direction table and the trusted components. The note says how many components information from the first set can
      reach at all. It holds for every reading of the routes: label selectors that combine or are ignored, names that stand
      for an alias or a child, any child of several. Covert channels, such as timing, are not considered.`,
    matters: "This is the evidence for the isolation demand, to be kept with the release.",
    wrong: `
. isolate: shell | vault
+ start vault | + provides | + service Terminal
+ start shell | + route | + service Terminal | + child vault`,
    right: `
. isolate: shell | vault
+ start vault    | + provides | + service Terminal
+ start terminal | + provides | + service Terminal
+ start shell | + route | + service Terminal | + child terminal`,
    source: "Genode Foundations, chapter Architecture; service interfaces as listed in spec/genode/flow.ts.",
  }),
  find: (context) => judge(context).answers.filter(({ path }) => path === undefined && judge(context).doubts.length === 0)
    .map(({ from, to, reached, components }) => finding(isolated.code, "note", context.system.at,
      `no information can flow from ${from.map(shown).join(", ")} to ${to.map(shown).join(", ")}: of ${components} `
        + `components it can reach ${reached}, none of them there`)),
};
