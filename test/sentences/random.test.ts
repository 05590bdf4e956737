/**
 * Random scripts hand on closures, and ask them again and again what they see. What is said to be the value for ever may have been nothing
 * at all before, and never anything else. The script itself is the judge.
 */
import { Script } from "node:vm";
import { expect, test } from "vitest";
import { Random } from "../../src/engine/index.ts";
import { nameGiven } from "../../src/sentences/plain.ts";
import { readerFor } from "../../src/sentences/read.ts";
import { randomScript } from "./random-scripts.ts";

/** A closure with all that it answered, in order, each once; what has no value yet answers `nothing`. */
interface Kept {
  readonly text: string;
  readonly fn: Function;
  readonly answers: Set<unknown>;
}

const nothing = Symbol("no value yet");

const attempt = (run: () => unknown): unknown => {
  try {
    return run();
  } catch {
    return nothing;
  }
};

/** Runs a script and answers what it has kept; `undefined` for a script that does not compile. */
function keptBy(text: string, random: Random): readonly Kept[] | undefined {
  const kept: Kept[] = [];
  let number = 0;
  const keep = (fn: unknown): number => {
    if (typeof fn === "function" && kept.length < 60) kept.push({ text, fn, answers: new Set() });
    return ++number;
  };
  let isAsking = false;
  const ask = (): void => {
    // What is asked may itself be a function of the script that asks.
    if (isAsking) return;
    isAsking = true;
    for (const { fn, answers } of kept) answers.add(attempt(() => Reflect.apply(fn, undefined, []) as unknown));
    isAsking = false;
  };
  const helpers = {
    attempt, ask, keep, next: () => ++number, coin: () => random.below(2) === 0,
    with: (fn: Function, value: unknown) => { keep(fn); return value; },
  };
  let run: Function;
  try {
    run = new Script(`(function ({ ${Object.keys(helpers).filter((name) => name !== "with").join(", ")}, with: f }) { return function () { ${text} } })`)
      .runInThisContext() as Function;
  } catch {
    return undefined;
  }
  attempt(() => Reflect.apply((run as (helpers: object) => Function)(helpers), undefined, []));
  ask();
  return kept;
}

/** How a closure disagrees with what was read of it; `null` when nothing was. */
function disagreement({ fn, answers, text }: Kept, captured: { readonly value: unknown } | undefined): string | undefined | null {
  if (captured === undefined) return null;
  const { value } = captured;
  const others = [...answers].filter((one) => !Object.is(one, value) && (value === undefined || (one !== undefined && one !== nothing)));
  return others.length === 0 && answers.has(value) ? undefined
    : `${String(fn)} is read as ${String(value)} and answered ${[...answers].map(String).join(", ")} in ${text}`;
}

test("closures of random scripts never see anything else than what was read of them", () => {
  const random = new Random(1);
  const counts = { read: 0, unread: 0 };
  for (let round = 0; round < 5; round++) {
    const kept: Kept[] = [];
    for (let scripts = 0; scripts < 40;) {
      const found = keptBy(`${random.below(2) === 0 ? "'use strict'; " : ""}${randomScript(random)}`, random);
      if (found === undefined) continue;
      scripts++;
      kept.push(...found);
    }
    const reader = readerFor(kept.map(({ fn }) => fn));
    for (const one of kept) {
      const read = reader.of(one.fn);
      const captured = read.kind === "read" ? read.names.get(nameGiven(read.tree) ?? "") : undefined;
      const wrong = disagreement(one, captured?.kind === "value" ? captured : undefined);
      if (wrong === null) counts.unread++;
      else counts.read++;
      expect(wrong ?? "").toBe("");
    }
  }
  // Enough is read to be judged, and enough changes.
  expect(counts.read).toBeGreaterThan(500);
  expect(counts.unread).toBeGreaterThan(500);
});
