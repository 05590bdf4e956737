/**
 * The pages about timing cases are what the analyses declare (`npx vitest run test/timing/case-pages.test.ts -u` writes them), and what
 * they declare is true and whole: each case of a page comes out as it says, an analysis answers the keys that it declares and no other,
 * and a field that is not declared is refused.
 */
import { readFileSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { caseFields } from "../../src/timing-cases/case.ts";
import { families } from "../../src/timing-cases/families.ts";
import { analyses, ask, compared, readCase } from "../../src/timing-cases/index.ts";
import { formOf } from "../../src/timing-cases/schema/analysis.ts";
import { familyPage, indexPage } from "../../src/timing-cases/schema/page.ts";
import { places } from "./schema-places.ts";

const folder = "docs/timing-cases";
const casesIn = (path: string) => readdirSync(path).sort().map((file) => ({ path: `${path}/${file}`, text: readFileSync(`${path}/${file}`, "utf8") }))
  .map((one) => ({ ...one, ...readCase(JSON.parse(one.text)) }));
const examples = casesIn("examples/timing/cases");
const goldens = casesIn("bench/goldens/cases");
const all = families.flatMap(({ analyses }) => Object.entries(analyses));

describe("the pages are what is declared", () => {
  for (const family of families) test(family.page, async () => {
    await expect(familyPage(family, examples)).toMatchFileSnapshot(resolve(`${folder}/${family.page}.md`));
  });
  test("that which leads to them", async () => {
    await expect(indexPage(families, caseFields)).toMatchFileSnapshot(resolve(`${folder}/README.md`));
    expect(readdirSync(folder).sort()).toEqual([...families.map(({ page }) => `${page}.md`), "README.md", "format.md"].sort());
  });
});

/** What answers shares, supplies, schedules or costs, and no bound on a time that is measured from something. */
const saysNothingOfTime = new Set([
  "util.bound", "supply.sbf", "supply.bounded-delay", "server.precondition", "mcs.refills", "mp.partition", "mp.semi-partitioned",
  "overhead.accounting", "cost.profile", "sim.trace", "sim.compare", "sim.list-scheduling",
]);

/** Whether a key is one that is declared, in which `<...>` stands for names and numbers of the case. */
const isOf = (declared: string, key: string): boolean =>
  new RegExp(`^${declared.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/<[^>]*>/g, ".+")}$`).test(key);

test("every case is of an analysis, and called as its file", () => {
  for (const { path, id, analysis } of examples) expect([path, Object.hasOwn(analyses, analysis)]).toEqual([`examples/timing/cases/${id}.json`, true]);
});

describe.each(all)("%s", (key, analysis) => {
  const own = examples.filter((one) => one.analysis === key);
  const asked = [...own, ...goldens.filter((one) => one.analysis === key)];
  test("has cases that come out as they say", () => {
    for (const one of own) {
      const { differences, notCompared } = compared(one.expected ?? {}, ask(analysis, one), one.tolerance);
      expect({ id: one.id, differences, notCompared, expects: Object.keys(one.expected ?? {}).length > 0 })
        .toEqual({ id: one.id, differences: [], notCompared: [], expects: true });
    }
  });
  test("answers what it declares, and nothing else", () => {
    for (const form of analysis.forms) {
      const answers = asked.filter(({ input }) => formOf(analysis, input) === form).map((one) => ask(analysis, one));
      const keys = [...new Set(answers.flatMap(Object.keys))].filter((name) => name !== "conventions" && name !== "assumptions");
      expect(keys.filter((one) => !Object.keys(form.answers).some((declared) => isOf(declared, one)))).toEqual([]);
      expect(Object.keys(form.answers).filter((declared) => !keys.some((one) => isOf(declared, one)))).toEqual([]);
      expect(answers.map(({ conventions }) => conventions === undefined)).toEqual(answers.map(() => saysNothingOfTime.has(key)));
    }
  });
  test("declares all that its cases hold", () => {
    for (const one of own) expect(ask(analysis, one)["assumptions"] ?? []).not.toContainEqual(expect.objectContaining({ says: expect.stringContaining("are notes") }));
  });
  test("refuses a number that is not declared, at every place", () => {
    for (const one of own) for (const { place, shape, withValue } of places(formOf(analysis, one.input).input, one.input)) if (shape.kind === "object") {
      const field = place === "" ? "zzz" : `${place}.zzz`;
      expect(() => ask(analysis, { ...one, input: withValue((value) => ({ ...value as object, zzz: 3 })) as never }), field)
        .toThrow(expect.objectContaining({ name: "TimingRefusal", code: "unknown name", field }));
    }
  });
});
