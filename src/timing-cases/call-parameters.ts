/**
 * What a description does not say and its timing needs: how often clients ask, how long components work, by when an answer
 * is wanted, and which of their connections they use. Each is given, or assumed and said to be.
 */
import { type Component, type Connection, type Description, didYouMean } from "../language/index.ts";
import { type Exact, exact, ratio } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { positive } from "../timing/task.ts";
import type { Behaviour } from "./call-chains.ts";

/** What is given of a component, or of all. Times are texts with units: "16 ms", "20 us", "1200 cycles". */
export interface Parameters {
  /** Between two requests of a client on each of its connections; a component that others call has none unless it is named. */
  readonly period?: string;
  /** Of a component itself for each request that it serves, or before each that it makes. */
  readonly work?: string;
  /** From a client's request to its answer; the period unless said. */
  readonly deadline?: string;
}

export interface ComponentParameters extends Parameters {
  /** Services that it uses, in place of those that its routes name. */
  readonly calls?: readonly string[];
}

export interface CallParameters extends Parameters {
  /** What a call to another processor, and its reply, take each beyond those on one; nothing unless said. */
  readonly crossing?: string;
  readonly components?: Readonly<Record<string, ComponentParameters>>;
}

/** What is assumed of all that nothing is said of. */
export const assumed = { period: "10 ms", work: "10 us" };

export interface Behaviours {
  readonly of: (caller: Component) => Behaviour;
  /** What a call to another processor and its reply take each beyond others; null where nothing is said. */
  readonly crossing: Exact | null;
  /** What was assumed, a sentence each. */
  readonly assumptions: readonly string[];
}

const fields = ["period", "work", "deadline"] as const;

/** Reads parameters as JSON has them. Throws a TimingRefusal that names the field. */
export function readParameters(content: unknown): CallParameters {
  const { components = {}, ...all } = record(content, "the parameters");
  known(Object.keys(all), fields, "", ["crossing", "components"]);
  textsIn(all, "", [...fields, "crossing"]);
  for (const [name, given] of Object.entries(record(components, "components"))) {
    const [field, one] = [`components.${name}`, record(given, `components.${name}`)];
    known(Object.keys(one), [...fields, "calls"], `${field}.`);
    textsIn(one, `${field}.`, fields);
    const { calls } = one;
    if (calls !== undefined && !(Array.isArray(calls) && calls.every((service) => typeof service === "string")))
      throw new TimingRefusal("missing", `${field}.calls`, "must be a list of services");
  }
  return content as CallParameters;
}

/** The behaviour of each component. `clockMHz` turns cycles into microseconds; where it is null, all times must be cycles. */
export function behavioursOf({ components: callers, ask }: Description, given: CallParameters, clockMHz: number | null): Behaviours {
  const own = new Map(Object.entries(given.components ?? {})
    .map(([name, one]) => [callerNamed(callers, name), { field: `components.${name}`, one }]));
  const connections = new Map(callers.map((caller) => [caller, connectionsOf(caller)]));
  const called = new Set([...connections.values()].flat().map(({ server }) => server));
  const [period, work] = [timeIn(given.period ?? assumed.period, "period", clockMHz), timeIn(given.work ?? assumed.work, "work", clockMHz)];
  const deadline = given.deadline === undefined ? null : timeIn(given.deadline, "deadline", clockMHz);
  const behaviours = new Map(callers.map((caller) => [caller, behaviourOf(caller)]));
  const crossing = given.crossing === undefined ? null : timeIn(given.crossing, "crossing", clockMHz);
  return { of: (caller) => behaviours.get(caller)!, crossing, assumptions: assumptions() };

  function connectionsOf(caller: Component): readonly Connection[] {
    const { field, one: { calls } = {} } = own.get(caller) ?? {};
    return calls === undefined ? caller.connections : calls.flatMap((service, i) => {
      const named = caller.connections.filter((one) => one.service === service);
      const asked = named.length > 0 ? null : ask?.(caller, service) ?? null;
      if (named.length === 0 && asked === null) throw new TimingRefusal("unknown name", `${field!}.calls[${i}]`,
        `is "${service}", which no route of ${caller.name} leads to another component${didYouMean(service, caller.connections.map((one) => one.service))}`);
      return asked === null ? named : [asked];
    });
  }

  function behaviourOf(caller: Component): Behaviour {
    const { field, one = {} } = own.get(caller) ?? {};
    const isClient = one.period !== undefined || !called.has(caller);
    return {
      connections: connections.get(caller)!,
      period: isClient ? one.period === undefined ? period : timeIn(one.period, `${field!}.period`, clockMHz) : null,
      work: one.work === undefined ? work : timeIn(one.work, `${field!}.work`, clockMHz),
      deadline: one.deadline === undefined ? deadline : timeIn(one.deadline, `${field!}.deadline`, clockMHz),
    };
  }

  function assumptions(): string[] {
    const clients = callers.filter((caller) => behaviours.get(caller)!.period !== null && connections.get(caller)!.length > 0);
    const unsaid = (field: "period" | "work", of: readonly Component[]): number =>
      given[field] === undefined ? of.filter((caller) => own.get(caller)?.one[field] === undefined).length : 0;
    const [periods, works] = [unsaid("period", clients), unsaid("work", callers)];
    const open = callers.filter((caller) => caller.isOpen && own.get(caller)?.one.calls === undefined);
    return [
      ...(periods === 0 ? [] : [`${people(periods, "client")} on every session once in ${assumed.period} at most, since nothing is said (--period)`]),
      ...(works === 0 ? [] : [`${components(works)} ${assumed.work} for a request, since nothing is said (--work)`]),
      ...(open.length === 0 ? [] : [`no calls come of rules for any service, which do not say what is asked for: ${listed(open)} (--parameters, "calls")`]),
    ];
  }
}

