/** The laws of kernels: a sound one satisfies them, and each is broken by a kernel that breaks it. */
import { expect, test } from "vitest";
import { genode } from "../src/kernels/genode.ts";
import { syncIpc } from "../src/kernels/sync-ipc.ts";
import { laws } from "../src/laws/index.ts";
import { suite } from "../src/language/index.ts";
import type { Kernel } from "../src/kernels/kernel.ts";
import { kernelLaws } from "../src/vitest.ts";
import { byNight } from "./nightly.ts";
import { claiming, saying, suiteOf, tick } from "./engine/small-world.ts";

const sound = syncIpc.suites!.find(({ name }) => name === "bench:sync-ipc")!;
kernelLaws({ name: "sync-ipc", suites: [sound] });
// Its guards are tried in all suites, which takes minutes.
byNight([genode], []).forEach(kernelLaws);

const broken = (law: string, kernel: Kernel) => laws.find(({ name }) => name.startsWith(law))!.broken(kernel).join("; ");
const kernelOf = (more: object): Kernel => ({ name: "small", suites: [suite(suiteOf(saying([tick], [claiming(more as never)])))] });

test("what breaks a law is told", () => {
  expect(broken("every operation", kernelOf({ holds: () => true, sources: [], why: "no sentence" })))
    .toBe('"a claim" cites no source; "a claim" says no sentence: "no sentence"');
  expect(broken("guards", kernelOf({ holds: () => true, guards: ["no such mutant"] }))).toContain('"no such mutant"');
  expect(broken("every outcome", kernelOf({ holds: () => true, seen: { "the clock is at 99": ({ clock }: any) => clock[0].now === 99 } })))
    .toContain("never reached: a claim / the clock is at 99");
  expect(broken("every part", { name: "odd", suites: [suite({ ...suiteOf(saying([tick])), claim: undefined as never })] })).toContain('the page of "small" ');
  const long = Array.from({ length: 120 }, (_, i) => [`the clock is not at ${i}`, ({ after }: any) => after.clock[0].now !== i]);
  expect(broken("an operation", kernelOf({ permits: Object.fromEntries(long) }))).toMatch(/^the functions of "a claim" have \d+ characters, of at most 2000/);
  expect(broken("a trace", kernelOf({ holds: () => true }))).toBe("");
  let taken = 0;
  const forgetful = { ...tick, cases: [{ when: "the clock advances", then: { "the clock counts on": ({ clock }: any) => { clock.now = taken++ % 90; } } }] };
  expect(broken("a trace", { name: "small", suites: [suite(suiteOf(saying([forgetful])))] })).toContain("the state after this step was another one");
  const guard = "Tick / drop step / the clock advances / the clock counts on";
  expect(broken("every guard", kernelOf({ holds: () => true, guards: [guard] }))).toBe(`the guard kills nothing: a claim: ${guard}`);
});

test("ours keep to the laws that cost little", () => {
  for (const law of ["every operation", "an operation", "a trace"]) expect([law, broken(law, genode)]).toEqual([law, ""]);
});
