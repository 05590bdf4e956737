/**
 * While sentences run, chance, the clock and work for later are out of reach: a specification that used them would say
 * something else the next time. What gives them is replaced by functions that are faults then, and put back afterwards.
 * A thread that loads files of a user keeps the replacements, so that what a file has taken at load is guarded as well.
 */
import { SpecificationFault } from "../../language/fault.ts";
import { noted, raise } from "./noting.ts";

type Holder = Record<string, unknown>;

/** A function that gives chance, the time, or work for later. */
type Giving = ((...args: unknown[]) => unknown) & { readonly bigint?: Giving };

/** Where things are found that no sentence may use, and what each is, for the message. */
const banned: readonly (readonly [holder: string, what: string, names: readonly string[]])[] = [
  ["", "begins work for later", ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"]],
  ["Math", "is chance", ["random"]],
  ["performance", "is the clock", ["now", "mark", "measure", "toJSON", "eventLoopUtilization"]],
  ["crypto", "is chance", ["getRandomValues", "randomUUID"]],
  ["process", "is the clock or the machine", ["hrtime", "uptime", "cpuUsage", "memoryUsage", "resourceUsage"]],
  ["process", "begins work for later", ["nextTick"]],
];

let depth = 0;
let replaced: (() => void)[] = [];

/** Runs what evaluates sentences; guarded runs may be nested. */
export function guarded<R>(run: () => R): R {
  if (depth++ === 0) replaced = replaceAll();
  try {
    return run();
  } finally {
    if (--depth === 0) replaced.forEach((putBack) => { putBack(); });
  }
}

/** Runs what is not a sentence amid guarded work, such as a report of progress. */
export function unguarded(run: () => void): void {
  const now = depth;
  if (now > 0) replaced.forEach((putBack) => { putBack(); });
  depth = 0;
  try {
    run();
  } finally {
    depth = now;
    if (now > 0) replaced = replaceAll();
  }
}

/** Functions of a module that no sentence may use. */
export interface BannedOfModule {
  readonly module: object;
  readonly name: string;
  /** What they are, for the message. */
  readonly what: string;
  readonly functions: readonly string[];
}

/**
 * Guards this thread for good, with functions of modules that a user's file may import: outside of guarded runs everything works as
 * before. To be called before a user's file is loaded.
 */
export function guardThread(modules: readonly BannedOfModule[]): void {
  replaceAll();
  for (const { module, name, what, functions } of modules) replaceSome(module as Holder, `${name}.`, what, functions);
}

/**
 * To be told of every promise that is made: what it does comes after the sentence, where nobody looks any more. An `async`
 * function makes one without calling anything that could be refused.
 */
export function notePromise(): void {
  if (depth > 0) noted.fault ??= new SpecificationFault("not repeatable",
    "a promise is work for later: a sentence must do its work, or answer, at once");
}

function replaceAll(): (() => void)[] {
  const everything = globalThis as unknown as Holder;
  const functions = banned.flatMap(([holder, what, names]) => {
    const place = holder === "" ? everything : everything[holder] as Holder | undefined;
    return place === undefined ? [] : replaceSome(place, holder === "" ? "" : `${holder}.`, what, names);
  });
  const dates = everything["Date"] as DateConstructor;
  const guardedDates = timeless(dates);
  return [...functions, replace(everything, "Date", guardedDates), replace(dates.prototype as unknown as Holder, "constructor", guardedDates)];
}

function replaceSome(place: Holder, prefix: string, what: string, names: readonly string[]): (() => void)[] {
  return names.filter((name) => name in place)
    .map((name) => replace(place, name, refusing(place, place[name] as Giving, `${prefix}${name}`, what)));
}

/** Puts something in the place of a property; answers what puts it back. */
function replace(place: Holder, name: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(place, name);
  Object.defineProperty(place, name, { value, writable: true, configurable: true, enumerable: own?.enumerable ?? false });
  return () => {
    if (own === undefined) Reflect.deleteProperty(place, name);
    else Object.defineProperty(place, name, own);
  };
}

function refuse(name: string, what: string): never {
  return raise("not repeatable", `${name} ${what}: a sentence may look at nothing but the state, the step and the facts`);
}

/** A function that may be called outside of guarded runs only. */
function refusing(place: Holder, giving: Giving, name: string, what: string): Giving {
  const refusal = (own: Giving): Giving => (...args) => depth > 0 ? refuse(name, what) : Reflect.apply(own, place, args);
  // `process.hrtime` has a part of its own.
  return Object.assign(refusal(giving), giving.bigint === undefined ? {} : { bigint: refusal(giving.bigint) });
}

/** Dates that are given may be counted with; in a guarded run the present one may not be asked for. */
function timeless(date: object): object {
  const check = (): void => { if (depth > 0) refuse("Date", "is the clock"); };
  const make = date as (() => string) & (new () => object) & { now: () => number };
  const now = (): number => {
    check();
    return make.now();
  };
  return new Proxy(make, {
    apply: () => {
      check();
      return make();
    },
    construct: (target, args, as) => {
      if (args.length === 0) check();
      return Reflect.construct(target, args, as) as object;
    },
    get: (target, name, receiver): unknown => name === "now" ? now : Reflect.get(target, name, receiver),
  });
}
