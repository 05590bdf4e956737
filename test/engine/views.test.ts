/** What observers see by name: told by its key, compared by code as by the sentences, with the steps that the other run leaves out. */
import { expect, test } from "vitest";
import { compile, judge, runCampaign } from "../../src/engine/index.ts";
import { differenceOf, viewFrom } from "../../src/engine/claims/views.ts";
import { claiming, doing, saying, twoLamps } from "./small-world.ts";

const flip = doing((lamp) => { lamp.bright = !lamp.bright; }, { name: "Flip" });
const checked = (view: (lamp: any, world: any) => unknown, compiled = false) => {
  const model = compile(saying([flip], [claiming({ each: "lamp", unseen: {
    hidden: (lamp: any, { args }: any) => args.lamp.id !== lamp.id, hears: () => false, view: view as never } })]), twoLamps);
  const tally = runCampaign(model, { seed: 1, traces: 20, steps: 4, compiled });
  return { ...judge(model, tally, 20), byCode: tally.byCode, violation: tally.failure?.violation };
};

test("what is seen is told by its name, and so is what the other run leaves out", () => {
  const { verdict, violation } = checked((lamp, { lamp: all }) => ({ mine: lamp.bright, bright: all.filter((one: any) => one.bright).map((one: any) => one.id) }));
  expect(verdict).toBe("FAIL");
  expect(violation!.why).toMatch(/^lamp \d sees bright = [01, ]+ where it would see (nothing|\d) without the hidden steps/);
  expect(violation!.reasons![0]).toMatch(/^The run without what is hidden from lamp \d leaves out steps? \d/);
});

test("a record of what is one's own is the same in both runs", () => {
  expect(checked((lamp) => ({ bright: lamp.bright, both: [lamp.bright, lamp.id] })).verdict).not.toBe("FAIL");
});

test("by code, what moves from one list of a record to the next is seen", () => {
  const halves = (_: any, { lamp: all }: any) => ({ lit: all.filter((one: any) => one.bright || one.id === 0).map((one: any) => one.id),
    dark: all.filter((one: any) => !one.bright && one.id > 0).map((one: any) => one.id) });
  expect(checked(halves, true).violation).toEqual(checked(halves).violation);
  expect(checked(halves, true).verdict).toBe("FAIL");
});

test("by code, a record is the same where the sentences say so", () => {
  const own = (lamp: any) => ({ bright: lamp.bright, all: [lamp.bright, lamp.id], colour: lamp.colour });
  const [byCode, plain] = [checked(own, true), checked(own)];
  expect(byCode.byCode).toBeGreaterThan(0);
  expect({ ...byCode, byCode: 0 }).toEqual(plain);
});

test.each([
  [{ a: 1 }, { a: 2 }, "sees a = 1 where it would see 2 without the hidden steps"],
  [{ a: 1, b: [] }, { b: [3, 4], a: 1 }, "sees b = nothing where it would see 3, 4 without the hidden steps"],
  [{ a: [1], b: [2] }, { a: [1, 2], b: [] }, "sees a = 1 where it would see 1, 2 without the hidden steps"],
  [{ a: 1 }, { b: 1 }, "sees a where it would see b without the hidden steps"],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, null],
  [{ a: [1] }, { a: 1 }, "sees a = 1 where it would see 1 without the hidden steps"],
  [[1], { a: 1 }, "sees a list where it would see a record without the hidden steps"],
  [[1, 2], [1], "sees 2 things where it would see 1 without the hidden steps"],
])("%j and %j", (here, there, said) => {
  expect(differenceOf(viewFrom(here), viewFrom(there))).toBe(said);
});
