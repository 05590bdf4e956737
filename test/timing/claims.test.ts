/** Claims: the arithmetic runs, the verdicts are those that the numbers give, and nothing unquantified passes. */
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { agree, ascend, atLeast, atMost, atMostAbout, decimal, figure, near, percentAbove, percentOf, printedAs, quotient, rounds, total } from "../../model/published/arithmetic.ts";
import { type Claim, type Finding, type JudgedClaim, type Numbers, claims, judged, judgedOn } from "../../model/published/index.ts";
import { semaphoreRuns, served } from "../../model/published/nova-rules.ts";
import { ratio } from "../../src/timing/exact.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";

const all = claims.map(judged);
const verdict = (id: string) => all.find((claim) => claim.id === id)?.verdict;

describe("claims", () => {
  test("are one file each, and all of them are listed", () => {
    const helpers = ["arithmetic.ts", "claim.ts", "index.ts", "nova-rules.ts", "works.ts"];
    const imports = readFileSync("model/published/index.ts", "utf8");
    const files = readdirSync("model/published").filter((file) => !helpers.includes(file));
    expect(files.filter((file) => !imports.includes(`"./${file}"`))).toEqual([]);
    expect(claims).toHaveLength(files.length);
  });
  test("are sentences with a source and figures", () => {
    for (const { id, sentence, sources, figures } of claims)
      expect({ id, sentence: /^[A-Z].*\.$/.test(sentence), sources: sources.length > 0, figures: figures.length > 0 })
        .toEqual({ id, sentence: true, sources: true, figures: true });
  });
  test("whose printed numbers do not add up are contradicted, with the numbers", () => {
    for (const [id, number] of [["sosp97-twenty-nine-times", "27.97"], ["sosp97-pct-total", "37 and 38"], ["l4-pentium-nanoseconds", "728.92"],
      ["sosp97-pipe-tables", "52.07 and 46"], ["sddf-clock", "1.02"]] as const) {
      const { verdict: came, findings } = all.find((claim) => claim.id === id)!;
      expect({ id, came }).toEqual({ id, came: "contradicted" });
      expect(findings.filter(({ holds }) => !holds).map(({ found }) => found).join("; ")).toContain(number);
    }
  });
  test("that rounding alone may belie are within rounding, and contradicted one digit further", () => {
    for (const [id, printed, last, beyond] of [["sosp97-slowdown-factors", "8.85", "8.86", "8.87"], ["sosp97-slowdown-factors", "8.85", "8.77", "8.76"],
      ["sosp97-slowdown-factors", "2.29", "2.27", "2.26"], ["sosp97-slowdown-factors", "2.29", "2.30", "2.31"],
      ["sddf-fifty-thousand", "50054.60", "50500.00", "50500.01"], ["sddf-twelve-thousand", "12207", "12500", "12501"]] as const) {
      const one = claims.find((claim) => claim.id === id)!;
      const withOther = (by: string) => judgedOn(one, figuresOf(one.numbers).find((each) => each.printed === printed)!.replaced(by)).verdict;
      expect([id, printed, verdict(id), withOther(last), withOther(beyond)]).toEqual([id, printed, "within rounding", "within rounding", "contradicted"]);
    }
  });
  test("are contradicted by one finding that rounding does not explain, whatever the others say", () => {
    const [held, rounded, failed] = [quotient("4", "2", "2"), quotient("96.1", "10.9", "8.85"), quotient("14710", "526", "29")];
    const one = (...findings: readonly Finding[]) => judged({ ...claims[0]!, grade: "primary", findings: () => findings }).verdict;
    expect([one(held), one(held, rounded), one(rounded), one(held, rounded, failed), one(failed), one()])
      .toEqual(["confirmed", "within rounding", "within rounding", "contradicted", "contradicted", "not quantified"]);
    expect(judged({ ...claims[0]!, grade: "memory", findings: () => [rounded] }).verdict).toBe("not quantified");
  });
  test("whose numbers add up are confirmed", () => {
    for (const id of ["sosp97-getpid", "sosp97-macro-penalty", "sosp97-pipe-ordering", "sosp97-cache-partitioning", "nova-donation",
      "genode-throughput-bound", "sddf-component-cost", "sel4-configurations", "parker-queue-limits", "lxds-crossover", "kv-cache-pipelines",
      "cluster-messages", "locked-kernel-crossover"])
      expect({ id, verdict: verdict(id) }).toEqual({ id, verdict: "confirmed" });
  });
  test("without figures, or with figures from memory, are not quantified", () => {
    for (const { id, grade, findings, verdict: came } of all)
      if (findings.length === 0 || grade === "memory") expect({ id, came }).toEqual({ id, came: "not quantified" });
    for (const id of ["seed-nova", "seed-kv-cache", "seed-pandaboard-sd-card", "kernel-wcet", "liedtke95-rpc"])
      expect({ id, verdict: verdict(id) }).toEqual({ id, verdict: "not quantified" });
  });
  test("from memory pass neither with numbers that add up nor with ones that do not", () => {
    const one: Claim = { ...claims[0]!, grade: "memory", findings: () => [quotient("4", "2", "2")] };
    expect(judged(one).verdict).toBe("not quantified");
    expect(judged({ ...one, findings: () => [quotient("4", "2", "3")] }).verdict).toBe("not quantified");
    expect(judged({ ...one, grade: "second hand" }).verdict).toBe("confirmed");
  });
});

