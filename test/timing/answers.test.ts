/** The page of answers says what the claims say: each row's verdict and grade are those of its claim, and its figures are printed by its command. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { claims, judged } from "../../model/published/index.ts";
import { claimPage } from "../../src/render/index.ts";

const page = readFileSync("docs/answers.md", "utf8");
const rows = page.split("\n").flatMap((line) => {
  const cells = line.split(" | ");
  return cells.length === 4 && line.includes("`npx cordon") ? [{ found: cells[0]!.slice(2), from: cells[1]!, verdict: cells[2]!, command: cells[3]! }] : [];
});

describe("the answers", () => {
  test("are all of a shape, and fit on a page", () => {
    expect(rows.length).toBeGreaterThan(12);
    expect(page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| What")).length).toBe(rows.length);
    expect(page.split("\n").length).toBeLessThan(70);
  });
  for (const { found, from, verdict, command } of rows) {
    const id = /`npx cordon time ([a-z0-9-]+)`/.exec(command)?.[1];
    test(`say of ${id ?? command} what its command prints`, () => {
      const claim = judged(claims.find((one) => one.id === id)!);
      expect({ verdict, grade: from.split("; ").at(-1) }).toEqual({ verdict: claim.verdict, grade: claim.grade });
      const printed = claimPage(claim);
      const figures = [...found.matchAll(/\d+(?:[./]\d+)*/g)].map(([figure]) => figure);
      expect(figures.filter((figure) => !new RegExp(`(?<![\\d.])${figure}(?![\\d]|\\.\\d)`).test(printed))).toEqual([]);
    });
  }
  test("name no figure outside of the rows", () => {
    const prose = page.split("\n```console")[0]!.split("\n").filter((line) => !line.startsWith("|")).join("\n");
    expect([...prose.matchAll(/\d+/g)].map(([figure]) => figure)).toEqual([]);
  });
});
