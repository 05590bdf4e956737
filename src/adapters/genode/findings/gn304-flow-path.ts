/** GN304: information can flow between components that the user wants isolated. */
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import type { Context } from "./context.ts";
import { judge, type Answer } from "./isolation.ts";
import { finding, related, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const flowPath: FindingKind = {
  code: "GN304",
  severities: ["error"],
  title: "Information can flow between isolated components",
  page: page({
    means: `The option isolate names two sets of components, and the routes permit a chain of sessions from one to the
      other. The shortest one is printed. Each service counts in the directions of the table in spec/genode/flow.ts; one
      that is not in the table counts both ways. Core's own services are trusted, and so are the components of the
      option trust: a path does not lead through them. All else outside the file is one server, "the parent"; unless it is core,
      the modules that a component asks for itself come from there, too. A component that manages the system (GN302) reaches all
      others, and all others are open to it.`,
    matters: `Isolation is what the system was built for. A server that both sides use is part of what must be trusted,
      unless it keeps its clients apart; then say so with the option trust.`,
    wrong: `
. isolate: shell | vault
+ start vfs | + provides | + service File_system
+ start shell | + route | + service File_system | + child vfs
+ start vault | + route | + service File_system | + child vfs`,
    right: `
. isolate: shell | vault
+ start vfs | + provides | + service File_system
+ start vault_fs | + provides | + service File_system
+ start shell | + route | + service File_system | + child vfs
+ start vault | + route | + service File_system | + child vault_fs`,
    source: "Genode Foundations, chapter Architecture; service interfaces as listed in spec/genode/flow.ts.",
  }),
  find: (context) => judge(context).answers.flatMap((answer) => ofAnswer(context, answer)),
};

function ofAnswer({ system }: Context, { from, to, path }: Answer): readonly Finding[] {
  if (path === undefined) return [];
  const sides = `${from.map(shown).join(", ")} to ${to.map(shown).join(", ")}`;
  const first = path[0];
  if (first === undefined) {
    const message = `a component is on both sides of the isolation of ${sides}; take it out of one`;
    return [finding(flowPath.code, "error", system.at, message)];
  }
  const brief = (component: string): string => component.replace(`${system.path} -> `, "");
  const hops = path.map(({ to: next, service, at }) => ` ==${service} (line ${at.line})==> ${brief(next)}`);
  const message = `information can flow from ${sides}: ${brief(first.from)}${hops.join("")}; change one of these `
    + `routes, or trust a component in between`;
  return [finding(flowPath.code, "error", first.at, message, first.from,
    related(path.slice(1).map(({ from: last, to: next, service, at }) => [at, `${brief(last)} ==${service}==> ${brief(next)}`])))];
}
