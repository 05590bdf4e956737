/**
 * Specifications that break a rule of the language in one sentence, or write a rule in a way that is easily misread: a sentence that only
 * reads writes, swallows what comes of it, answers something else than yes or no, looks at chance or the clock, and so on.
 */
import { Draw } from "./draw.ts";
import { drawn } from "./drawing.ts";
import { sound } from "./plain-claims.ts";
import { Interpreter } from "./plain-search.ts";
import { type InvariantText, type OperationText, type Sentence, type SpecText, type TableText, built } from "./text.ts";

/** What a sentence is made to do. */
export const breaches = [
  "writes", "writes and swallows", "writes what is there", "answers otherwise", "answers with a promise", "draws", "reads the clock", "chooses among none",
  "writes into the scene",
] as const;
export type Breach = (typeof breaches)[number];

/** A sentence that could be changed, with the rows that it may name and how it is put back. */
interface Place { readonly text: string; readonly isStep: boolean; readonly rows: readonly { readonly name: string; readonly table: string }[]; readonly put: (text: string) => SpecText }

/** A specification in which nothing was wrong, with one breach of that kind; null where it has no place for it. */
export function broken(seed: number, breach: Breach): SpecText | null {
  const base = drawn(seed, "plain");
  const { specification, system } = built(base);
  if (new Interpreter(specification, system).search(1500).violations.length > 0) return null;
  const draw = new Draw(seed ^ 0xb4ea);
  const wantsStep = breach === "chooses among none" || breach === "writes into the scene";
  const places = placesIn(base).filter(({ isStep }) => isStep === wantsStep);
  for (let attempt = 0; attempt < 8 && places.length > 0; attempt++) {
    const place = draw.pick(places);
    const text = broke(draw, base.tables, place, breach);
    if (text === null) continue;
    const whole = { ...place.put(text), shape: `one sentence ${breach}` };
    // Only a sentence that is asked somewhere shows anything.
    const { specification: spec, system: on } = built(whole);
    if (new Interpreter(spec, on).search(4000).violations.some(({ claim }) => claim === sound)) return whole;
  }
  return null;
}

function placesIn(text: SpecText): Place[] {
  const { operations, invariants, tables } = text;
  const put = <T>(list: readonly T[], i: number, one: T): T[] => list.with(i, one);
  const ofOperation = (one: OperationText, o: number): Place[] => {
    const rows = [...(one.by === undefined ? [] : [{ name: one.by, table: one.by }]), ...one.asks.flatMap(({ name, table }) => table === undefined ? [] : [{ name, table }])];
    const again = (more: Partial<OperationText>): SpecText => ({ ...text, operations: put(operations, o, { ...one, ...more }) });
    return [
      ...one.checks.map((check, k): Place => ({ text: check.text, isStep: false, rows, put: (changed) => again({ checks: put(one.checks, k, { ...check, text: changed }) }) })),
      ...one.cases.flatMap((kase, c): Place[] => [
        ...(kase.text === null ? [] : [{ text: kase.text, isStep: false, rows, put: (changed: string) => again({ cases: put(one.cases, c, { ...kase, text: changed }) }) }]),
        ...kase.then.map((step, s): Place => ({ text: step.text, isStep: true, rows,
          put: (changed) => again({ cases: put(one.cases, c, { ...kase, then: put(kase.then, s, { ...step, text: changed }) }) }) })),
      ]),
    ];
  };
  const filled = tables.filter(({ size }) => size > 0);
  const ofInvariant = (one: InvariantText, i: number): Place[] => {
    if (one.kind === "two runs") return [];
    const seats = (from: string) => filled.map(({ name }) => ({ name: `${from}${name}[0]`, table: name }));
    const rows = one.kind === "state" ? seats("world.") : one.kind === "row" ? [{ name: "row", table: one.table! }, ...seats("world.")]
      : [...seats("after."), ...seats("before."), ...(one.kind === "change" ? [{ name: "is", table: one.table! }, { name: "was", table: one.table! }] : [])];
    const inSeen = one.kind === "state" || one.kind === "row" ? seats("world.") : [...seats("after."), ...seats("before.")];
    const again = (more: Partial<InvariantText>): SpecText => ({ ...text, invariants: put(invariants, i, { ...one, ...more }) });
    const places = (list: readonly Sentence[], named: Place["rows"], back: (changed: Sentence[]) => SpecText): Place[] =>
      list.map((sentence, s) => ({ text: sentence.text, isStep: false, rows: named, put: (changed) => back(put(list, s, { ...sentence, text: changed })) }));
    return [...places(one.sentences, rows, (sentences) => again({ sentences })), ...places(one.seen, inSeen, (seen) => again({ seen }))];
  };
  return [...operations.flatMap(ofOperation), ...invariants.flatMap(ofInvariant)];
}