/** The figures of a claim, each with a way to put another in its place. */
function figuresOf(numbers: Numbers): { readonly printed: string; readonly replaced: (by: string) => Numbers }[] {
  if (typeof numbers === "string") return [{ printed: numbers, replaced: (by) => by }];
  if (Array.isArray(numbers)) return (numbers as readonly Numbers[]).flatMap((one, i) => figuresOf(one)
    .map(({ printed, replaced }) => ({ printed, replaced: (by: string) => (numbers as readonly Numbers[]).with(i, replaced(by)) })));
  return Object.entries(numbers).flatMap(([name, one]) => figuresOf(one as Numbers)
    .map(({ printed, replaced }) => ({ printed, replaced: (by: string) => ({ ...numbers as Record<string, Numbers>, [name]: replaced(by) }) })));
}

/** Other figures in the place of one: near it, and far from it; and other rules in the place of a rule. */
function othersThan(printed: string): string[] {
  if (!/^-?[\d.]+$/.test(printed)) return ({ help: ["queue"], first: ["last"] } as Record<string, string[]>)[printed]!;
  const decimals = printed.split(".")[1]?.length ?? 0;
  if (figure(printed).equals(0)) return ["100"];
  return ["0.01", "0.1", "0.5", "0.9", "0.99", "1.01", "1.1", "2", "10", "100"].map((times) => figure(printed).mul(figure(times)).round(decimals))
    .filter((other) => other.gt(0) || figure(printed).lt(0)).map((other) => other.toString());
}

/** What would have had to be printed for a claim that is contradicted or within rounding to be confirmed. */
const repairs: Readonly<Record<string, readonly (readonly [printed: string, instead: string])[]>> = {
  "atmosphere-one-crossing": [["1.66", "2.05"]], "l4-pentium-nanoseconds": [["756", "729"]], "sddf-clock": [["1.2", "1.0"]],
  "sddf-fifty-thousand": [["50054.60", "49054.60"]], "sddf-twelve-thousand": [["12207", "11207"]], "sel4-lock-scaling": [["1.98", "3.98"]],
  "sosp97-pct-total": [["37", "38"]], "sosp97-pipe-tables": [["46", "52.07"], ["56", "69.4"], ["316", "308.33"]],
  "sosp97-slowdown-factors": [["10.9", "10.86"]], "sosp97-twenty-nine-times": [["29", "28"]],
};

