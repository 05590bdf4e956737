/** Reports with whatever text a stranger may have put into every place. */
import { type ExplorationReport, type Report, type Result, verdicts } from "../../src/language/index.ts";

/** Texts that mean something to a terminal, to XML, to Markdown, or to GitHub's workflow commands. */
export const payloads = [
  "plain",
  "",
  "<script>alert(1)</script>",
  "]]>",
  "&amp;&lt;",
  "\"'`",
  "\u001b[2J\u001b]0;title\u0007",
  "\u009b31m",
  "\u0000",
  "a\r\nb\tc",
  "\u202etxt.exe",
  "\u2066x\u2069",
  "\ufeff\u200b\u00ad",
  "%0A::error::x",
  "::error file=a::b",
  "\ud800",
  "\udfff\ud83d",
  "\u{e0001}",
  "\uffff",
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "C:\\x y#?%",
  "x".repeat(3000),
  "é🦀",
  "\u2028\u2029",
  "\u007f\u0085",
];

/** What must not reach a terminal: C0 and C1 controls but the newline, format characters, lone surrogates. */
export const steering = new RegExp("[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e"
  + "\\u2060-\\u206f\\ufeff\\ud800-\\udfff\\u{e0000}-\\u{e007f}]", "u");

const result = (text: string, change: Partial<Result> = {}): Result => ({
  what: text, kind: "system", verdict: "FAIL", traces: 10, steps: 20, seconds: 0.5,
  system: { format: "Genode HID", counts: { components: 1, levels: 1, services: 0, routes: 0 } },
  claims: [
    { name: `claim ${text}`, verdict: "FAIL", checked: 3, applied: 3, seen: { [text]: 1 } },
    { name: "holds", verdict: "PASS", checked: 3, applied: 3, seen: {} },
  ],
  outcomes: [{ operation: text, outcome: text, count: 1 }],
  findings: [{ code: "GN101", severity: "error", file: text, line: 3, column: 7, message: text, component: text }],
  counterexample: { record: text, claim: `claim ${text}`, length: 1, trace: [text], because: [text] },
  remarks: [text],
  ...change,
});

/** One report with the text in every place. */
export const hostileReport = (text: string): Report => ({
  cordon: "0.1.0",
  version: 2,
  verdict: "FAIL",
  seed: 1,
  results: [result(text)],
});

/** An exploration with the text in every place. */
export const hostileExploration = (text: string): ExplorationReport => {
  const { claims, outcomes, counterexample, remarks } = result(text);
  return {
    cordon: text, version: 2, what: text, system: `system ${text}`, verdict: "FAIL", states: 2, transitions: 1, depth: 1, exhaustive: false,
    frontier: 1, seconds: 1, workers: 1, bytesPerState: 8, symmetry: true, byCode: false, claims, outcomes, counterexample: counterexample!, remarks,
  };
};

/** A report with one result of each verdict. */
export const mixedReport: Report = {
  cordon: "0.1.0", version: 2, verdict: "FAIL", seed: 1,
  results: verdicts.map((verdict) => {
    const { counterexample, ...rest } = result(verdict, {
      kind: "suite", verdict, findings: [], remarks: [`remark on ${verdict}`],
      claims: [{ name: "a claim", verdict: verdict === "FAIL" ? "FAIL" : "PASS", checked: 1, applied: 1, seen: {} }],
    });
    return verdict === "FAIL" ? { ...rest, counterexample: { ...counterexample!, claim: "a claim" } } : rest;
  }),
};
