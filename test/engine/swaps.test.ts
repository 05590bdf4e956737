/** Swaps of two steps that make no difference are told from those that do, and the run that compares them is the same as any. */
import { expect, test } from "vitest";
import { syncIpc, syncIpcSystem } from "../../examples/sync-ipc/sync-ipc.ts";
import { compile, comparingSwaps, runCampaign } from "../../src/engine/index.ts";
import { doing, saying, small, tick, twoLamps } from "./small-world.ts";

const options = { seed: 1, traces: 20, steps: 20 };
const named = (sentences: string): string => `Act / swap steps / it acts / ${sentences}`;

test("steps that touch different things commute, and those that do not, do not", () => {
  const act = doing(() => {}, { cases: [
    { when: "it acts", holds: ({ lamp }: any) => lamp.id === 0, then: {
      "it is bright": ({ lamp }: any) => { lamp.bright = true; },
      "it is red": ({ lamp }: any) => { lamp.colour = "red"; },
      "it is green": ({ lamp }: any) => { lamp.colour = "green"; },
      "it is open": ({ lamp }: any, choose: any) => { if (choose(2) === 1) lamp.group.add(lamp); },
      "what is in it goes": ({ lamp }: any) => { if (lamp.group.size > 0) lamp.take("switch on"); },
    } },
    { when: "it rests", holds: ({ lamp }: any) => lamp.id === 1, then: { "it is dim": ({ lamp }: any) => { lamp.bright = false; } } },
    { when: "never", holds: () => false, then: { "one": () => {}, "two": () => {} } },
  ] } as any);
  const model = compile(saying([act, tick]), twoLamps);
  const { model: comparing, same, differing } = comparingSwaps(model);
  expect([same(), differing()]).toEqual([[], []]);
  expect(runCampaign(comparing, options).failure).not.toBeNull();
  expect(same()).toEqual([named("it is bright / it is red"), named("it is green / it is open")]);
  expect(differing()).toEqual([named("it is red / it is green"), named("it is open / what is in it goes")]);
  const again = comparingSwaps(model);
  expect([again.same(), again.differing()]).toEqual([[], []]);
});

test("the state is left as it is without the swaps", () => {
  const [plain, compared] = [compile(syncIpc, syncIpcSystem(3, 2, 2, 2)), compile(syncIpc, syncIpcSystem(3, 2, 2, 2))];
  const { model, differing } = comparingSwaps(compared);
  expect(runCampaign(model, options)).toEqual(runCampaign(plain, options));
  expect(differing().length).toBeGreaterThan(0);
});

test("a swap that is a fault of the specification makes a difference", () => {
  const both = small.operation({ ...tick, name: "Flash", by: "lamp", cases: [{ when: "it flashes", then: {
    "it is lit": ({ lamp }: any) => lamp.take("switch on"), "it is dark": ({ lamp }: any) => lamp.take("switch off") } }] } as any);
  const { model, differing } = comparingSwaps(compile(saying([both]), twoLamps));
  expect(runCampaign(model, options).failure).toBeNull();
  expect(differing()).toEqual(["Flash / swap steps / it flashes / it is lit / it is dark"]);
});
