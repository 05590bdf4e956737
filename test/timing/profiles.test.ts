/** Cost profiles: every figure says where it is from, what is not known is said, and the published sums come out. */
import { describe, expect, test } from "vitest";
import { syncIpcCosts } from "../../examples/sync-ipc/costs.ts";
import { syncIpc } from "../../examples/sync-ipc/sync-ipc.ts";
import { type Outcome, type Profile, citation, costOf, microseconds, profiles, sources } from "../../model/platforms/index.ts";
import { genodeCosts } from "../../model/genode/costs.ts";
import { genode } from "../../spec/genode/index.ts";
import { outcomeNames } from "../../src/engine/index.ts";
import { asJson } from "../../src/timing/exact.ts";

const profile = (id: string): Profile => profiles.find((one) => one.id === id)!;
const cycles = (id: string, outcome: Outcome): unknown => {
  const cost = costOf(profile(id), outcome);
  return "cycles" in cost ? asJson(cost.cycles) : cost.notCovered;
};
const figures = profiles.flatMap(({ id, figures: own }) => Object.entries(own).map(([outcome, figure]) => ({ id, outcome, figure })));

describe("profiles", () => {
  test("have names that differ, and figures of whole cycles with a source, a grade and a way", () => {
    expect(new Set(profiles.map(({ id }) => id)).size).toBe(profiles.length);
    for (const { figure, ...where } of figures) {
      expect({ ...where, whole: Number.isSafeInteger(figure.cycles) && figure.cycles > 0, source: typeof figure.source === "string" && figure.source in sources }).toEqual({ ...where, whole: true, source: true });
      if (figure.spread !== undefined && "least" in figure.spread)
        expect([where, figure.spread.least <= figure.cycles, figure.cycles <= figure.spread.most]).toEqual([where, true, true]);
    }
  });
  test("name one-way what is said to be one-way, and a round trip a round trip", () => {
    for (const { outcome, figure, ...where } of figures)
      expect({ ...where, outcome, way: figure.way }).toEqual({ ...where, outcome,
        way: /round trip/.test(outcome) ? "round trip" : /^ipc|^notify/.test(outcome) ? "one-way" : "whole" });
  });
  test("use every source, and none that is not there", () => {
    expect(Object.keys(sources).filter((id) => !figures.some(({ figure }) => figure.source === id))).toEqual([]);
    expect(citation(profile("l4-pentium-133").figures["ipc call"]!)).toMatch(/SOSP 1997, figure 5, p\. 8 \(SOSP97-F5, P\)$/);
  });
});

describe("a cost", () => {
  test("is the figure, or the sum of the ways there and back, with what it was added up from", () => {
    expect(cycles("sel4-a57-tx1", "ipc call")).toBe(413);
    expect(cycles("sel4-a57-tx1", "ipc round trip")).toBe(839);
    expect(cycles("l4-pentium-133", "ipc round trip")).toBe(356);
    expect(cycles("nova-i7-920", "ipc round trip")).toBe(576);
    expect(cycles("atmosphere-c220g5", "ipc round trip")).toBe(1058);
    const cost = costOf(profile("sel4-a57-tx1"), "ipc round trip");
    expect("figures" in cost && cost.figures.map(({ outcome }) => outcome)).toEqual(["ipc call", "ipc reply"]);
  });
  test("is not made up where the profile has none, and half a round trip is none of a one-way", () => {
    expect(cycles("sel4bench-TX1_64", "ipc round trip")).toBe('sel4bench-TX1_64 has no figure for "ipc round trip"');
    expect(cycles("atmosphere-c220g5", "ipc call")).toBe('atmosphere-c220g5 has no figure for "ipc call"');
    expect(cycles("sel4bench-HIFIVE_64", "fault round trip")).toBe('sel4bench-HIFIVE_64 has no figure for "fault round trip"');
  });
  test("that is a mean is no bound, and what is remembered only is no number", () => {
    expect(costOf(profile("sel4-a57-tx1"), "ipc call", "worst case")).toEqual({ notCovered: 'sel4-a57-tx1 has "ipc call" as a mean, which is not a bound' });
    expect(costOf(profile("sel4-2013-arm11"), "worst interrupt latency", "worst case"))
      .toEqual({ notCovered: 'sel4-2013-arm11 has "worst interrupt latency" from memory only: it must be looked up first' });
    for (const { id, outcome } of figures.filter((one) => one.figure.grade === "M"))
      for (const kind of ["typical", "worst case"] as const) expect(costOf(profile(id), outcome as Outcome, kind), id).toHaveProperty("notCovered");
  });
  test("becomes time only where the source has a clock", () => {
    const time = (id: string): unknown => {
      const cost = costOf(profile(id), "ipc round trip");
      const us = "cycles" in cost ? microseconds(profile(id), cost.cycles) : null;
      return us === null ? null : asJson(us);
    };
    expect([time("l4-pentium-133"), time("l4re-a76-el1")]).toEqual(["356/133", null]);
  });
});

