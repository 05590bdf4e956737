/**
 * A replay for people: each step as a numbered sentence, what the kernel did, and what changed.
 */
import type { Paint } from "./paint.ts";
import { visibleIn } from "./visible.ts";

/** What is said of a record. */
interface Recorded {
  readonly claim: string;
  readonly cordon: string;
  readonly seed: number;
  readonly trace: number;
  readonly on: { readonly kind: "suite"; readonly name: string } | { readonly kind: "system"; readonly path: string };
  readonly specification: { readonly name: string };
  readonly steps: readonly unknown[];
}

/** What the replay showed. */
interface Shown {
  readonly senseless?: string;
  readonly steps: readonly {
    readonly sentence: string;
    readonly effects: readonly string[];
    readonly differences: readonly string[];
    readonly changed?: string;
  }[];
  readonly violation: { readonly claim: string; readonly at: number } | null;
  readonly because: readonly string[];
  readonly textChanged: boolean;
}

export function replayText(record: Recorded, shown: Shown, notes: readonly string[], paint: Paint): string {
  const { claim, cordon, seed, trace, on, specification, steps } = visibleIn(record);
  const { senseless, violation, because, textChanged, steps: replayed } = visibleIn(shown);
  const what = on.kind === "suite" ? `the suite ${on.name}` : `the system ${on.path}`;
  const lines = [
    `${paint("bold", `"${claim}"`)} on ${what}`,
    `specification ${specification.name}, seed ${seed}, trace ${trace}; recorded by Cordon ${cordon}`,
    ...notes.map((note) => paint("yellow", visibleIn(note))),
    ...(textChanged
      ? [paint("yellow", "The specification has changed since this was recorded; the recorded choices are replayed.")]
      : []),
    "",
    ...replayed.flatMap(({ sentence, effects, differences, changed }, i) => [
      `${String(i + 1).padStart(String(steps.length).length)}. ${sentence}`,
      ...effects.map((effect) => `     - ${effect}`),
      ...differences.map((difference) => paint("dim", `       ${difference}`)),
      ...(changed === undefined ? [] : [paint("yellow", `     ! ${changed}`)]),
    ]),
    ...(replayed.length === 0 ? [] : [""]),
  ];
  if (senseless !== undefined) lines.push(`${paint("magenta", "The steps make no sense any more")}: ${senseless}.`);
  else if (violation === null) lines.push(paint("green", "No claim is broken any more."));
  else {
    const when = violation.at === 0 ? "in the initial state" : `after step ${violation.at}`;
    const other = violation.claim === claim ? "" : `, not "${claim}" as recorded`;
    lines.push(paint("red", `"${violation.claim}" is broken ${when}${other}.`));
    lines.push(...because.map((sentence) => `  ${sentence}`));
  }
  return `${lines.join("\n")}\n`;
}
