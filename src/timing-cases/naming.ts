/** From the fields by which an analysis refuses to what the case calls them. */
import { TimingRefusal } from "../timing/refusal.ts";

/** What cases call the fields that analyses call otherwise. */
const letters: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  id: ["name"], wcet: ["C"], period: ["T", "P"], deadline: ["D"], jitter: ["J"], offset: ["O"], blocking: ["B"], distance: ["d"],
  suspension: ["S"], longestSegment: ["maxNPS"], lastSegment: ["lastNPS"], policy: ["scheduler"],
  processor: ["cluster"], response: ["R"], resource: ["res"], count: ["num"], length: ["len"],
  arrivalRate: ["lambda_"], serviceRate: ["mu"],
}));

/** The short names of a field's word. */
export const lettersOf = (word: string): readonly string[] => letters.get(word) ?? [];

/** Whether two names are of one thing: a word and its letter, or two letters of one word. */
export const areOneThing = (one: string, other: string): boolean =>
  [...letters].some(([word, short]) => [one, other].every((name) => name === word || short.includes(name)));

/** Where whole paths differ: fields of the analyses, and what stands in a case that has the first word of it. */
const places: readonly (readonly [RegExp, string])[] = [
  [/^frames\b/, "messages"], [/^tasks\b/, "messages"], [/^homes\b/, "resourceLocation"],
  [/^chains(\[\d+\])\.segments\[(\d+)\]\.wcet$/, "clients$1.chain[$2][1]"],
  [/^chains(\[\d+\])\.segments\[(\d+)\]\.thread$/, "clients$1.chain[$2][0]"],
  [/^chains(\[\d+\])\.segments\b/, "clients$1.chain"], [/^chains\b/, "clients"], [/^events\.of\b/, "inputs"], [/^events\b/, "eventModel"],
  [/^tasks\[0\]/, "task"], [/^servers\[0\]\.budget$/, "server.C"], [/^servers\[0\]\.period$/, "server.T"], [/^window$/, "deltas"],
  [/^window$/, "windows"], [/^cost$/, "C"],
  [/^service$/, "costs"], [/^customers$/, "N"], [/^items(\[\d+\])\.utilisation$/, "utilizations$1"],
];
/** Words that mean one thing in any case. */
const words: ReadonlyMap<string, string> = new Map(Object.entries({
  "options.time": "timeModel", until: "horizon", bitsPerUnit: "busrateBitsPerMs", lowerPacket: "maxLowPacket",
}));

/** What an analysis has looked for in the object at a place of the input, there or not; "" is the input itself. */
type LookedFor = (place: string) => ReadonlySet<string>;

/** The refusal with the field by the name that it has in the case, or would have to have. */
export function asWritten(refusal: TimingRefusal, input: unknown, lookedFor: LookedFor): TimingRefusal {
  const { code, field, message } = refusal;
  const written = words.get(field) ?? fieldAsWritten(field.replaceAll(".activation", ""), input, lookedFor);
  return written === field ? refusal : new TimingRefusal(code, written, message.slice(field.length + 1));
}

function fieldAsWritten(field: string, input: unknown, lookedFor: LookedFor): string {
  const has = (path: string): boolean => isRecord(input) && Object.hasOwn(input, /^\w*/.exec(path)![0]);
  const place = has(field) ? undefined : places.find(([pattern, to]) => pattern.test(field) && has(to));
  const at = place === undefined ? field : field.replace(...place);
  const dot = at.lastIndexOf(".");
  const [inside, name] = [at.slice(0, Math.max(0, dot)), at.slice(dot + 1)];
  const [looked, owner] = [lookedFor(inside), valueAt(inside, input)];
  const names = [name, ...lettersOf(name)].filter((one) => looked.has(one));
  return at.slice(0, dot + 1) + (names.find((one) => isRecord(owner) && Object.hasOwn(owner, one)) ?? names[0] ?? name);
}

/** Runs an analysis of a part of the case: where that refuses a field of the first of these roots, it is one of the part. */
export function named<Result>(roots: readonly (readonly [root: string, part: string])[], run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    const found = error instanceof TimingRefusal ? roots.find(([root]) => error.field.startsWith(root)) : undefined;
    if (!(error instanceof TimingRefusal) || found === undefined) throw error;
    const [root, part] = found;
    throw new TimingRefusal(error.code, part + error.field.slice(root.length), error.message.slice(error.field.length + 1));
  }
}

const valueAt = (path: string, input: unknown): unknown => path.split(/[.[\]]+/).filter((part) => part !== "").reduce(
  (value: unknown, part) => typeof value === "object" && value !== null && Object.hasOwn(value, part)
    ? (value as Record<string, unknown>)[part] : undefined, input);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null
  && !Array.isArray(value);
