/** The bench models have exactly the reachable states and transitions that the same models have in other tools. */
import { expect, test } from "vitest";
import { capabilities, capsSystems } from "../../bench/models/caps.ts";
import { syncIpc, syncIpcSystems } from "../../bench/models/sync-ipc.ts";
import { type Model, compile, digestOf, restart } from "../../src/engine/index.ts";

/** Every reachable state with its number of legal calls, by plain breadth-first search over copies of states. */
function reachable(model: Model): { states: number; transitions: number; depth: number } {
  restart(model);
  const seen = new Set([digestOf(model.now.words)]);
  let frontier: readonly Int32Array[] = [model.now.words.slice()];
  let [transitions, depth] = [0, 0];
  for (;;) {
    const next: Int32Array[] = [];
    for (const state of frontier) for (const stepper of model.steppers) for (let call = 0; call < stepper.calls; call++) {
      let rest = call;
      const args = stepper.args.map(({ values }) => { const code = rest % values; rest = (rest - code) / values; return code; });
      model.now.words.set(state);
      if (stepper.run(args, () => 0) < stepper.refusals) continue;
      transitions++;
      const digest = digestOf(model.now.words);
      if (!seen.has(digest)) next.push(model.now.words.slice());
      seen.add(digest);
    }
    if (next.length === 0) return { states: seen.size, transitions, depth };
    [frontier, depth] = [next, depth + 1];
  }
}

test("caps XS", () => {
  expect(reachable(compile(capabilities, capsSystems.XS))).toEqual({ states: 10_879, transitions: 52_678, depth: 9 });
});

test("sync-ipc XS", () => {
  expect(reachable(compile(syncIpc, syncIpcSystems.XS)).states).toBe(7_391);
});
