/** One of everything that reports and pages show, small, with the odd one beside the usual one. */
import { source } from "../../src/language/index.ts";
import type { ClaimResult, ExplorationReport, Finding, Report, Result, SampleReport, Severity, Verdict } from "../../src/language/index.ts";
import type {
  Bench, BenchClaims, BenchMutant, BenchWithin, ClaimReport, ConfigurationTimingText, CurvePlot, SimulationText, TimingPlot, TimingText, TraceTimingText, Unnoticed,
} from "../../src/render/index.ts";

const finding = (severity: Severity, line: number, change: Partial<Finding> = {}): Finding =>
  ({ code: `GN10${line}`, severity, file: "a.hid", line, column: 2 * line, message: `The ${severity} of line ${line}.`, ...change });
const claim = (name: string, verdict: Verdict, applied = 3): ClaimResult => ({ name, verdict, checked: 3, applied, seen: { "it comes true": 1 } });
const outcomes: Result["outcomes"] = [
  { operation: "Send", outcome: "it is sent", count: 7 }, { operation: "Send", outcome: "it waits", count: 1 },
  { operation: "Send", outcome: "nobody listens", count: 0, waived: "somebody does" }, { operation: "Send", outcome: "late", count: 0, required: false },
  { operation: "Send", outcome: "never", count: 0 },
];
const counterexample = { record: "out/records/a.json", claim: "all is sent", length: 10,
  trace: Array.from({ length: 10 }, (_, i) => `client ${i}: Send: it is sent`), because: ["The claim is: all is sent.", "After step 10, it is not."] };
const result = (change: Partial<Result>): Result => ({ what: "a suite", kind: "suite", verdict: "PASS", traces: 500, steps: 20_000, seconds: 1.25,
  claims: [claim("one", "PASS"), claim("two", "PASS")], outcomes, findings: [], remarks: ["500 traces."], ...change });
const system = (change: Partial<Result>): Result =>
  result({ kind: "system", system: { format: "Genode HID", counts: { components: 2, levels: 1, services: 0, routes: 5 } }, ...change });

export const report: Report = {
  cordon: "0.1.0", version: 2, verdict: "FAIL", seed: 7, leftOut: { "link": 2, "other text": 5, "empty file": 1 },
  results: [
    result({ discovery: { species: 41, curve: [[1, 30], [500, 41]], lastNew: 388, estimate: 0.012, upperBound: 0.02955 } }),
    result({ what: "another suite", verdict: "FAIL", claims: [claim("all is sent", "FAIL"), claim("two", "WEAK", 0), claim("three", "PASS")], counterexample }),
    result({ what: "a third suite", verdict: "UNKNOWN", claims: [claim("one", "UNKNOWN"), claim("two", "SKIPPED", 0)], remarks: ['The invariant "one" threw.', "It was ended.", "Only 50 of 500."] }),
    system({ what: "a.hid", verdict: "FAIL", traces: 0, steps: 0, claims: [], outcomes: [], remarks: ["Only the static stage ran."],
      findings: [finding("note", 1), finding("error", 2, { component: "init -> a" }), finding("warning", 3), finding("error", 4)] }),
    system({ what: "b.hid", verdict: "WEAK", claims: [claim("one", "PASS"), claim("two", "WEAK", 0)], remarks: Array.from({ length: 12 }, (_, i) => `never reached: ${i}`) }),
    system({ what: "c.xml", verdict: "SKIPPED", traces: 0, steps: 0, claims: [], outcomes: [], system: { format: "capDL specification", counts: {} },
      findings: [finding("note", 1, { file: "c.xml", code: "GE004" })], remarks: ["Nothing was checked."] }),
    system({ what: "d.hid", verdict: "SKIPPED", traces: 0, steps: 0, claims: [], outcomes: [], system: { format: "capDL specification", counts: {} }, remarks: ["Nothing was checked: d."] }),
    result({ what: "folder", kind: "system", verdict: "SKIPPED", traces: 0, steps: 0, claims: [], outcomes: [], remarks: ["Nothing was checked: it is empty."] }),
  ],
};

export const exploration: ExplorationReport = {
  cordon: "0.1.0", version: 2, what: "a suite", system: "two clients", verdict: "PASS", states: 1, transitions: 12, depth: 3, exhaustive: true, frontier: 0,
  seconds: 0.5, workers: 2, bytesPerState: 12.5, symmetry: true, byCode: false, claims: [claim("one", "PASS"), claim("two", "WEAK", 0)], outcomes, remarks: ["exhaustive"],
};
export const brokenExploration: ExplorationReport = { ...exploration, system: "a suite", verdict: "FAIL", symmetry: false, counterexample };