const people = (count: number, one: string): string => count === 1 ? `1 ${one} calls` : `${count} ${one}s call`;
const components = (count: number): string => count === 1 ? "1 component works" : `${count} components work`;
const listed = (callers: readonly Component[]): string =>
  `${callers.slice(0, 4).map(({ name }) => name).join(", ")}${callers.length > 4 ? ` and ${callers.length - 4} more` : ""}`;

/** A component by its path below the outermost, or by its last name where only one has it. */
export function callerNamed(callers: readonly Component[], name: string): Component {
  const last = callers.filter((caller) => caller.name === name || caller.name.endsWith(` -> ${name}`));
  const found = callers.find((caller) => caller.name === name) ?? (last.length === 1 ? last[0] : undefined);
  if (found === undefined) throw new TimingRefusal("unknown name", `components.${name}`, last.length > 1
    ? `could be ${last.map((caller) => `"${caller.name}"`).join(" or ")}; give one of these`
    : `names no component of the configuration${didYouMean(name, callers.map((caller) => caller.name))}`);
  return found;
}

/** Cycles in one of each unit of time, at one megahertz. */
const units: Readonly<Record<string, Exact>> = { s: ratio(1_000_000), ms: ratio(1000), us: ratio(1), ns: ratio(1, 1000) };

/** A time above 0 in microseconds, or in cycles where nothing converts them. */
const timeIn = (text: string, field: string, clockMHz: number | null): Exact => positive(converted(text, field, clockMHz), field);

function converted(text: string, field: string, clockMHz: number | null): Exact {
  const [, number, unit] = /^\s*(-?\d[\d./]*)\s*(s|ms|us|ns|cycles?)\s*$/.exec(text) ?? [];
  if (number === undefined) throw new TimingRefusal("not a number", field, `is "${text.slice(0, 40)}"; give a number and a unit, one of s, ms, us, ns, cycles: "20 us"`);
  const value = exact(number, field);
  if (unit!.startsWith("cycle")) return clockMHz === null ? value : value.div(ratio(clockMHz));
  if (clockMHz === null) throw new TimingRefusal("precondition", field,
    `is "${text}", and the source of this profile gives no clock: give all times in cycles, or take another profile`);
  return value.mul(units[unit!]!);
}

function record(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TimingRefusal("missing", field, "must be an object");
  return value as Readonly<Record<string, unknown>>;
}

function known(names: readonly string[], possible: readonly string[], prefix: string, more: readonly string[] = []): void {
  const all = [...possible, ...more];
  for (const name of names) if (!all.includes(name)) throw new TimingRefusal("unknown name", `${prefix}${name}`,
    `is no parameter${didYouMean(name, all)} (known are ${all.join(", ")})`);
}

function textsIn(given: Readonly<Record<string, unknown>>, prefix: string, names: readonly string[]): void {
  for (const field of names) if (given[field] !== undefined && typeof given[field] !== "string")
    throw new TimingRefusal("missing", `${prefix}${field}`, `is ${JSON.stringify(given[field])}; give a text with a unit, such as "20 us"`);
}
