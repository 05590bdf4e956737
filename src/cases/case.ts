/** A worked case of timing as JSON has it: which analysis, what it is given, and perhaps what must come out. */
import { type Exact, type Given, exact, zero } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { notNegative } from "../timing/task.ts";
import type { Answer } from "./comparing.ts";

export interface TimingCase {
  readonly id: string;
  readonly title: string;
  readonly source?: string;
  /** The key of the analysis: "fp.rta". */
  readonly analysis: string;
  readonly timeModel?: "dense" | "discrete";
  readonly input: unknown;
  readonly expected?: Answer;
  /** How far a number may be from the expected one; 0 is equality. */
  readonly tolerance: Exact;
}

/** From the key of an analysis to what asks for it: takes the `input` of a case and its time, gives the keys of `expected` and more. */
export type Adapters = Readonly<Record<string, Adapter>>;
export type Adapter = (input: any, time?: "dense" | "discrete") => Answer;

/** Reads a case; throws a TimingRefusal that names the field. */
export function readCase(content: unknown): TimingCase {
  if (!isRecord(content)) throw new TimingRefusal("missing", "the case", "must be an object with id, analysis and input");
  const { id, title, source, analysis, timeModel, input, expected, tolerance } = content;
  const named = (value: unknown, field: string): string => {
    if (typeof value !== "string" || value === "") throw new TimingRefusal("missing", field, "must be a text");
    return value;
  };
  if (!isRecord(input)) throw new TimingRefusal("missing", "input", "must be an object: what the analysis is given");
  if (expected !== undefined && !isRecord(expected)) throw new TimingRefusal("missing", "expected", "must be an object, or be left out");
  if (timeModel !== undefined && timeModel !== "dense" && timeModel !== "discrete")
    throw new TimingRefusal("unknown name", "timeModel", `is ${JSON.stringify(timeModel)}; give dense or discrete`);
  return {
    id: named(id, "id"), title: title === undefined ? named(id, "id") : named(title, "title"), analysis: named(analysis, "analysis"), input,
    ...(timeModel === undefined ? {} : { timeModel }), ...(source === undefined ? {} : { source: named(source, "source") }),
    ...(expected === undefined ? {} : { expected }),
    tolerance: tolerance === undefined ? zero : notNegative(exact(tolerance as Given, "tolerance"), "tolerance"),
  };
}

/**
 * Asks the analysis of a case. Where its input has another shape than the analysis reads, the refusal names the last field that
 * was read and is not there.
 */
export function ask(adapter: Adapter, { input, analysis, timeModel }: TimingCase): Answer {
  try {
    return adapter(input, timeModel);
  } catch (error) {
    if (error instanceof TimingRefusal) throw asWritten(error, input);
    if (!(error instanceof TypeError)) throw error;
    let missing = "input";
    try {
      adapter(watched(input, "input", (field) => { missing = field; }), timeModel);
    } catch { /* The first error is what is told. */ }
    throw new TimingRefusal("missing", missing, `is missing or has another shape than ${analysis} reads`);
  }
}

/** What cases call the fields that analyses call otherwise. */
const letters: Readonly<Record<string, readonly string[]>> = {
  id: ["name"], wcet: ["C"], period: ["T", "P"], deadline: ["D"], jitter: ["J"], offset: ["O"], blocking: ["B"], distance: ["d"],
};

/** The refusal with the field by the name that it has in the case. */
function asWritten(refusal: TimingRefusal, input: unknown): TimingRefusal {
  const { code, field, message } = refusal;
  const dot = field.lastIndexOf(".");
  const inside = field.slice(0, dot).split(/[.[\]]+/).filter((part) => part !== "").reduce(
    (value: unknown, part) => (value as Record<string, unknown> | null | undefined)?.[part], input);
  const names = letters[field.slice(dot + 1)];
  if (dot < 0 || names === undefined || !isRecord(inside) || Object.hasOwn(inside, field.slice(dot + 1))) return refusal;
  const written = `${field.slice(0, dot)}.${names.find((name) => Object.hasOwn(inside, name)) ?? names[0]!}`;
  return new TimingRefusal(code, written, message.slice(field.length + 1));
}

/** The value, telling each field that is read and is not there. */
function watched(value: unknown, path: string, missing: (field: string) => void): unknown {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      if (typeof key === "symbol" || typeof found === "function") return found;
      const at = /^\d+$/.test(key) ? `${path}[${key}]` : `${path}.${key}`;
      if (found === undefined || found === null) missing(at);
      return watched(found, at, missing);
    },
  });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null
  && !Array.isArray(value);
