/**
 * The page about timing cases is true and whole: each case on it comes out as it says, every analysis is there, and so is every field
 * that one looks for and every key that one answers. Nothing is there that is not.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Undeclared } from "../../src/timing-cases/case.ts";
import { type TimingCase, analyses as all, ask, compared, readCase } from "../../src/timing-cases/index.ts";
import { Reading } from "../../src/timing-cases/reading.ts";

interface Section {
  readonly title: string;
  /** What comes before the first title within it. */
  readonly text: string;
  /** The text, without its cases. */
  readonly prose: string;
  readonly cases: readonly TimingCase[];
  /** The sections around it. */
  readonly around: readonly Section[];
}

/** Those that are declared have pages of their own: case-pages.test.ts. */
const analyses = Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Undeclared] => typeof entry[1] === "function"));
const page = readFileSync("docs/timing-cases.md", "utf8");
const sections = sectionsOf(page);
const ofAnalyses = sections.filter(({ title }) => /^`.*`$/.test(title)).map((section) => ({ key: section.title.slice(1, -1), ...section }));

function sectionsOf(text: string): Section[] {
  const [, ...parts] = text.split(/^(?=##+ )/m);
  const found: Section[] = [];
  let around: Section | undefined;
  for (const part of parts) {
    const [, marks, title, rest] = /^(##+) (.*)\n([^]*)$/.exec(part)!;
    const cases = [...rest!.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json]) => readCase(JSON.parse(json!)));
    const section: Section = {
      title: title!, text: rest!, prose: rest!.replaceAll(/^```.*?^```$/gms, ""), cases,
      around: marks === "###" ? [found[0]!, around!] : [],
    };
    if (marks === "##") around = section;
    found.push(section);
  }
  return found;
}

/** Fields that hold things by names of the case's own: tasks, resources, interrupts, boards. */
const byName = new Set(["sections", "sources", "paths", "places", "sets", "firstWindowBurst", "secondWindowBurst", "clockGHz", "resourceLocation"]);

/** What answers shares, supplies, schedules or costs, and no bound on a time that is measured from something. */
const saysNothingOfTime = new Set([
  "util.bound", "supply.sbf", "supply.bounded-delay", "server.precondition", "mcs.refills", "mp.partition", "mp.semi-partitioned",
  "overhead.accounting", "cost.profile", "sim.trace", "sim.compare", "sim.list-scheduling",
]);

/** The same value; `looked` gets the names of all fields that are looked for in it, there or not. */
function watched(value: unknown, looked: Set<string>, isByName = false): unknown {
  if (typeof value !== "object" || value === null) return value;
  const note = (name: string | symbol): boolean => {
    const isField = typeof name === "string" && !Array.isArray(value) && !isByName;
    if (isField) looked.add(name);
    return isField;
  };
  return new Proxy(value, {
    get: (target, name, receiver) => watched(Reflect.get(target, name, receiver), looked, note(name) && byName.has(String(name))),
    has: (target, name) => { note(name); return Reflect.has(target, name); },
  });
}

/** The same value with a number that nobody knows, once for each object that has fields, and where it is. */
function withOneMore(value: unknown, at = "", isByName = false): (readonly [place: string, planted: unknown])[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, part]) =>
    withOneMore(part, Array.isArray(value) ? `${at}[${name}]` : at === "" ? name : `${at}.${name}`, !Array.isArray(value) && byName.has(name))
      .map(([place, planted]) => [place, Array.isArray(value) ? value.with(Number(name), planted) : { ...value, [name]: planted }] as const));
  return Array.isArray(value) || isByName ? inside : [[at === "" ? "zzz" : `${at}.zzz`, { ...value, zzz: 3 }], ...inside];
}

/** Words in code, but for keys of analyses. */
const wordsIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word!).filter((word) => !Object.hasOwn(all, word));

