/**
 * A report as JUnit XML, for continuous integration. A result that is not PASS has at least one failing test case,
 * so that a green page means what exit code 0 means.
 */
import type { Report, Result } from "../language/index.ts";
import { visible } from "./visible.ts";

interface Case {
  readonly name: string;
  /** Why it did not pass. */
  readonly problem?: {
    readonly element: "failure" | "error";
    readonly type: string;
    readonly message: string;
    readonly text: string;
  };
}

export function junitXml({ results }: Report): string {
  const suites = results.map((result) => ({ result, cases: casesOf(result) }));
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cordon"${counts(all)}>`,
    ...suites.flatMap(({ result, cases }) => [
      `  <testsuite name="${attribute(result.what)}"${counts(cases)} time="${result.seconds}">`,
      ...cases.map((one) => caseXml(one, result.what)),
      "  </testsuite>",
    ]),
    "</testsuites>",
    "",
  ].join("\n");
}

function casesOf({ what, kind, verdict, claims, findings, remarks, counterexample }: Result): Case[] {
  const cases: Case[] = claims.map(({ name, verdict: became }) => {
    if (became === "PASS") return { name };
    const broken = became === "FAIL" && counterexample !== undefined;
    return {
      name,
      problem: {
        element: became === "UNKNOWN" ? "error" : "failure",
        type: became,
        message: broken
          ? `broken after ${counterexample.length} steps`
          : (remarks.find((remark) => remark.includes(`"${name}"`)) ?? became),
        text: broken
          ? [...counterexample.trace.map((sentence, i) => `${i + 1}. ${sentence}`), ...counterexample.because].join(
              "\n",
            )
          : "",
      },
    };
  });
  for (const { severity, code, file, line, column, message } of findings)
    if (severity === "error")
      cases.push({
        name: `${code} at ${file}:${line}:${column}`,
        problem: { element: "failure", type: code, message, text: message },
      });
  if (kind === "system") cases.push({ name: `${what} was read` });
  if (verdict !== "PASS" && !cases.some(({ problem }) => problem !== undefined))
    cases.push({
      name: "verdict",
      problem: {
        element: verdict === "UNKNOWN" ? "error" : "failure",
        type: verdict,
        message: remarks[0] ?? verdict,
        text: remarks.join("\n"),
      },
    });
  return cases;
}

function counts(cases: readonly Case[]): string {
  const of = (element: string) => cases.filter(({ problem }) => problem?.element === element).length;
  return ` tests="${cases.length}" failures="${of("failure")}" errors="${of("error")}"`;
}

function caseXml({ name, problem }: Case, suite: string): string {
  const head = `    <testcase name="${attribute(name)}" classname="${attribute(suite)}"`;
  if (problem === undefined) return `${head}/>`;
  const { element, type, message, text } = problem;
  const inner = `<${element} type="${attribute(type)}" message="${attribute(message)}">${escaped(text)}</${element}>`;
  return `${head}>${inner}</testcase>`;
}

/** Text for XML; newlines stay, other control characters have no place in XML at all and are written out. */
function escaped(text: string): string {
  return text.split("\n").map(visible).join("\n").replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const attribute = (text: string): string => escaped(text).replaceAll("\n", "&#10;");
