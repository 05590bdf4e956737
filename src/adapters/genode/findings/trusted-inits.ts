/**
 * Which nested inits run the program init, which is trusted to keep its children apart: those whose binary is called init and is not
 * served as another module by the rules above.
 */
import type { Start } from "../../../../spec/genode/config.ts";
import { lastElement } from "../../../../spec/genode/label.ts";
import { linkerRom } from "../../../../spec/genode/routing.ts";
import type { Context, Scope } from "./context.ts";
import { environmentOf } from "./environment.ts";
import { ends, type End } from "./reach.ts";

/** The start nodes of such inits, as far as they have a configuration in the file. */
export const trustedInits = (context: Context): ReadonlySet<Start> => new Set(context.scopes.flatMap((scope) =>
  scope.init.starts.filter((start) => start.init !== undefined && start.init.program === undefined && context.scopeOf.has(start.init)
    && runsInit(context, scope, start))));

function runsInit(context: Context, scope: Scope, start: Start): boolean {
  const isCalled = (module: string) => (end: End): boolean => end.kind !== "outside" || isModule(end.pattern.text, module);
  return environmentOf(start).filter(({ service }) => service === "ROM").every(({ service, label }) =>
    ends(context, scope, start, service, label, "every").every(isCalled(label.text === linkerRom && start.ld ? linkerRom : start.binary)));
}

/** Whether a label asks for the module, in whatever folder of a depot it lies. */
function isModule(label: string, module: string): boolean {
  const asked = lastElement(label);
  return asked === module || asked.endsWith(`/${module}`);
}