describe("a verdict is told from the figures", () => {
  const decided = claims.filter((one) => judged(one).verdict !== "not quantified");
  /** What a claim's model refuses is no verdict. */
  const tried = (one: Claim, numbers: Numbers): JudgedClaim | null => {
    try {
      return judgedOn(one, numbers);
    } catch (error) {
      if (error instanceof TimingRefusal) return null;
      throw error;
    }
  };
  const seen = (one: Claim, numbers: Numbers = one.numbers): string =>
    JSON.stringify(tried(one, numbers)?.findings.map(({ found, holds }) => [found, holds]) ?? "refused");
  test("another figure in the place of one turns each confirmed claim into a contradicted one", () => {
    for (const one of decided.filter((each) => judged(each).verdict === "confirmed")) {
      const turned = figuresOf(one.numbers).some(({ printed, replaced }) => othersThan(printed).some((other) => tried(one, replaced(other))?.verdict === "contradicted"));
      expect({ id: one.id, turned }).toEqual({ id: one.id, turned: true });
    }
  });
  test("and the right figures confirm each other one", () => {
    expect(Object.keys(repairs).sort()).toEqual(decided.filter((one) => judged(one).verdict !== "confirmed").map(({ id }) => id).sort());
    for (const one of claims) if (one.id in repairs) {
      const numbers = repairs[one.id]!.reduce((now, [printed, instead]) =>
        figuresOf(now).find((each) => each.printed === printed)!.replaced(instead), one.numbers);
      expect({ id: one.id, verdict: judgedOn(one, numbers).verdict }).toEqual({ id: one.id, verdict: "confirmed" });
    }
  });
  test("and no figure stands there for nothing", () => {
    const repairable = (one: Claim, printed: string): boolean => repairs[one.id]?.some(([wrong]) => wrong === printed) ?? false;
    const idle = decided.flatMap((one) => figuresOf(one.numbers).filter(({ printed, replaced }) => !repairable(one, printed)
      && othersThan(printed).every((other) => seen(one, replaced(other)) === seen(one))).map(({ printed }) => `${one.id}: ${printed}`));
    expect(idle).toEqual([]);
  });
  test("however often it is asked", () => {
    for (const one of decided) expect(seen(one)).toBe(seen(one));
  });
});

