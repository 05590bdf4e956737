/** Quota and priorities, against the numbers of the sources. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLevelCount, levelOf, narrowedPriority, priorityLimit } from "../../../spec/genode/cpu.ts";
import * as quota from "../../../spec/genode/quota.ts";
import { init, start } from "./values.ts";

describe("quota", () => {
  it("has the constants of Genode", () => {
    expect(quota.environmentRam).toBe(253952);
    expect([quota.environmentCaps, quota.withheldCaps, quota.capsMin]).toEqual([28, 34, 35]);
    expect([quota.preservedRam, quota.preservedCaps]).toEqual([327680, 20]);
  });

  it("is granted in document order, and never more than there is", () => {
    const amount = fc.nat(1000);
    fc.assert(fc.property(fc.array(fc.record({ ram: amount, caps: amount })), amount, amount, (asked, ram, caps) => {
      const system = init(asked.map((each, number) => start(`c${number}`, each)));
      const granted = quota.initialAssignment(system, { ram, caps }).map((assignment) => assignment.granted);
      const sum = (key: "ram" | "caps"): number => granted.reduce((total, each) => total + each[key], 0);
      expect(sum("ram")).toBe(Math.min(ram, asked.reduce((total, each) => total + each.ram, 0)));
      expect(sum("caps")).toBeLessThanOrEqual(caps);
      const clamped = granted.findIndex((each, number) => each.ram < asked[number]!.ram);
      if (clamped >= 0) expect(granted.slice(clamped + 1).every((each) => each.ram === 0)).toBe(true);
    }));
  });

  it("leaves a nested init what its environment and its reserve do not take", () => {
    const own = { ram: 1024 * 1024, caps: 100 };
    expect(quota.shareable(init([]), own)).toEqual({ ram: 1048576 - 253952 - 327680, caps: 46 });
    expect(quota.shareable(init([], { preserveRam: 0, preserveCaps: 0 }), { ram: 253953, caps: 35 }))
      .toEqual({ ram: 1, caps: 1 });
  });
});

describe("priorities", () => {
  it.each([
    [0, 0, 0, true], [0, -1, 0, false], [4, -3, 3, true], [4, -4, 3, false], [3, -1, 0, false], [4, 1, 0, false],
  ])("with %i levels, priority %i is level %i (fits: %j)", (levels, priority, level, fits) => {
    expect(levelOf(levels, priority)).toEqual({ level, fits });
  });

  it("counts levels in powers of two", () => {
    expect([0, 1, 2, 3, 4, 6, 32, -2, 1.5].map(isLevelCount))
      .toEqual([true, true, true, false, true, false, true, false, false]);
  });

  it("keeps a child's priorities inside its band, and bands apart", () => {
    const levels = 4;
    const priority = fc.nat(priorityLimit - 1);
    fc.assert(fc.property(fc.nat(levels - 1), priority, (level, asked) => {
      const band = Math.floor(narrowedPriority(levels, level, asked) / (priorityLimit / levels));
      expect(band).toBe(level);
    }));
    expect(narrowedPriority(0, 0, 7)).toBe(7);
  });
});
