/** German's protocol: coherent, never stuck, and fair where the home is. */
import { expect, test } from "vitest";
import { compile, explore, exploreByCode } from "../../../src/engine/index.ts";
import { decided, system } from "./deciding.ts";
import { german } from "./german.ts";

const two = system({ client: 2, home: 1 });
const all = { "who owns is alone": "PASS", "it goes on": "PASS", "everybody can own": "PASS", "who asks to own owns": "PASS" };

test("is coherent, never stuck, and serves everybody whom the home does not leave out for ever", () => {
  expect(decided(german("right", "strong"), two).claims).toEqual(all);
});

test("starves a client where the home may turn to others for ever", () => {
  const found = decided(german("right", "weak"), two);
  expect(found.claims).toEqual({ ...all, "who asks to own owns": "FAIL" });
  const starving = /(client \d) waits/.exec(found.violation!.why)![1]!;
  expect(found.loop!.some((step) => step.includes("Begin"))).toBe(true);
  expect(found.loop!.some((step) => step.startsWith(`${starving}: Begin`))).toBe(false);
});

test("is not coherent where the home does not wait for acknowledgements", () => {
  const model = compile(german("impatient", "strong"), two);
  const options = { bytesMost: 1 << 26, symmetry: false };
  for (const search of [explore(model, options), exploreByCode(model, options)!])
    expect([search.failure!.violation.claim, search.failure!.steps.length]).toEqual(["who owns is alone", 8]);
});