describe("the arithmetic of printed figures", () => {
  test("rounds as the last digit says", () => {
    expect([["1", "3", "0.33"], ["1", "3", "0.3"], ["2", "3", "0.67"], ["1", "8", "0.12"], ["1", "8", "0.13"]].map(([a, b, c]) => quotient(a!, b!, c!).holds))
      .toEqual([true, true, true, true, true]);
    expect([["1", "3", "0.34"], ["2", "3", "0.66"], ["10", "3", "4"]].map(([a, b, c]) => quotient(a!, b!, c!).holds)).toEqual([false, false, false]);
  });
  test("says where rounded inputs leave it open, and where they do not", () => {
    expect(quotient("96.1", "10.9", "8.85")).toEqual({ says: "96.1 / 10.9 rounds to 8.85",
      found: "8.8165; from 8.7717 to 8.8618 for inputs before rounding", holds: false, withinRounding: true });
    expect(quotient("14710", "526", "29")).toEqual({ says: "14710 / 526 rounds to 29",
      found: "27.97; from 27.94 to 27.99 for inputs before rounding", holds: false });
    expect(rounds("a", ratio(7), "8").found).toBe("7");
  });
  test("knows what rounding explains, to the last number", () => {
    const [explained, not] = [{ holds: false, withinRounding: true }, { holds: false }];
    for (const [came, expected] of [
      // Ranges: 95.95/10.95 to 96.15/10.85; 11.5/20.5 to 12.5/19.5 percent of the whole; 4.5 to 7.5 in sum.
      [quotient("3", "7", "0.5"), explained], [quotient("3", "7", "0.6"), not],
      [percentOf("a", "12", "20", "56"), explained], [percentOf("a", "12", "20", "55"), not], [percentOf("a", "12", "20", "64"), explained], [percentOf("a", "12", "20", "65"), not],
      [percentAbove("a", "12", "10", "31"), explained], [percentAbove("a", "12", "10", "33"), not],
      [total("a", ["1", "2", "3"], "8"), explained], [total("a", ["1", "2", "3"], "9"), not], [total("a", ["1", "2", "3"], "4"), explained], [total("a", ["1", "2", "3"], "3"), not],
      [agree("a", "46.4", "46"), explained], [agree("a", "46", "46.5"), explained], [agree("a", "46.6", "46"), not], [agree("a", "37", "38"), not],
      [ascend({ a: "2", b: "2" }), explained], [ascend({ a: "2.4", b: "2" }), explained], [ascend({ a: "3", b: "2" }), not], [ascend({ a: "4", b: "9", c: "3" }), not],
      [ascend({ a: "2.6", b: "2.7", c: "2" }), not],
      [atMostAbout("a", ratio(25, 2), "12"), explained], [atMostAbout("a", ratio(1251, 100), "12"), not], [atMostAbout("a", ratio(1251, 100), "12", printedAs("12.5")), explained],
      [atMost("a", ratio(7, 5), "1"), not], [atLeast("a", ratio(3, 5), "1"), not],
    ] as const) {
      const { holds, withinRounding } = came;
      expect({ says: came.says, found: came.found, holds, ...(withinRounding ? { withinRounding } : {}) }).toEqual({ says: came.says, found: came.found, ...expected });
    }
    for (const held of [quotient("4", "2", "2"), atMostAbout("a", ratio(12), "12"), agree("a", "1.0", "1"), ascend({ a: "1", b: "2" })])
      expect({ held, said: "withinRounding" in held }).toEqual({ held: { ...held, holds: true }, said: false });
  });
  test("compares, adds and orders", () => {
    expect([total("a", ["1", "2"], "3"), atMost("a", ratio(1, 3), "0.34"), atLeast("a", ratio(1, 3), "0.33"), agree("a", "1.0", "1"),
      ascend({ a: "1", b: "2" }), near("a", ratio(6359, 10), "635"), rounds("a", ratio(7), "7")].map(({ holds }) => holds)).toEqual(Array(7).fill(true));
    expect([total("a", ["1", "2"], "4"), atMost("a", ratio(1, 3), "0.33"), atLeast("a", ratio(1, 3), "0.34"), agree("a", "1.1", "1"),
      ascend({ a: "2", b: "2" }), near("a", ratio(6361, 10), "635"), rounds("a", ratio(7), "8")].map(({ holds }) => holds)).toEqual(Array(7).fill(false));
  });
  test("writes numbers with so many decimals, and refuses what is not a figure", () => {
    expect([decimal(ratio(2, 3)), decimal(ratio(2, 3), 0), decimal(ratio(5))]).toEqual(["0.67", "1", "5"]);
    expect(() => figure("about 7")).toThrow("a figure");
  });
});

describe("the rules of NOVA", () => {
  test("let the highest caller help an earlier call, and pay for that", () => {
    expect(served([1, 0], [2, 4], { busy: "help" })).toEqual({ response: [5, 4], charged: [5, 1] });
  });
  test("would let it wait for all earlier calls if these queued", () => {
    expect(served([1, 0, 0], [2, 4, 4], { busy: "help" }).response[0]).toBe(5);
    expect(served([1, 0, 0], [2, 4, 4], { busy: "queue" }).response[0]).toBe(9);
  });
  test("count every order of a semaphore's steps", () => {
    expect(semaphoreRuns(1, 1, { wake: "first" })).toEqual({ runs: 2, violations: 0 });
    expect(semaphoreRuns(2, 6, { wake: "first" }).violations).toBe(0);
    expect(semaphoreRuns(2, 6, { wake: "last" }).violations).toBeGreaterThan(0);
  });
});
