/**
 * What exploring found, for people: in the form of a check's result.
 */
import { type ExplorationReport, type FamilyReport, type SampleReport, type Verdict, verdicts } from "../language/index.ts";
import { type Paint, verdictStyle } from "./paint.ts";
import { atMost, claimsLine, counterexampleLines, waitLines } from "./result.ts";
import { alignedRows, counted } from "./table.ts";
import { visibleIn } from "./visible.ts";

/** The exploration; `replay` is the command that runs its counterexample again. */
export function explorationText(given: ExplorationReport, paint: Paint, replay: string): string {
  const report = visibleIn(given);
  const { verdict, states, transitions, depth, seconds, bytesPerState, symmetry, claims, counterexample } = report;
  const size = `${counted(states, "state")}, ${counted(transitions, "transition")}, depth ${depth}, ${seconds} s`;
  const memory = `${counted(bytesPerState, "byte")} a state${symmetry ? "; states that are alike count once" : ""}`;
  const isTold = counterexample === undefined && claims.some(({ checked }) => checked > 0);
  return `${[
    `${paint(verdictStyle[verdict], verdict.padEnd(7))} ${paint("bold", explored(report))}  ${paint("dim", size)}`,
    ...(isTold ? [`  ${claimsLine(report)}; ${memory}`, ...waitLines(claims)] : []),
    ...(counterexample === undefined ? [] : counterexampleLines(counterexample, paint)),
    ...atMost(report.remarks.map((remark) => `  ${remark}`)),
    ...(counterexample === undefined || counterexample.record === "" ? [] : [`  Replay: ${paint("bold", replay)}`]),
  ].join("\n")}\n`;
}

/** All systems of a suite, a line each, and the smallest that breaks in full; `replay` runs its counterexample again. */
export function familyText(given: FamilyReport, paint: Paint, isBrief: boolean, replay: string): string {
  const { what, systems, verdict, smallest } = visibleIn(given);
  const numbers = ["states", "transitions", "depth"] as const;
  const seconds = Math.round(systems.reduce((sum, one) => sum + one.seconds, 0) * 100) / 100;
  const painted = (line: string, of: Verdict): string => line.replace(of, paint(verdictStyle[of], of));
  const lines = alignedRows([["", what, ...numbers, ""], ...systems.map((one) => [one.verdict, one.system,
    ...numbers.map((name) => String(one[name])), one.verdict === "PASS" ? "" : one.remarks[0] ?? ""])], [2, 3, 4]);
  const tally = verdicts.map((one) => [one, systems.filter((system) => system.verdict === one).length] as const)
    .filter(([, count]) => count > 0).map(([one, count]) => `${count} ${one}`).join(", ");
  const full = smallest === undefined ? undefined : given.systems.find((one) => one.verdict === "FAIL");
  return [
    ...lines.map((line, i) => i === 0 ? paint("dim", line) : painted(line, systems[i - 1]!.verdict)),
    `${painted(verdict, verdict)}: ${tally}, ${seconds} s${smallest === undefined ? "" : `; the smallest system that breaks: ${smallest}`}`,
    ...(full === undefined || isBrief ? [] : ["", explorationText(full, paint, replay).trimEnd()]),
  ].map((line) => `${line}\n`).join("");
}

/** The estimate of a size, and where it comes from. */
export function sampleText(given: SampleReport, paint: Paint): string {
  const report = visibleIn(given);
  const { atLeast, about, exhaustive, symmetry, traces, distinct, once, twice, levels, seconds } = report;
  const size = exhaustive ? counted(atLeast, "state")
    : `at least ${rounded(atLeast)} states${about === undefined ? "" : `, about ${rounded(about)}`}`;
  const depth = `to depth ${levels.length - 1}`;
  return `${[
    `${paint("bold", explored(report))}: ${size}${symmetry ? ", those that are alike counted once" : ""}  ${paint("dim", `${seconds} s`)}`,
    ...(exhaustive ? [`  all of them were found, ${depth}`] : [
      `  at least: ${counted(traces, "random trace")} ended in ${counted(distinct, "state")}, ${once} of them once and ${twice} twice, `
        + "which bounds how many were missed (Chao 1984)",
      about === undefined ? `  about: the states by depth, ${depth}, do not tell how they go on`
        : `  about: the states by depth, ${depth}, go on as they began: a guess, which may be wrong by a factor of ten`,
    ]),
  ].join("\n")}\n`;
}

/** What was explored: `a-suite on M`; a system description is its own system. */
export const explored = ({ what, system }: Pick<ExplorationReport, "what" | "system">): string =>
  system === what ? what : `${what} on ${system}`;

/** A number that is only about right: two digits that count. */
const rounded = (value: number): string => value < 1000 ? String(Math.round(value))
  : BigInt(Number(value.toPrecision(2))).toString().replaceAll(/\B(?=(\d{3})+$)/g, ",");
