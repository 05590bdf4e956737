/**
 * What is declared of the cases holds: each case that is drawn from a declaration is read, and answered or refused with a reason; each that
 * is wrong by one thing is refused at its place; the ends of a range are those of the analysis; and what is drawn varies every field.
 */
import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TimingCase, analyses, ask, readCase } from "../../src/timing-cases/index.ts";
import { type Analysis, formOf } from "../../src/timing-cases/schema/analysis.ts";
import type { Field } from "../../src/timing-cases/schema/declare.ts";
import { fieldsIn, readField } from "../../src/timing-cases/schema/read.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { byNight, tries } from "../nightly.ts";
import { drawn, endsOf, oddValues } from "./schema-draws.ts";
import { type Place, declaredPaths, places } from "./schema-places.ts";

const files = byNight(["examples/timing/cases", "bench/goldens/cases"], ["examples/timing/cases"]).flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
const cases = files.map((file) => readCase(JSON.parse(readFileSync(file, "utf8"))));
const forms = Object.entries(analyses).flatMap(([key, analysis]) => analysis.forms.map((form, i) => ({
  key, analysis, form, title: i === 0 ? key : `${key}, ${form.says}`,
  cases: cases.filter((one) => one.analysis === key && formOf(analysis, one.input) === form),
})));

/** How a case was refused; null where it was answered. What else is thrown comes out. */
function refusalOf(analysis: Analysis, one: TimingCase): TimingRefusal | null {
  try {
    ask(analysis, one);
    return null;
  } catch (error) {
    if (error instanceof TimingRefusal) return error;
    throw error;
  }
}

const madeUp = (key: string, input: unknown): TimingCase => readCase({ id: "drawn", analysis: key, input });

/** The input of a case in which a field is another: as it was drawn, left out, or put where it was not, in all objects of that place. */
const changes = (input: Field, one: TimingCase): fc.Arbitrary<unknown>[] => {
  const all = places(input, one.input);
  const others = all.slice(1).filter(({ shape, isFixed }) => !isFixed && (shape.kind !== "object" || shape.kinds !== undefined))
    .flatMap((place) => [drawn(place.field).map((value) => place.withValue(() => value)),
      ...place.mayBeLeftOut ? [fc.constant(place.withValue(() => undefined))] : []]);
  const more = [...new Set(all.map(({ path }) => path))].flatMap((path) => {
    const [first, ...same] = all.filter((place) => place.path === path);
    if (first!.shape.kind !== "object") return [];
    const fields = Object.entries(fieldsIn(first!.shape, first!.value as never, "")).filter(([name]) => !Object.hasOwn(first!.value as object, name));
    return fields.map(([name, field]) => fc.array(drawn(field), { minLength: same.length + 1, maxLength: same.length + 1 }).map((values) =>
      values.reduce((changing, value, i) => {
        const there = places(input, changing).filter((place) => place.path === path)[i];
        return there === undefined || Object.hasOwn(there.value as object, name) ? changing : there.withValue((object) => ({ ...object as object, [name]: isOwnName(field) ? `t${i + 1}` : value }));
      }, one.input as unknown)));
  });
  return [...others, ...more].map((arbitrary) => arbitrary.map(asJson));
};

/** As JSON has it: what is undefined is not there. */
const asJson = (value: unknown): object => JSON.parse(JSON.stringify(value)) as object;

const draws = ({ form: { input, by }, cases: own }: (typeof forms)[number]): fc.Arbitrary<object> =>
  fc.oneof({ weight: own.length, arbitrary: drawn(input) }, ...own.map((one) => ({ weight: 2, arbitrary: fc.oneof(...changes(input, one)) })))
    .map(asJson).filter((one) => by === undefined || by in one);

/** The names of fields with what was seen of them in answered cases. */
const seen = new Map<string, Set<string>>();

