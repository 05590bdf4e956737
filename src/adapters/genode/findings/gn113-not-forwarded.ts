/** GN113: a nested init that declares a service without forwarding it. */
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { pathOf, type Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const notForwarded: FindingKind = {
  code: "GN113",
  severities: ["warning"],
  title: "A nested init declares a service that it does not forward",
  page: page({
    means: `A start node of a nested init lists a service in provides, but the init's inline configuration has no
      service node of that name, so that no policy says which of its children serves the clients.`,
    matters: "The requests are neither granted nor denied: they are kept pending, and the clients wait.",
    wrong: `
+ start drivers
  + binary init
  + provides | + service Block
  + config
    + start ahci | + provides | + service Block`,
    right: `
+ start drivers
  + binary init
  + provides | + service Block
  + config
    + service Block | + default-policy | + child ahci
    + start ahci | + provides | + service Block`,
    source: "Genode os/src/lib/sandbox/server.cc at ffb059da (26.04).",
  }),
  find: ({ scopes }) => scopes.flatMap(inScope),
};

function inScope({ init, outer }: Scope): readonly Finding[] {
  if (outer === undefined) return [];
  const forwarded = new Set(init.forwards.map(({ service }) => service));
  return outer.start.provides.filter(({ name }) => !forwarded.has(name)).map(({ name, at }) => {
    const message = `${shown(outer.start.name)} provides ${name}, but its configuration has no "+ service ${name}" `
      + `with a policy, so that sessions stay pending; add it, or remove ${name} from provides`;
    return finding(notForwarded.code, "warning", at, message, pathOf(outer.scope, outer.start));
  });
}