export const estimates: readonly SampleReport[] = [
  { cordon: "0.1.0", version: 2, what: "a", system: "a", atLeast: 1234, about: 1_234_567, exhaustive: false, symmetry: false, traces: 500, distinct: 90, once: 60, twice: 20, levels: [1, 4, 9], seconds: 2 },
  { cordon: "0.1.0", version: 2, what: "a", system: "b", atLeast: 999, exhaustive: false, symmetry: true, traces: 1, distinct: 1, once: 1, twice: 0, levels: [1, 4], seconds: 2 },
  { cordon: "0.1.0", version: 2, what: "a", system: "b", atLeast: 1, exhaustive: true, symmetry: false, traces: 5, distinct: 1, once: 0, twice: 0, levels: [1], seconds: 2 },
];

const sources = [source("A paper", "section 2")];
const claimed = (id: string, verdict: ClaimReport["verdict"], change: Partial<ClaimReport> = {}): ClaimReport => ({
  id, verdict, sentence: `The kernel ${id} is the fastest of all kernels that were measured on that machine in that year.`, figures: ["10 us"], grade: "primary", sources,
  findings: [{ says: "the sum is 10 us", found: "10 us", holds: true }], ...change,
});
export const claims: readonly ClaimReport[] = [
  claimed("a", "confirmed"),
  claimed("longer", "contradicted", { grade: "memory", findings: [{ says: "it is 9 us", found: "11 us", holds: false }, { says: "it is 1 us", found: "1 us", holds: true }] }),
  claimed("c", "within rounding", { grade: "abstract", findings: [{ says: "it is 9 us", found: "9.4 us", holds: false, withinRounding: true }] }),
  claimed("d", "not quantified", { grade: "secondary", findings: [], remark: "Nobody has measured it." }),
  claimed("e", "confirmed", { remark: "It was measured twice." }),
];

const profile = { id: "sel4-x64", kernel: "seL4", cpu: "Skylake", clockMHz: 3400 };
export const configuration: ConfigurationTimingText = {
  what: "a.hid", profile, unit: "us", assumptions: [{ says: "calls come one by one", checked: "assumed" }],
  chains: [
    { name: "a -> b", calls: 2, bound: "1234/1000", simulated: "1001/1000", searched: "1111/1000", gap: "123/1000", deadline: 10, isDeadlineGiven: true, left: "8766/1000" },
    { name: "c -> b", calls: 1, bound: 12, simulated: null, searched: null, gap: null, deadline: 11, isDeadlineGiven: true, left: -1 },
    { name: "d -> b", calls: 1, bound: null, unbounded: "too much work", simulated: null, searched: null, gap: null, deadline: 11, isDeadlineGiven: false, left: null },
    { name: "e -> b", calls: 1, bound: null, unbounded: "too much work", simulated: null, searched: null, gap: null, deadline: 11, isDeadlineGiven: true, left: null },
    { name: "f -> b", calls: 1, bound: 2, simulated: 1, searched: 1, gap: 1, deadline: 2, isDeadlineGiven: false, left: 0 },
  ],
  calls: [{ component: "a", calls: [{ service: "Timer", server: "b" }, { service: "Log", server: "c" }] }],
};

export const timings: readonly TimingText[] = [
  { title: "A case", source: "A paper", analysis: "fp.rta", conventions: { from: "release", time: "dense" }, assumptions: [{ says: "no blocking", checked: "held" }],
    tables: [{ title: "tasks", columns: ["bound", "best"], rows: [{ name: "t", cells: [12, "1/3"] }, { name: "u", cells: [null, "-123456789/1000"] }, { name: "v", cells: [0.1234567, "1/123456"] }] }],
    values: { schedulable: false, list: [1, "22/7", { deep: null }] }, comparison: { compared: ["bound"], notCompared: ["best"], differences: [] } },
  { title: "Another", analysis: "nc.delay", assumptions: [], tables: [], values: { schedulable: false } },
  { title: "A third", analysis: "nc.delay", assumptions: [], tables: [], values: {}, comparison: { compared: ["bound"], notCompared: [], differences: ["bound is 2, expected 3"] } },
  { title: "A fourth", analysis: "nc.delay", assumptions: [], tables: [], values: { schedulable: true }, comparison: { compared: [], notCompared: ["x"], differences: [] } },
];

export const traceTimings: readonly TraceTimingText[] = [
  { what: "a.json", profile, steps: [{ sentence: "a: Call: it waits", cycles: "4001/2" }, { sentence: "b: Reply", cycles: null }], says: "At least 2001 cycles.",
    microseconds: { from: "12345/10000", to: null }, withoutFigure: [{ outcome: "Reply", why: "nobody measured it" }], sources: ["A paper"] },
  { what: "a.json", profile: { ...profile, clockMHz: null }, steps: [], says: "No time.", microseconds: { from: "12345/10000", to: "23456/10000" }, withoutFigure: [], sources: [] },
  { what: "a.json", profile, steps: [], says: "A time.", microseconds: { from: "12345/10000", to: "12345/10000" }, withoutFigure: [], sources: [] },
];

