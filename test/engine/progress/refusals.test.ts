/** Claims about progress that make no sense are refused when a specification is loaded, by name and with what is wrong. */
import { expect, test } from "vitest";
import { compile, refuseMisspelt, refuseMisspeltSteps } from "../../../src/engine/index.ts";
import { type Invariant, SpecificationFault } from "../../../src/language/index.ts";
import { claiming, doing, saying, tick, twoLamps } from "../small-world.ts";

const yes = (): boolean => true;
const bright = (lamp: any): boolean => lamp.bright;
const waiting = { from: yes, to: yes, within: 3 };

/** What is said of a claim. */
function said(claim: object): string {
  const specification = saying([tick, doing(() => {})], [claiming({ name: "it", ...claim } as Partial<Invariant>)]);
  try {
    compile(specification, twoLamps);
    refuseMisspelt(specification, twoLamps, []);
    refuseMisspeltSteps(specification);
  } catch (error) {
    if (!(error instanceof SpecificationFault)) throw error;
    return error.sentence.replace(/^the invariant "it" /, "");
  }
  return "nothing";
}

test.each<readonly [object, RegExp]>([
  [{ from: yes }, /^must have exactly one of .*; it has 0$/],
  [{ fair: {} }, /^must have exactly one of .*; it has 0$/],
  [{ from: yes, leadsTo: yes, to: yes, within: 3, fair: {} }, /^must have exactly one of .*"leadsTo" and "within"; it has 2$/],
  [{ canAlways: yes, goesOn: true }, /; it has 2$/],
  [{ holds: yes, ...waiting }, /; it has 2$/],
  [{ holds: yes, unless: yes }, /^says "unless", which belongs to "goesOn"$/],
  [{ canAlways: yes, unless: yes }, /^says "unless", which belongs to "goesOn"$/],
  [{ canAlways: yes, from: yes }, /^says "from", which belongs to "leadsTo" or to "to" and "within"$/],
  [{ canAlways: yes, fair: {} }, /^says "fair", which belongs to "leadsTo"$/],
  [{ goesOn: true, fair: { weak: [tick] } }, /^says "fair", which belongs to "leadsTo"$/],
  [{ holds: yes, counting: yes }, /^says "counting", which belongs to "within"$/],
  [{ goesOn: false }, /^says "goesOn", which is either true or left out$/],
  [{ goesOn: true, each: "lamp" }, /^says "goesOn" of each row: .* leave "each" out$/],
  [{ leadsTo: yes, fair: {} }, /^does not say "from": what holds where it begins to wait$/],
  [{ from: yes, leadsTo: yes }, /^does not say which operations are fair: fair: \{ weak: \[run\]/],
  [{ from: yes, leadsTo: yes, fair: { weakly: [tick] } }, /^does not say which operations are fair/],
  [{ from: yes, leadsTo: yes, fair: { weak: [{ name: "Tock" }] } }, /^is fair to "Tock", which is not an operation of the specification — did you mean "Tick"\?$/],
  [{ from: yes, leadsTo: yes, fair: { strong: [undefined] } }, /^is fair to what is not an operation/],
  [{ canAlways: true }, /^"canAlways" of the invariant "it" is not a function$/],
  [{ canAlways: yes, each: "lamps" }, /^speaks of "lamps", which is not a table — did you mean "lamp"\?$/],
  [{ canAlways: yes, guards: ["any"] }, /^names guards, which random traces try, and only cordon explore decides it: leave "guards" out$/],
  [{ to: yes, within: 3 }, /^says "to" without "from": what holds where it begins to wait$/],
  [{ from: yes, within: 3 }, /^says "within" without "to": what holds where it need not wait any more$/],
  [{ from: yes, to: yes }, /^says "to" without "within": after how many counted steps it holds at the latest$/],
  ...[0, -1, 1.5, 65_536, Number.NaN, "3"].map((within) =>
    [{ ...waiting, within }, new RegExp(`^says "within: ${within}"; it must be a whole number of steps from 1 to 65535$`)] as const),
  [{ ...waiting, fair: {} }, /^says "fair", which belongs to "leadsTo"$/],
  [{ ...waiting, counting: "all" }, /^says "counting", which is not a function$/],
  [{ ...waiting, from: true }, /^"from" of the invariant "it" is not a function$/],
  [{ ...waiting, each: "lamps" }, /^speaks of "lamps", which is not a table — did you mean "lamp"\?$/],
  [{ ...waiting, guards: ["Tick / no such"] }, /is guarded by "Tick \/ no such", which is not a mutant/],
  [{ ...waiting, counting: (step: any) => step.operation !== "Tock" }, /^compares the operation of a step with "Tock", .* — did you mean "Tick"\?/],
  [{ ...waiting, counting: (step: any) => step.args.lamb === null }, /^asks a step for the argument "lamb"/],
])("%o", (claim, sentence) => {
  expect(said(claim)).toMatch(sentence);
});

test.each([{ canAlways: yes }, { each: "lamp", canAlways: bright }, { goesOn: true, unless: yes }, { from: yes, leadsTo: yes, fair: {} }, waiting,
  { ...waiting, each: "lamp", counting: (step: any) => tick.of(step) === null }, { ...waiting, within: 65_535 }])("%o makes sense", (claim) => {
  expect(said(claim)).toBe("nothing");
});
