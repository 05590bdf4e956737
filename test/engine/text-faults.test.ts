/** A sentence whose text is at fault earns no PASS, whether or not anything that ran came to what is wrong with it. */
import { describe, expect, test } from "vitest";
import {
  compile, emptyTally, explore, judge, judgeExploration, runCampaign, textAtFault, textsAtFault,
} from "../../src/engine/index.ts";
import type { Invariant, Operation } from "../../src/language/index.ts";
import { claiming, doing, saying, tick, twoLamps } from "./small-world.ts";

/** True of no state: a lamp that is of a colour is never without one. */
const never = (lamp: any): boolean => lamp.colour !== "red" && lamp.colour !== "green";
const holding = (holds: (lamp: any, all: any) => unknown): Invariant =>
  claiming({ each: "lamp", holds: ((lamp: any, all: any) => (never(lamp) ? holds(lamp, all) : lamp.queue.isEmpty)) as any });
const stepping = (holds: (moment: any) => unknown): Invariant =>
  claiming({ permits: { "of every kind": ((moment: any) => (never(moment.after.lamp[0]) ? holds(moment) : moment.after.lamp[0].queue.isEmpty)) as any } });
const light: Operation = doing((lamp) => { lamp.bright = !lamp.bright; lamp.colour = lamp.bright ? "green" : "red"; });

const faulty: Record<string, readonly [operation: Operation, claim: Invariant, ...words: string[]]> = {
  "a claim that writes": [light, holding((lamp) => { lamp.bright = true; return true; }), 'the invariant "a claim"', "not only read", "lamp.bright is written", '(at "holds")'],
  "a claim that puts something into a queue": [light, holding((lamp) => { lamp.queue.push(lamp); return true; }), "not only read", "lamp.queue"],
  "a claim that takes an event": [light, holding((lamp) => { lamp.take("switch on"); return true; }), "not only read"],
  "a claim that reads a misspelt column": [light, holding((lamp) => lamp.colur === "red"), "unknown name", 'did you mean "colour"?'],
  "a claim that reads a misspelt table": [light, holding((_, all) => all.lmap.length === 2), "unknown name", 'did you mean "lamp"?'],
  "a reason that writes": [light, stepping(({ after }) => { after.lamp[0].bright = true; return true; }), "not only read", '(at "of every kind")'],
  "a reason that asks for what steps do not have": [light, stepping(({ step }) => step.opration === "Act"), "unknown name", 'did you mean "operation"?'],
  "a step that writes a misspelt column": [doing((lamp) => { if (never(lamp)) lamp.brigt = true; }), holding(() => true), 'the operation "Act"', "unknown name", '(at "it acts / it does it")'],
  "a step that takes a misspelt event": [doing((lamp) => { if (never(lamp)) lamp.take("swich on"); }), holding(() => true), "no such event"],
  "a check that writes": [doing(() => {}, { checks: [{ unless: "never", holds: ({ lamp }: any) => { if (never(lamp)) lamp.bright = true; return true; }, answer: "x" }] }), holding(() => true), "not only read", '(at "never")'],
};

describe("a text at fault that nothing came to is named:", () => {
  test.for(Object.entries(faulty))("%s", ([, [operation, claim, ...words]]) => {
    const model = compile(saying([operation, tick], [claim]), twoLamps);
    const found = textsAtFault(model, true);
    expect(found.map(({ isAtFault }) => isAtFault)).toEqual([true]);
    const line = textAtFault(found[0]!);
    for (const word of words) expect(line).toContain(word);
  });
});

describe("it earns no PASS", () => {
  const [operation, claim] = faulty["a claim that writes"]!;
  const waived = Object.fromEntries(["Act / it acts"].map((one) => [one, "for this test"]));
  const model = () => compile(saying([operation], [claim]), { ...twoLamps, waived });
  const textsOf = (one: ReturnType<typeof model>) => textsAtFault(one, true).map((fault) => textAtFault(fault));

  test.for([["by code", true], ["by the sentences", false]] as const)("of random traces %s", ([, compiled]) => {
    const one = model();
    const tally = runCampaign(one, { seed: 1, traces: 20, steps: 10, compiled });
    expect(tally.failure).toBeNull();
    expect(judge(one, tally, 20, { textsAtFault: textsOf(one) })).toMatchObject({ verdict: "UNKNOWN", remarks: [expect.stringContaining("not only read")] });
    // Where code was made, what it was made of is known without reading again.
    expect(textsAtFault(one, false)).toHaveLength(compiled ? 1 : 0);
  });

  test("of a search", () => {
    const one = model();
    const found = explore(one, { statesMost: 200, bytesMost: 1e8, symmetry: false });
    expect(found.failure).toBeNull();
    expect(judgeExploration(one, found, { textsAtFault: textsOf(one) }).verdict).toBe("UNKNOWN");
  });

  test("and what is broken stays so", () => {
    const broken = compile(saying([operation, tick], [claim, claiming({ name: "never two", each: "clock", holds: (clock: any) => clock.now < 2 })]), twoLamps);
    const tally = runCampaign(broken, { seed: 1, traces: 20, steps: 10 });
    expect(judge(broken, tally, 20, { textsAtFault: textsOf(broken) }).verdict).toBe("FAIL");
  });

  test("while healthy texts have none", () => {
    const healthy = compile(saying([light, tick], [holding(() => true)]), twoLamps);
    expect(textsAtFault(healthy, true)).toEqual([]);
    expect(judge(healthy, { ...emptyTally(healthy), traces: 1 }, 1, { textsAtFault: [] }).verdict).toBe("WEAK");
  });
});
