/**
 * A replay for people: each step as a numbered sentence, what the kernel did, and what changed.
 */
import type { Paint } from "./paint.ts";
import { forEver } from "./result.ts";
import { visibleIn } from "./visible.ts";

/** What a trace was run on. */
type Subject =
  | { readonly kind: "suite"; readonly name: string; readonly system?: string }
  | { readonly kind: "system"; readonly path: string };

/** What is said of a record. */
interface Recorded {
  readonly claim: string;
  readonly cordon: string;
  readonly seed: number;
  readonly trace: number;
  readonly strategy: string;
  readonly on: Subject;
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
  /** The first of the steps that are repeated for ever. */
  readonly loopFrom?: number;
  readonly violation: { readonly claim: string; readonly at: number; readonly unsure?: string } | null;
  readonly because: readonly string[];
  readonly textChanged: boolean;
}

/** What a trace was run on, in words. */
export const subjectText = (on: Subject): string => on.kind === "system" ? `the system ${on.path}`
  : `the suite ${on.name}${on.system === undefined ? "" : `, system ${on.system}`}`;

export function replayText(record: Recorded, shown: Shown, notes: readonly string[], paint: Paint): string {
  const { claim, cordon, seed, trace, strategy, on, specification, steps } = visibleIn(record);
  const { senseless, violation, because, textChanged, steps: replayed, loopFrom = Infinity } = visibleIn(shown);
  const origin = strategy === "exhaustive" ? "found by exploring" : `seed ${seed}, trace ${trace}`;
  const lines = [
    `${paint("bold", `"${claim}"`)} on ${subjectText(on)}`,
    `specification ${specification.name}, ${origin}; recorded by Cordon ${cordon}`,
    ...notes.map((note) => paint("yellow", visibleIn(note))),
    ...(textChanged
      ? [paint("yellow", "The specification has changed since this was recorded; the recorded choices are replayed.")]
      : []),
    "",
    ...replayed.flatMap(({ sentence, effects, differences, changed }, i) => [
      ...(i === loopFrom ? [paint("red", forEver(replayed.slice(i)))] : []),
      `${String(i + 1).padStart(String(Math.max(steps.length, replayed.length)).length)}. ${sentence}`,
      ...effects.map((effect) => `     - ${effect}`),
      ...differences.map((difference) => paint("dim", `       ${difference}`)),
      ...(changed === undefined ? [] : [paint("yellow", `     ! ${changed}`)]),
    ]),
    ...(loopFrom === replayed.length ? [paint("red", forEver([]))] : []),
    ...(replayed.length === 0 ? [] : [""]),
  ];
  if (senseless !== undefined) lines.push(`${paint("magenta", "The steps make no sense any more")}: ${senseless}.`);
  else if (violation === null) lines.push(paint("green", "No claim is broken any more."));
  else if (violation.unsure !== undefined) lines.push(paint("magenta", "It cannot be said whether the claim is still broken"), `  ${violation.unsure}.`);
  else {
    const when = loopFrom < Infinity ? "by a run that never ends" : violation.at === 0 ? "in the initial state" : `after step ${violation.at}`;
    const other = violation.claim === claim ? "" : `, not "${claim}" as recorded`;
    lines.push(paint("red", `"${violation.claim}" is broken ${when}${other}.`));
    lines.push(...because.map((sentence) => `  ${sentence}`));
  }
  return `${lines.join("\n")}\n`;
}
