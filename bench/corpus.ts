/**
 * Measures the Genode adapter on the corpus of real configurations: `npx tsx bench/corpus.ts [folder]`. The table says
 * how many files are read, whether components and depth agree with the corpus' own manifest, whether the twins in HID
 * and XML are equal, how long the static stage takes, and what it finds.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findAll } from "../src/adapters/genode/findings/index.ts";
import { readSystem, treeToJson, type ReadResult } from "../src/adapters/genode/index.ts";
import type { Finding } from "../src/language/report.ts";

/** One file of the corpus with all that was found out about it. */
interface Checked {
  readonly file: string;
  readonly ref: string;
  /** Remarks of the manifest. */
  readonly notes: string;
  readonly read: ReadResult;
  readonly findings: readonly Finding[];
  readonly agrees: boolean;
}

/** What a checker is known to find in real configurations, where the corpus has the file. */
const named: readonly { readonly file: RegExp; readonly what: string; readonly code: string }[] = [
  { file: /(^|__)terminal_log\b/u, what: "Platform to a child that is not there", code: "GN101" },
  { file: /25\.11\/.*trace_recorder\.xml$/u, what: "File_system to a child that is not there", code: "GN101" },
  { file: /run\/.*acpi_suspend\.hid$/u, what: "Platform to a child that is not there", code: "GN101" },
  { file: /go_http\.xml$/u, what: "Nic to a child that does not provide it", code: "GN102" },
  { file: /run\/os__mixer\.hid$/u, what: "the second Timer rule is shadowed", code: "GN105" },
  { file: /a64_sd_card\.xml$/u, what: "RM to a parent without it", code: "GN103" },
  { file: /24\.11\/.*init_smp\.xml$/u, what: "priorities without levels", code: "GN207" },
];

const folder = process.argv[2] ?? "../shared/corpus/genode";
if (existsSync(join(folder, "MANIFEST.tsv"))) report(folder);
else {
  process.stderr.write(`There is no corpus in ${folder}: it has no MANIFEST.tsv. Give the folder of the corpus.\n`);
  process.exitCode = 2;
}

function report(corpus: string): void {
  const began = performance.now();
  const checked = manifest(corpus).map((row) => check(corpus, row));
  const seconds = (performance.now() - began) / 1000;

  const unread = checked.filter(({ read }) => read.problems.length > 0);
  const errors = checked.flatMap(({ findings }) => findings).filter(({ severity }) => severity === "error");
  const kept = checked.filter(({ file }) => /^(hid\/run|xml\/26\.04)\//u.test(file));
  const blamed = kept.filter(({ findings }) => findings.some(({ severity }) => severity === "error"));
  const twins = checked.filter(({ file }) => existsSync(twinOf(corpus, file)));
  const equal = twins.filter((each) => isTwin(corpus, each));
  const lossy = twins.filter((each) => !equal.includes(each) && each.notes !== "");
  const differing = checked.filter(({ agrees }) => !agrees);

  print([
    ["files read", `${checked.length - unread.length} of ${checked.length}`],
    ["components and depth as in the manifest", `${checked.length - differing.length} of ${checked.length}`],
    ["twins in HID and XML equal", `${equal.length} of ${twins.length}, ${lossy.length} twins are known to be lossy`],
    ["static stage of all files", `${seconds.toFixed(2)} s`],
    ["findings of severity error", `${errors.length}`],
    ["26.04 run configurations with an error", `${blamed.length} of ${kept.length} (${share(blamed, kept)})`],
  ]);
  list("not read", unread.map(({ file, read }) => `${file}: ${read.problems[0]!.message}`));
  list("differ from the manifest", differing.map(({ file }) => file));
  const differ = twins.filter((each) => !equal.includes(each) && !lossy.includes(each));
  list("twins that differ", differ.map(({ file }) => file));
  list("26.04 run configurations with an error", blamed.map(({ file }) => file));
  countCodes(checked);
  findNamed(checked);
}

interface Row {
  readonly file: string;
  readonly ref: string;
  readonly notes: string;
  readonly starts: number;
  readonly depth: number;
}

function manifest(corpus: string): readonly Row[] {
  const [head = "", ...lines] = readFileSync(join(corpus, "MANIFEST.tsv"), "utf8").trimEnd().split("\n");
  const columns = head.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? "";
    return {
      file: cell("file"), ref: cell("ref"), notes: cell("notes"),
      starts: Number(cell("starts_total")), depth: Number(cell("init_depth")),
    };
  });
}

function check(corpus: string, { file, ref, notes, starts, depth }: Row): Checked {
  const read = readSystem(readFileSync(join(corpus, file)), file);
  const findings = [...read.findings, ...(read.system === undefined ? [] : findAll(read.system))];
  const { components, levels: found } = read.summary.counts;
  return { file, ref, notes, read, findings, agrees: components === starts && found === depth };
}

/** What Genode's own tool made of a HID file. It silently drops nodes of some; the manifest's notes say of which. */
function twinOf(corpus: string, file: string): string {
  return join(corpus, `${file.replace(/^hid\//u, "hid_as_xml/")}.xml`);
}

function isTwin(corpus: string, { file, read }: Checked): boolean {
  const twin = readSystem(readFileSync(twinOf(corpus, file)), file);
  return read.tree !== undefined && twin.tree !== undefined
    && JSON.stringify(treeToJson(read.tree)) === JSON.stringify(treeToJson(twin.tree));
}

function countCodes(checked: readonly Checked[]): void {
  const groups = ["26.04", "25.11", "24.11", "other"];
  const groupOf = (ref: string): string => groups.includes(ref) ? ref : "other";
  const counts = new Map<string, Map<string, number>>();
  for (const { ref, findings } of checked) {
    for (const { code, severity } of findings) {
      const row = counts.get(`${code} ${severity}`) ?? new Map<string, number>();
      counts.set(`${code} ${severity}`, row.set(groupOf(ref), (row.get(groupOf(ref)) ?? 0) + 1));
    }
  }
  process.stdout.write(`\n${"finding".padEnd(16)}${groups.map((group) => group.padStart(8)).join("")}\n`);
  for (const [name, row] of [...counts].sort(([left], [right]) => left.localeCompare(right, "en"))) {
    const cells = groups.map((group) => String(row.get(group) ?? 0).padStart(8));
    process.stdout.write(`${name.padEnd(16)}${cells.join("")}\n`);
  }
}

function findNamed(checked: readonly Checked[]): void {
  process.stdout.write("\nnamed examples\n");
  for (const { file, what, code } of named) {
    const files = checked.filter((each) => file.test(each.file));
    const found = files.some(({ findings }) => findings.some((finding) => finding.code === code));
    const verdict = files.length === 0 ? "not in this corpus" : found ? "found" : "MISSED";
    process.stdout.write(`${`${code} ${what}`.padEnd(52)}${files[0]?.file ?? ""} ${verdict}\n`);
  }
}

function print(rows: readonly (readonly [string, string])[]): void {
  for (const [name, value] of rows) process.stdout.write(`${name.padEnd(52)}${value}\n`);
}

/** The first files of a list that ought to be short. */
function list(title: string, lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`\n${title}\n${lines.slice(0, 40).map((line) => `  ${line}\n`).join("")}`);
}

function share(part: readonly unknown[], whole: readonly unknown[]): string {
  return `${(100 * part.length / Math.max(1, whole.length)).toFixed(1)} %`;
}