/** A write to a row as an expression. */
function writing(draw: Draw, tables: readonly TableText[], rows: Place["rows"], isIdle: boolean): string | null {
  const all = rows.flatMap(({ name, table }) => tables.find((one) => one.name === table)!.columns.map((column) => ({ at: `${name}.${column.name}`, row: name, ...column })));
  if (all.length === 0) return null;
  const { at, row, kind, max = 0, from = 0, words = [] } = draw.pick(all);
  const isAssigned = ["flag", "count", "signed", "cyclic", "choice", "reference"].includes(kind);
  if (isIdle) return isAssigned ? `${at} = ${at}` : null;
  if (draw.chance(20)) return `${row}.clear()`;
  switch (kind) {
    case "flag": return `${at} = !${at}`;
    case "count": return `${at} = 1 - Math.min(1, ${at})`;
    case "signed": return `${at} = ${at} === 0 ? ${max === 0 ? from : max} : 0`;
    case "cyclic": return `${at} = ${at} + 1`;
    case "choice": return `${at} = ${JSON.stringify(words.at(-1))}`;
    case "reference": return `${at} = null`;
    case "rights": return `${at}.add(${JSON.stringify(words[0])})`;
    case "queue": case "set": return `${at}.clear()`;
    case "lifecycle": return `${row}.clear()`;
  }
}

function broke(draw: Draw, tables: readonly TableText[], { text, isStep, rows }: Place, breach: Breach): string | null {
  const parts = /^\(([^)]*)\) => (.*)$/s.exec(text);
  if (parts === null) return null;
  const [parameters, body] = [parts[1]!, parts[2]!];
  if (parameters.startsWith("scene") || body.startsWith("{") !== isStep) return null;
  const needs = (expression: string): string => {
    // The names of the rows that were added must be among those that the sentence takes.
    const missing = rows.map(({ name }) => name).filter((name) => /^\w+$/.test(name) && new RegExp(`(?<![.\\w])${name}\\b`).test(expression) && !new RegExp(`\\b${name}\\b`).test(parameters));
    if (missing.length === 0) return parameters;
    if (parameters.startsWith("{")) return parameters.replace("{", `{ ${missing.join(", ")},`);
    return parameters === "" ? `{ ${missing.join(", ")} }` : parameters;
  };
  if (isStep) {
    const inner = body.slice(1, -1);
    if (breach === "chooses among none") {
      if (parameters.includes("choose")) return `(${parameters}) => { choose(${draw.pick(["0", "-3", "2.5", "NaN", "undefined", "Infinity", "\"2\""])});${inner}}`;
      return `(${parameters === "" ? "{}" : parameters}, choose) => { choose(${draw.pick(["0", "-1", "1.5", ""])});${inner}}`;
    }
    const names = parameters.startsWith("{") ? parameters.slice(1, parameters.indexOf("}")) : "";
    return `(scene${parameters.includes("choose") ? ", choose" : ""}) => { scene.memo = 1; const {${names}} = scene;${inner}}`;
  }
  const answer = draw.chance(50) ? body : `(${body})`;
  switch (breach) {
    case "answers otherwise": return `(${parameters}) => ${draw.pick([`(${body}) ? 1 : 0`, `(${body}) ? "yes" : "no"`, `(${body}) ? true : undefined`, `(${body}) || null`, `Number(${body})`, `(${body}) ? {} : false`])}`;
    case "answers with a promise": return draw.pick([`async (${parameters}) => ${answer}`, `(${parameters}) => Promise.resolve(${body})`]);
    case "draws": return `(${parameters}) => ${draw.pick([`(Math.random() < 0.5 || true) && ${answer}`, `Math.random() < 2 && ${answer}`])}`;
    case "reads the clock": return `(${parameters}) => ${draw.pick(["Date.now() > 0", "new Date().getTime() > 0", "performance.now() >= 0"])} && ${answer}`;
    default: {
      const write = writing(draw, tables, rows, breach === "writes what is there");
      if (write === null) return null;
      const scene = needs(write);
      return breach === "writes and swallows" ? `(${scene}) => { try { ${write}; } catch { } return ${body}; }` : `(${scene}) => (${write}, ${answer})`;
    }
  }
}
