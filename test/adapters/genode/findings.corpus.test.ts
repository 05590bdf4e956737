/** Findings in real configurations, where a copy of the corpus stands beside the project; it is no part of it. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { findAll } from "../../../src/adapters/genode/findings/index.ts";
import { readSystem } from "../../../src/adapters/genode/index.ts";
import type { Finding } from "../../../src/language/report.ts";
import { beside } from "../../needs.ts";

const corpus = "../shared/corpus/genode/";
const inCorpus = beside(corpus);

inCorpus("at most 3 % of the maintained run configurations have an error", () => {
  const kept = files().filter((file) => /^(hid\/run|xml\/26\.04)\//u.test(file));
  const blamed = kept.filter((file) => findingsIn(file).some(({ severity }) => severity === "error"));
  expect(kept.length).toBeGreaterThan(100);
  expect({ blamed, share: blamed.length / kept.length <= 0.03 }).toMatchObject({ share: true });
});

inCorpus("all files together take seconds", () => {
  const before = process.cpuUsage();
  for (const file of files()) findingsIn(file);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(20);
});

/** What is known to be wrong in files of the corpus; a file that this copy lacks is passed by. */
const known: readonly (readonly [string, string, string])[] = [
  ["hid/run/libports__acpi_suspend.hid", "GN101", "Platform to child \"gpu\""],
  ["xml/25.11/libports__acpi_suspend.xml", "GN101", "Platform to child \"gpu\""],
  ["xml/other/genode-world__go_http.xml", "GN102", "Nic to \"nic\""],
  ["hid/run/os__mixer.hid", "GN105", "rule for Timer"],
  ["xml/other/genode-allwinner__a64_usb_host.xml", "GN103", "RM to the parent"],
  ["xml/26.04/ports__virtualbox6.xml", "GN101", "Nic to child \"nic_router\""],
  ["hid/run/ports__socat@linux.hid", "GN101", "Terminal to child \"uart\""],
];

for (const [file, code, text] of known) beside(corpus + file)(`${file}: ${code} ${text}`, () => {
  expect(findingsIn(file).filter((finding) => finding.code === code && finding.message.includes(text))).not.toEqual([]);
});

function findingsIn(file: string): readonly Finding[] {
  const { system } = readSystem(readFileSync(corpus + file), file);
  return system === undefined ? [] : findAll(system);
}

function files(): readonly string[] {
  const lines = readFileSync(`${corpus}MANIFEST.tsv`, "utf8").trimEnd().split("\n");
  return lines.slice(1).map((line) => line.split("\t")[0]!);
}
