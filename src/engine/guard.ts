/**
 * While sentences run, chance, the clock and work for later are out of reach: a specification that used them would say
 * something else the next time. What gives them is replaced by functions that are faults, and put back afterwards.
 */
import { raise } from "./noting.ts";

type Holder = Record<string, unknown>;

/** Where things are found that no sentence may use, and what each is, for the message. */
const banned: readonly (readonly [holder: string, what: string, names: readonly string[]])[] = [
  ["", "begins work for later", ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"]],
  ["Math", "is chance", ["random"]],
  ["performance", "is the clock", ["now"]],
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

/** Runs what is no sentence amid guarded work, such as a report of progress. */
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

function replaceAll(): (() => void)[] {
  const everything = globalThis as unknown as Holder;
  const functions = banned.flatMap(([holder, what, names]) => {
    const place = holder === "" ? everything : everything[holder] as Holder | undefined;
    return place === undefined ? [] : names.filter((name) => name in place)
      .map((name) => replace(place, name, refusal(holder === "" ? name : `${holder}.${name}`, what)));
  });
  return [...functions, replace(everything, "Date", timeless(everything["Date"] as object))];
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

function refusal(name: string, what: string): () => never {
  // `process.hrtime` has a part of its own.
  return Object.assign(() => refuse(name, what), { bigint: () => refuse(name, what) });
}

/** Dates that are given may be counted with; the present one may not be asked for. */
function timeless(date: object): object {
  const now = (): never => refuse("Date", "is the clock");
  return new Proxy(date, {
    apply: now,
    construct: (target, args, as) => args.length === 0 ? now() : Reflect.construct(target as new () => object, args, as) as object,
    get: (target, name, receiver): unknown => name === "now" ? now : Reflect.get(target, name, receiver),
  });
}