/** A section in three parts: what the analysis is about, what it reads, what it answers. */
function partsOf({ prose }: Section): { readonly reads: readonly string[]; readonly answers: readonly string[] } {
  const [, reads, answers] = /\*\*Reads\*\*(.*)\*\*Answers\*\*(.*)/s.exec(prose) ?? [];
  return { reads: wordsIn(reads ?? ""), answers: wordsIn(answers ?? "") };
}

/** All names in an answer; numbered ones stand for their like. */
const namesIn = (value: unknown): string[] => typeof value !== "object" || value === null ? []
  : Object.entries(value).flatMap(([name, one]) => [...Array.isArray(value) ? [] : [unnumbered(name)], ...namesIn(one)]);
const unnumbered = (name: string): string => name.replace(/\d+$/, "");

/** Names of the first list that are not in the second, once each. */
const missing = (wanted: Iterable<string>, there: Iterable<string>): string[] => {
  const known = new Set(there);
  return [...new Set(wanted)].filter((name) => !known.has(name));
};

test("every analysis has one section, and every section is of an analysis", () => {
  expect(ofAnalyses.map(({ key }) => key).sort()).toEqual(Object.keys(analyses).sort());
});

test("every case is in the section of its analysis, and has a name of its own", () => {
  for (const { title, cases } of sections) for (const { analysis } of cases) expect(title).toBe(`\`${analysis}\``);
  const ids = sections.flatMap(({ cases }) => cases.map(({ id }) => id));
  expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
});

describe.each(ofAnalyses.filter(({ key }) => Object.hasOwn(analyses, key)))("$key", (section) => {
  const { key, prose, cases, around } = section;
  const runs = cases.map((one) => {
    const looked = new Set<string>();
    const { conventions, assumptions: _, ...answer } = analyses[key]!(watched(one.input, looked), one.timeModel);
    return { looked, answer, conventions };
  });
  const { reads, answers } = partsOf(section);
  const looked = runs.flatMap((run) => [...run.looked]);

  test("has cases that come out as they say", () => {
    expect(cases.length).toBeGreaterThan(0);
    for (const one of cases) {
      const { differences, notCompared } = compared(one.expected ?? {}, ask(analyses[key]!, one), one.tolerance);
      expect({ id: one.id, differences, notCompared, expects: Object.keys(one.expected ?? {}).length > 0 })
        .toEqual({ id: one.id, differences: [], notCompared: [], expects: true });
    }
  });
  test("says how its times are to be read, where its analysis has said so", () => {
    expect(runs.map(({ conventions }) => conventions === undefined)).toEqual(runs.map(() => saysNothingOfTime.has(key)));
  });
  test("has no fields in its cases that are not read", () => {
    for (const { input, timeModel } of cases) {
      const reading = new Reading(input as object);
      analyses[key]!(reading.input, timeModel);
      expect(reading.refuseUnread(key)).toEqual([]);
    }
  });
  test("drops no field of its cases in silence", () => {
    for (const one of cases) for (const [place, input] of withOneMore(one.input))
      expect(() => ask(analyses[key]!, { ...one, input: input as never }), place).toThrow(expect.objectContaining({ name: "TimingRefusal", field: place }));
  });
  test("names every field that the analysis looks for", () => {
    expect(missing(looked, wordsIn([prose, ...around.map((one) => one.prose)].join("\n")))).toEqual([]);
  });
  test("names no field that the analysis does not look for", () => {
    expect(missing(reads, looked)).toEqual([]);
  });
  test("names every key that the analysis answers", () => {
    expect(missing(runs.flatMap(({ answer }) => Object.keys(answer).map(unnumbered)), answers.map(unnumbered))).toEqual([]);
  });
  test("names no key that the analysis does not answer", () => {
    expect(missing(answers.filter((word) => !reads.includes(word)).map(unnumbered), runs.flatMap(({ answer }) => namesIn(answer)))).toEqual([]);
  });
});