describe.each(forms)("$title", (of) => {
  const { key, analysis, form, cases: own } = of;
  const answered: TimingCase[] = [...own];
  test("a case that is drawn is read, and answered or refused with a reason", () => {
    fc.assert(fc.property(draws(of), (input) => {
      const one = madeUp(key, input);
      readField(form.input, input, key, analysis.isStrict);
      const refusal = refusalOf(analysis, one);
      if (refusal === null) answered.push(one);
      else expect(refusal.message.length).toBeGreaterThan(refusal.field.length + 5);
    }), { seed: 11, numRuns: tries(300, 15) });
    for (const input of own.flatMap((one) => changes(form.input, one)).flatMap((arbitrary) => fc.sample(arbitrary, { seed: 5, numRuns: 2 }))) {
      const one = madeUp(key, input);
      if (formOf(analysis, one.input) === form && refusalOf(analysis, one) === null) answered.push(one);
    }
    const fields = answered.map((one) => valuesIn(places(form.input, one.input)));
    for (const path of new Set(fields.flatMap((one) => [...one.keys()])))
      seen.set(`${key} ${path}`, new Set(fields.flatMap((one) => one.get(path) ?? ["left out"])));
  });
  test("a case that is wrong by one thing is refused at its place", () => {
    for (const one of own) for (const place of places(form.input, one.input).slice(1)) {
      for (const odd of oddValues.filter((value) => isRefused(place.field, value))) expectAt(place, refusalOf(analysis, with_(one, place, () => odd)));
      if (!place.mayBeLeftOut && !place.place.endsWith("]") && place.place !== form.by && !/<[^.[]*>$/.test(place.path))
        expectAt(place, refusalOf(analysis, with_(one, place, () => undefined)));
    }
  });
  test("the ends of a range are those of the analysis", () => {
    for (const one of answered.slice(0, own.length)) for (const place of places(form.input, one.input)) {
      const { within, beyond } = endsOf(place.shape);
      for (const end of beyond) expectAt(place, refusalOf(analysis, with_(one, place, () => end)), "out of range");
      for (const end of within) {
        const refusal = refusalOf(analysis, with_(one, place, () => end));
        const isOdd = refusal?.code === "out of range" && refusal.field === place.place && !betweenFields.some((rule) => rule.test(refusal.message));
        expect(isOdd ? `${key}: ${refusal.message}` : "taken").toBe("taken");
      }
    }
  });
});

/** What the analysis refuses for another field's sake. */
const betweenFields = [
  /above the (?:period|worst case|longest|\d)/, /at most \d/, /below the least/, /must be at least \d+$/, /no smaller burst$/, /figures were measured at/,
];

/** By field, all its values in a case. */
function valuesIn(all: readonly Place[]): Map<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const { path, value } of all) values.set(path, [...values.get(path) ?? [], JSON.stringify(value)]);
  return values;
}

const isOwnName = ({ shape }: Field): boolean => shape.kind === "name" && shape.isOwn;

const with_ = (one: TimingCase, place: Place, change: () => unknown): TimingCase => ({ ...one, input: place.withValue(change) as never });

function isRefused(field: Field, value: unknown): boolean {
  try {
    readField(field, value, "");
    return false;
  } catch {
    return true;
  }
}

/** The refusal is of the place, or of what is inside of it. */
function expectAt({ place, value }: Place, refusal: TimingRefusal | null, code?: string): void {
  const at = place === "" ? "input" : place;
  const isThere = refusal !== null && (place === "" || refusal.field === at || /^[.[]/.test(refusal.field.slice(at.length)) && refusal.field.startsWith(at));
  expect({ at, value, refused: isThere ? at : refusal?.message ?? "taken", code: code === undefined ? undefined : refusal?.code }).toEqual({ at, value, refused: at, code });
}

/** Fields that no answered case by day varies, since others must be the case with them: served before a deadline, named by others. */
const notVaried: readonly string[] = [
  "fp.rta.floating-nps processors[]", "chain.rta processors[]", "chain.cause-effect communication", "chain.cause-effect processors[]",
  "holistic networkPreemptive", "holistic.offset-based networkPreemptive", "nc service.b", "nc service.r", "nc service.J",
  "cpa.system resources[].order", "cpa.system links", "chain.cause-effect chain", "holistic flows[].steps[].bcet", "holistic flows[].steps[].blocking",
  "supply.sbf deadline", "supply.bounded-delay deadline", "nc arrival.P", "nc arrival.J", "nc arrival.d", "nc arrival.C", "nc cross.of", "nc cross.of[]",
  "sim.trace priorities",
];

test("what is drawn varies every field of every analysis but for some", () => {
  const declared = forms.flatMap(({ key, form }) => declaredPaths(form.input).map((path) => `${key} ${path}`));
  const same = [...new Set(declared)].filter((field) => (seen.get(field)?.size ?? 0) < 2);
  expect(same.filter((field) => !notVaried.includes(field))).toEqual([]);
  // More is drawn at night.
  expect(byNight([], notVaried.filter((field) => !same.includes(field)))).toEqual([]);
});