const task = { name: "t", jobs: 3, latest: "7/3", job: 2, at: 10 };
export const simulations: readonly SimulationText[] = [
  { what: "a.json", tasks: [task, { ...task, name: "longer", latest: 12 }], about: "t", differs: null }, { what: "a.json", tasks: [task], about: null, differs: "jobs[3]" }];

export const curves: CurvePlot = { title: "A model & its machine", x: "size", y: "time", curves: [
  { name: "machine", kind: "measured", points: [[1, 10], [2, 15], [4, 40]] }, { name: "machine", kind: "model", points: [[1, 9], [4, 42]] },
  { name: "another", kind: "model", points: [[1, 1], [4, 2]] }] };

const bar = (row: string, from: number, to: number, state: string, on?: string) => ({ row, from, to, state, ...(on === undefined ? {} : { on }) });
export const plots: readonly TimingPlot[] = [
  { title: "Two tasks", about: "jobs of a long run", unit: "us", histograms: [
    { name: "near", counts: [[1, 4], [2, 2], [5, 1]], bound: 6, deadline: 8 }, { name: "far", counts: [[1, 3]], bound: null, deadline: 100 }, { name: "none", counts: [], bound: 3, deadline: 9 }],
  gantt: { title: "the worst case of near", rows: ["near", "far", "idle"], from: -1, to: 10,
    bars: [bar("near", -2, 3, "running", "p1"), bar("near", 3, 4, "ready"), bar("far", 4, 12, "running", "p0"), bar("far", 2, 4, "blocked"), bar("idle", 20, 22, "running"), bar("far", 1, 2, "own words")] } },
  { title: "Thirteen tasks", about: "jobs", unit: "time units", histograms: Array.from({ length: 13 }, (_, i) => ({ name: `t${i}`, counts: [[i, 1]] as const, bound: i, deadline: i })) },
];

export const noneWithin: BenchWithin = { texts: 0, fixed: [], derived: 0, chosen: 0, ofEach: 1, traces: 200, tried: 0, killed: 0, equivalent: 0 };
export const noneOfClaims: BenchClaims = { derived: 0, texts: 0, chosen: 0, tried: 0, kills: 24, traces: 50, missed: 0, broken: 0, equivalent: 0, unnoticed: [] };
const mutant = (name: string, became: BenchMutant["became"], change: Partial<BenchMutant> = {}): BenchMutant => ({ name, tier: "derived", operation: "Send", became, ...change });
const missed = (columns: readonly string[], change: Partial<Unnoticed> = {}): Partial<BenchMutant> =>
  ({ unnoticed: { reaching: 9, compared: 9, columns, answer: false, outcome: false, ...change } });
export const bench: Bench = {
  specification: "kernel", suites: ["a suite", "another"], killed: 4, counted: 12, survivors: 7, stopped: false, left: 0, unbroken: [{ claim: "c", mutant: "m" }], stale: ["old"],
  claims: { ...noneOfClaims, derived: 30, texts: 6, chosen: 6, tried: 6, missed: 2, broken: 1, equivalent: 1, unnoticed: [{ name: "c / r / a left out", at: { file: "c.ts", line: 7, column: 1 } }, { name: "h / 1 became 2" }] }, within: { ...noneWithin, texts: 5, derived: 20, chosen: 6, tried: 6, killed: 3, equivalent: 1,
    fixed: [{ text: "g", why: "it uses this" }] },
  mutants: [mutant("1", "killed", { claim: "c", trace: 3, length: 2 }), mutant("2", "killed", { claim: "d", trace: 30, length: 4 }), mutant("3", "killed", { claim: "d", trace: 5, length: 20 }),
    mutant("4", "killed", { claim: "(runs on)" }), mutant("5", "survived", missed(["a.b"])),
    mutant("5a", "survived", missed([], { answer: true, outcome: true })), mutant("5b", "survived", missed(["a.b", "a.c"], { answer: true })), mutant("5c", "survived", missed(["a.b"])),
    mutant("5d", "survived", missed([], { reaching: 0, compared: 0 })), mutant("5e", "survived", missed([])), mutant("5f", "survived", missed([], { outcome: true })),
    mutant("6", "explained", { why: "equivalent: same" }), mutant("7", "commutes"), mutant("8", "commutes"),
    mutant("f / a became b", "survived", { tier: "within", ...missed(["a.b"]), at: { file: "f.ts", line: 3, column: 1 } }), mutant("f / b became c", "survived", { tier: "within", ...missed(["a.b"]) })],
};
