/**
 * The sessions that the components of a configuration may ask for: those of their environment, those that their routes
 * speak of, and one that nobody offers. What a component's code really asks for is not in the file.
 */
import type { Rule } from "../../spec/genode/config.ts";
import type { Wish } from "../../spec/genode/facts.ts";
import { prefixed } from "../../spec/genode/label.ts";
import { environmentSessions } from "../../spec/genode/quota.ts";
import { linkerRom, rulesOf } from "../../spec/genode/routing.ts";
import { waysOf } from "../../spec/genode/ways.ts";
import type { ListedComponent } from "./components.ts";

/** Wishes of one component besides its environment: enough to meet every kind of route, few enough to search. */
const wishesMost = 6;

/** Services that every component has sessions of already. */
const environmentServices = new Set(["PD", "CPU", "LOG", "ROM"]);

/** A service that no configuration offers. */
const unheardOf = "Unheard_of";

/** All wishes, and by wish the number of the one with which an init passes it on, or -1. */
export function listWishes(components: readonly ListedComponent[]): { wishes: Wish[]; passedOnAs: number[] } {
  const wishes: Wish[] = [];
  const passedOnAs: number[] = [];
  const numbers = new Map(components.map((component) => [component.start, component.number]));

  const add = (component: ListedComponent, wanted: Wanted, onBehalfOf: number): number => {
    const named = waysOf(component.scope!, component.start!, wanted.service, wanted.label);
    const ways = named.map(({ to, children }) => ({ to, servers: children.map((child) => numbers.get(child)!) }));
    const number = wishes.length;
    wishes.push({
      number, client: component.number, service: wanted.service, label: wanted.label, onBehalfOf, ways,
      name: `${component.path} wants ${wanted.service} "${wanted.label}"`,
      environment: wanted.environment, ram: wanted.ram, caps: wanted.caps,
      required: wanted.environment && (wanted.label !== linkerRom || ways.length > 0),
    });
    passedOnAs.push(-1);
    const upwards = named.find(({ to }) => to === "parent");
    const { parent } = component;
    if (upwards !== undefined && parent!.start !== undefined) passedOnAs[number] = add(parent!,
      { service: wanted.service, label: prefixed(parent!.start.name, upwards.label), environment: false, ram: 0, caps: 0 }, number);
    return number;
  };

  for (const component of components) {
    if (component.start === undefined) continue;
    for (const wanted of [...environmentOf(component.start.name), ...ordinaryOf(component)]) add(component, wanted, -1);
  }
  return { wishes, passedOnAs };
}

interface Wanted {
  readonly service: string;
  readonly label: string;
  readonly environment: boolean;
  readonly ram: number;
  readonly caps: number;
}

/** The sessions of the environment but for PD, which comes with the account. */
function environmentOf(name: string): Wanted[] {
  return environmentSessions.filter(({ session }) => session !== "PD").map(({ session, ram, caps }) => ({
    service: session.startsWith("ROM") ? "ROM" : session,
    label: session === "ROM of the linker" ? linkerRom : name, environment: true, ram, caps,
  }));
}

function ordinaryOf({ start, scope }: ListedComponent): Wanted[] {
  const { name, config, provides } = start!;
  const wanted = new Map<string, Wanted>();
  const want = (service: string, label: string) =>
    wanted.set(`${service} ${label}`, { service, label, environment: false, ram: 0, caps: 0 });
  const rules = rulesOf(start!) ?? [];
  for (const rule of rules) if (rule.kind === "service") want(rule.service, labelFor(rule, name));
  if (rules.some(({ kind }) => kind === "any-service")) for (const service of offered(scope!.starts.flatMap((one) => one.provides)))
    if (!provides.some((own) => own.name === service)) want(service, prefixed(name, ""));
  if (rules.some(({ kind, targets }) => kind === "any-service" && targets.some((target) => target.kind === "parent")))
    for (const service of offered(scope!.parentProvides).filter((one) => !environmentServices.has(one)).slice(0, 1))
      want(service, prefixed(name, ""));
  if (config !== undefined) want("ROM", prefixed(name, "config"));
  const chosen = [...wanted.values()].slice(0, wishesMost - 1);
  return [...chosen, { service: unheardOf, label: prefixed(name, ""), environment: false, ram: 0, caps: 0 }];
}

function offered(services: readonly { readonly name: string }[]): string[] {
  return [...new Set(services.map(({ name }) => name))];
}

/** A label that the rule selects. */
export function labelFor({ selector }: Rule, name: string): string {
  const { unscopedLabel, labelLast, label, labelPrefix, labelSuffix } = selector;
  return unscopedLabel ?? prefixed(name, label ?? ((labelPrefix ?? "") + (labelLast ?? labelSuffix ?? "")));
}