describe("relations that the sources print or imply", () => {
  const share = (id: string, to: string, outcome: Outcome = "ipc call"): number => Number(cycles(id, outcome)) / Number(cycles(to, outcome));
  test("hold between configurations of seL4", () => {
    expect(share("sel4bench-SABRE_32_nofastpath", "sel4bench-SABRE_32")).toBeCloseTo(2.3, 1);
    expect(share("sel4bench-PC99_64_haswell3", "sel4bench-PC99_64_noksw_haswell3")).toBeCloseTo(1.37, 2);
    expect(share("sel4bench-SABRE_SMP_32", "sel4bench-SABRE_32")).toBeCloseTo(1.25, 2);
    expect(share("sel4bench-IMX8MM_EVK_SMP_64", "sel4bench-IMX8MM_EVK_64")).toBeCloseTo(1.9, 1);
    expect(share("sel4bench-HIFIVE_MCS_64", "sel4bench-HIFIVE_64", "ipc send")).toBeCloseTo(2.2, 1);
  });
});

describe("times that the sources print beside the cycles", () => {
  const time = (id: string, outcome: Outcome): number => {
    const cost = costOf(profile(id), outcome);
    return "cycles" in cost ? microseconds(profile(id), cost.cycles)!.valueOf() : NaN;
  };
  test("come out of cycles and clock, in nanoseconds for a message", () => {
    const printed = { "l4-486": 5000, "l4-alpha": 104, "l4-mips": 860, "hazelnut-p2": 683, "hazelnut-p4": 720, "pistachio-k8": 144, "pistachio-ia64": 24, "okl4-sa": 635,
      "okl4-xscale": 378, "nova-i7-920": 108, "sel4-2013-arm11": 353, "sel4-2013-a9": 316, "sel4-2013-i7-4770": 89 };
    for (const [id, nanoseconds] of Object.entries(printed)) expect(Math.abs(time(id, "ipc one-way") * 1000 - nanoseconds), id).toBeLessThan(1);
  });
  test("come out in microseconds for a getpid", () => {
    const printed = { "linux-pentium-133": 1.68, "l4linux-pentium-133": 3.95, "l4linux-trampoline-pentium-133": 5.66, "mklinux-kernel-pentium-133": 15.41, "mklinux-user-pentium-133": 110.6 };
    for (const [id, printedTime] of Object.entries(printed)) expect(time(id, "getpid"), id).toBeCloseTo(printedTime, 2);
  });
});

describe("outcomes of specifications", () => {
  test("that a profile can be asked for are outcomes of the specification", () => {
    for (const [{ operations }, attachment] of [[genode, genodeCosts], [syncIpc, syncIpcCosts]] as const) {
      const known = outcomeNames(operations);
      expect(Object.keys(attachment).filter((name) => !known.includes(name))).toEqual([]);
    }
  });
});
