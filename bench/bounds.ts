/**
 * `npm run bench -- bounds [--systems N] [--seed S] [--subject NAME]`: random systems of every analysis, simulated to beat its
 * bounds. Exit code 1 where one is beaten, and its witness is printed, or where something throws. System k under seed S is the
 * first one under seed S + k.
 */
import { asNumber } from "../src/timing/exact.ts";
import { notCovered, subjects } from "./bounds/index.ts";
import { witnessText } from "./bounds/searching.ts";
import { type Subject, type Tally, tally } from "./bounds/subject.ts";
import { grouped, median, printTable, timed } from "./table.ts";

interface Wanted {
  readonly systems: number;
  readonly seed: number;
  readonly subjects: readonly Subject[];
}

/** Runs and prints what the words of a command line ask for. */
export function measureBounds(words: readonly string[]): void {
  const wanted = read(words);
  if (typeof wanted === "string") {
    process.stderr.write(`${wanted}; use: npm run bench -- bounds [--systems N] [--seed S] [--subject NAME]\n`);
    process.exitCode = 2;
    return;
  }
  const { result, seconds } = timed(() => wanted.subjects.map((subject, i) =>
    ({ subject, ...tally(subject, shareOf(wanted, i), wanted.seed) })));
  printTable(["subject", "", "systems", "bounds", "violations", "median gap", "reached"],
    result.map(({ subject: { name, isExact }, ...one }) => [name, isExact ? "exact" : "", grouped(one.systems), grouped(one.bounds),
      one.beaten.length, medianGap(one), shareReached(one)]));
  for (const { subject, beaten } of result) for (const { seed, tried } of beaten) process.stdout.write(
    `${subject.name}, seed ${seed}: ${tried.what} is ${asNumber(tried.observed)}, of ${asNumber(tried.bound)}: ${witnessText(tried.witness())}\n`);
  for (const { subject, broken } of result) for (const one of broken) process.stdout.write(`${subject.name}, ${one}\n`);
  process.stdout.write(`Not covered: ${notCovered.map(([what, why]) => `${what} (${why})`).join("; ")}.\n`);
  const total = (of: (one: Tally) => number): string => grouped(result.reduce((all, one) => all + of(one), 0));
  const exact = result.filter(({ subject }) => subject.isExact).flatMap(({ gaps }) => gaps);
  const violations = total(({ beaten }) => beaten.length);
  process.stdout.write(`${total(({ systems }) => systems)} systems, ${total(({ bounds }) => bounds)} bounds, ${violations} violations; `
    + `${exact.length > 0 ? `median gap of the exact analyses ${median(exact).toFixed(3)}; ` : ""}${Math.round(seconds)} s of processor time\n`);
  if (result.some(({ beaten, broken }) => beaten.length + broken.length > 0)) process.exitCode = 1;
}

/** Systems are dealt out to subjects evenly. */
const shareOf = ({ systems, subjects: list }: Wanted, i: number): number =>
  Math.floor(systems / list.length) + (i < systems % list.length ? 1 : 0);

/** Where nothing was late at all, a gap says nothing. */
function medianGap({ gaps }: Tally): string {
  const gap = median(gaps);
  return gap === Infinity ? "none late" : gap.toFixed(3);
}

const shareReached = ({ gaps }: Tally): string =>
  gaps.length === 0 ? "" : `${Math.round(100 * gaps.filter((gap) => gap === 1).length / gaps.length)} %`;

/** What is wanted, or what is wrong. */
function read(words: readonly string[]): Wanted | string {
  let wanted: Wanted = { systems: 100_000, seed: 1, subjects };
  for (let i = 0; i < words.length; i += 2) {
    const [option, value] = [words[i]!, words[i + 1] ?? ""];
    if (option === "--subject") wanted = { ...wanted, subjects: subjects.filter(({ name }) => name === value) };
    else if (option !== "--systems" && option !== "--seed") return `there is no option ${option}`;
    else if (/^\d{1,9}$/.test(value)) wanted = { ...wanted, [option.slice(2)]: Number(value) };
    else return `${option} needs a whole number`;
  }
  return wanted.subjects.length === 0 ? `no subject has this name; there are ${subjects.map(({ name }) => name).join("; ")}` : wanted;
}
