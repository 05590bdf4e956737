/**
 * A report as JUnit XML, for continuous integration.
 *
 * - A claim that is broken or WEAK, and a finding of severity error, is a failure; UNKNOWN, and an input that cannot be read, an error.
 * - A claim that was not decided, since another broke first, is skipped, as is an input of which nothing was checked.
 * - Warnings and notes stand in `system-out`: they change no verdict.
 * - A case keeps its name while lines move: a line is an attribute.
 *
 * So a result that is neither PASS nor SKIPPED has a failure or an error, and a page on which all is green has exit code 0.
 */
import type { ClaimResult, Finding, Report, Result } from "../language/index.ts";
import { whySkipped } from "./result.ts";
import { counted } from "./table.ts";
import { visible } from "./visible.ts";

interface Case {
  readonly name: string;
  readonly place?: Pick<Finding, "file" | "line">;
  /** Why it did not pass. */
  readonly problem?: Problem;
}

interface Problem {
  readonly element: "failure" | "error" | "skipped";
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

export function junitXml({ results }: Report): string {
  const suites = results.map((result) => ({ result, cases: named(casesOf(result)) }));
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cordon"${counts(all)}>`,
    ...suites.flatMap(({ result, cases }) => [
      `  <testsuite name="${attribute(result.what)}"${counts(cases)} time="${result.seconds}">`,
      ...cases.map((one) => caseXml(one, result.what)),
      ...remarksXml(result),
      "  </testsuite>",
    ]),
    "</testsuites>",
    "",
  ].join("\n");
}

function casesOf(result: Result): Case[] {
  const { what, kind, verdict, claims, findings, remarks } = result;
  const cases = claims.map((claim): Case => {
    const problem = problemOf(claim, result);
    return { name: claim.name, ...(problem === undefined ? {} : { problem }) };
  });
  // Of an input that was not read, errors are what stood in the way.
  const element = verdict === "SKIPPED" ? "error" : "failure";
  for (const { severity, code, file, line, message, component } of findings) if (severity === "error") cases.push({
    name: component === undefined ? code : `${code} in ${component}`, place: { file, line },
    problem: { element, type: code, message, text: message },
  });
  if (kind === "system" && verdict !== "SKIPPED") cases.push({ name: `${what} was read` });
  if (verdict === "PASS" || cases.some(({ problem }) => problem !== undefined && problem.element !== "skipped")) return cases;
  return [...cases, { name: "verdict", problem: {
    element: verdict === "SKIPPED" ? "skipped" : verdict === "UNKNOWN" ? "error" : "failure",
    type: verdict, message: verdict === "SKIPPED" ? whySkipped(result) : remarks[0] ?? verdict, text: remarks.join("\n"),
  } }];
}

function problemOf({ name, verdict }: ClaimResult, { counterexample, remarks }: Result): Problem | undefined {
  if (verdict === "PASS") return undefined;
  const isBroken = verdict === "FAIL" && counterexample?.claim === name;
  if (isBroken) return {
    element: "failure", type: verdict, message: `broken after ${counted(counterexample.length, "step")}`,
    text: [...counterexample.trace.map((sentence, i) => `${i + 1}. ${sentence}`), ...counterexample.because].join("\n"),
  };
  if (verdict === "SKIPPED" || (verdict === "WEAK" && counterexample !== undefined)) {
    const message = counterexample === undefined ? "not checked" : `not decided, since "${counterexample.claim}" broke first`;
    return { element: "skipped", type: verdict, message, text: "" };
  }
  return {
    element: verdict === "UNKNOWN" ? "error" : "failure", type: verdict,
    message: remarks.find((remark) => remark.includes(`"${name}"`)) ?? remarks[0] ?? verdict, text: remarks.join("\n"),
  };
}

/** The cases with a number behind a name that comes again. */
function named(cases: readonly Case[]): readonly Case[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name} (${count})` };
  });
}

function counts(cases: readonly Case[]): string {
  const of = (element: string) => cases.filter(({ problem }) => problem?.element === element).length;
  return ` tests="${cases.length}" failures="${of("failure")}" errors="${of("error")}" skipped="${of("skipped")}"`;
}

function caseXml({ name, place, problem }: Case, suite: string): string {
  const at = place === undefined ? "" : ` file="${attribute(place.file)}" line="${place.line}"`;
  const head = `    <testcase name="${attribute(name)}" classname="${attribute(suite)}"${at}`;
  if (problem === undefined) return `${head}/>`;
  const { element, type, message, text } = problem;
  const opening = `<${element}${element === "skipped" ? "" : ` type="${attribute(type)}"`} message="${attribute(message)}"`;
  return `${head}>${opening}>${escaped(text)}</${element}></testcase>`;
}

/** What changes no verdict. */
function remarksXml({ findings }: Result): string[] {
  const lines = findings.filter(({ severity }) => severity !== "error")
    .map(({ file, line, column, severity, code, message }) => visible(`${file}:${line}:${column} ${severity} ${code} ${message}`));
  return lines.length === 0 ? [] : [`    <system-out>${escaped(lines.join("\n"))}</system-out>`];
}

/** Text for XML; newlines stay, other control characters have no place in XML at all and are written out. */
function escaped(text: string): string {
  return text.split("\n").map(visible).join("\n").replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const attribute = (text: string): string => escaped(text).replaceAll("\n", "&#10;");
