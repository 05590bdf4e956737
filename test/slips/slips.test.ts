/** The list of slips fits the files that it speaks of; `npm run slips` tells whether the tests notice them. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { slips } from "./list.ts";

test("every slip is of a text that stands in its file once, and names tests that are there", () => {
  expect(slips.length).toBeGreaterThan(60);
  const stale = slips.flatMap(({ name, file, right, wrong, tests }) => [
    ...(existsSync(file) && readFileSync(file, "utf8").split(right).length === 2 ? [] : [`${name}: its text does not stand in ${file} exactly once`]),
    ...(right === wrong ? [`${name}: nothing is changed`] : []),
    ...(tests.length === 0 ? [`${name}: no test`] : []),
    ...tests.filter((test) => !existsSync(test)).map((test) => `${name}: there is no ${test}`),
  ]);
  expect(stale).toEqual([]);
  expect(new Set(slips.map(({ name, file }) => `${file} ${name}`)).size).toBe(slips.length);
});
