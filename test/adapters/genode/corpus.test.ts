/** Real configurations, where a copy of the corpus stands beside the project; it is not part of the project. */
import { existsSync, readFileSync } from "node:fs";
import { expect } from "vitest";

import { readSystem, readTree, treeToJson } from "../../../src/adapters/genode/index.ts";
import { beside } from "../../needs.ts";

const corpus = "../shared/corpus/genode/";
const inCorpus = beside(corpus);
const rows = existsSync(corpus) ? manifest() : [];

inCorpus("HID and its conversion to XML by Genode's own tool are equal", () => {
  let equal = 0;
  const different: string[] = [];
  for (const { file, syntax, notes } of rows) {
    const twin = file.replace("hid/", "hid_as_xml/") + ".xml";
    if (syntax !== "hid" || !existsSync(corpus + twin)) continue;
    if (json(file) === json(twin)) equal++;
    else if (notes === "") different.push(file);
  }
  expect(different).toEqual([]);
  expect(equal).toBeGreaterThanOrEqual(264);
});

inCorpus("components and nesting are those of the manifest", () => {
  const counted = rows.map(({ file, components, depth }) => {
    const { summary, problems } = readSystem(readFileSync(corpus + file), file);
    return { file, wanted: [components, depth], read: [summary.counts["components"], summary.counts["levels"]], problems };
  });
  expect(counted.filter(({ wanted, read }) => wanted.join() !== read.join())).toEqual([]);
  expect(counted.filter(({ problems }) => problems.length > 0)).toEqual([]);
  expect(counted.length).toBeGreaterThan(700);
});

inCorpus("where the offline tool drops nodes, the reader says so", () => {
  const dropped = rows.filter(({ notes }) => notes.includes("silently drops"));
  const silent = dropped.filter(({ file }) => !readSystem(readFileSync(corpus + file), file).findings
    .some(({ code, message }) => code === "GN001" && message.includes("dropped without a word")));
  expect(dropped.length).toBeGreaterThan(0);
  expect(silent).toEqual([]);
});

function json(file: string): string {
  const { tree, problems } = readTree(readFileSync(corpus + file, "utf8"), file);
  expect(problems).toEqual([]);
  return JSON.stringify(treeToJson(tree!));
}

function manifest(): { file: string; syntax: string; components: number; depth: number; notes: string }[] {
  const lines = readFileSync(`${corpus}MANIFEST.tsv`, "utf8").trimEnd().split("\n");
  const names = lines[0]!.split("\t");
  return lines.slice(1).map((line) => {
    const cells = line.split("\t");
    const cell = (name: string): string => cells[names.indexOf(name)] ?? "";
    return { file: cell("file"), syntax: cell("syntax"), components: Number(cell("starts_total")),
      depth: Number(cell("init_depth")), notes: cell("notes") };
  });
}
