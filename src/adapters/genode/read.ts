/**
 * From a file's content to the system that it describes: the one entry that the command line and the library use.
 */
import type { InitConfig, Tree } from "../../../spec/genode/config.ts";
import type { Finding, SystemSummary } from "../../language/report.ts";
import { collectFindings, problem, shown, type Problem } from "./codes.ts";
import { decode } from "./decode.ts";
import { readInit } from "./init.ts";
import { isInit } from "./start.ts";
import { readTree } from "./tree.ts";
import { subNode } from "./values.ts";

/** All that can be said about one input. With a problem there is no system. */
export interface ReadResult {
  readonly syntax: "hid" | "xml";
  readonly tree?: Tree;
  /** The init configuration, when the input is one or contains one. */
  readonly system?: InitConfig;
  /**
   * Its counts: `components` are the start nodes as written and `levels` their nesting (1 for one level of init, 0 without a
   * start node); `services` those that components provide and `routes` the rules of all routes and default routes, in all
   * nested inits.
   */
  readonly summary: SystemSummary;
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

const formats = { hid: "Genode HID", xml: "Genode XML" } as const;

/** Files of Genode and Sculpt OS that are not an init configuration themselves, by their top-level node. */
const otherFiles: Readonly<Record<string, string>> = {
  deploy: "a deploy file of Sculpt OS",
  option: "an option file of Sculpt OS",
  launcher: "a launcher of Sculpt OS",
  system: "a system-state file of Sculpt OS",
  wifi: "a Wi-Fi configuration",
  runtime: "the runtime file of a depot package",
};

/** Reads a system description in HID or XML. Bytes must be UTF-8. */
export function readSystem(input: string | Uint8Array, file: string): ReadResult {
  const decoded = typeof input === "string" ? { text: input } : decode(input, file);
  if (decoded.problem) return { ...nothing("hid"), problems: [decoded.problem] };
  const read = readTree(decoded.text, file);
  // What is wrong inside a file that is no configuration at all is no news to anybody.
  const foreign = foreignTop(read.tree ?? read.top);
  if (!read.tree) return { ...nothing(read.syntax), findings: read.findings, problems: foreign ?? read.problems };
  const { syntax, tree } = read;
  if (foreign) return { ...nothing(syntax), tree, findings: read.findings, problems: foreign };
  const known = otherFile(tree);
  const findings = collectFindings();
  const config = tree.type === "runtime" ? subNode(tree, "config") : known === undefined ? tree : undefined;
  const system = config && isInit(config) ? readInit(config, "init", "init", findings) : undefined;
  const whole = { file, line: tree.at.line, column: tree.at.column };
  if (known !== undefined) findings.add("GN002", "note", whole, whatElse(known, system !== undefined));
  else if (!subNode(tree, "start")) {
    findings.add("GN003", "note", whole,
      "This configuration has no start node: it is for another component than init, and there is nothing to check.");
  } else if (!system) {
    findings.add("GN002", "note", whole, whatElse("a deploy file of Sculpt OS in its older form", false));
  }
  const starts = config ? countStarts(config) : { components: 0, levels: 0 };
  const counts = system ? countServices(system) : { services: 0, routes: 0 };
  const result = { syntax, tree, summary: { format: formats[syntax], counts: { ...starts, ...counts } }, problems: [],
    findings: [...read.findings, ...findings.list] };
  return system ? { ...result, system: { ...system, doubts: [...read.doubts, ...findings.doubts] } } : result;
}

const otherFile = ({ type }: Tree): string | undefined => Object.hasOwn(otherFiles, type) ? otherFiles[type] : undefined;

/** The problem of a top-level node that no file of Genode has, if it is one. */
function foreignTop(top: Tree | undefined): readonly Problem[] | undefined {
  if (!top || top.type === "config" || otherFile(top) !== undefined) return undefined;
  return [problem("GE004", top.at,
    `This is not a Genode configuration: the top-level node is ${shown(top.type)}. Cordon checks files that start `
    + 'with "config", or a depot "runtime" with such a node.')];
}

function whatElse(known: string, checked: boolean): string {
  return checked ? `This is ${known}; its config is checked as that of an init.`
    : `This is ${known}, not an init configuration: there is nothing to check.`;
}

function nothing(syntax: "hid" | "xml"): Omit<ReadResult, "tree" | "system"> {
  return {
    syntax, summary: { format: formats[syntax], counts: { components: 0, levels: 0, services: 0, routes: 0 } },
    findings: [], problems: [],
  };
}

function countStarts(config: Tree): { components: number; levels: number } {
  let components = 0;
  let deepest = 0;
  for (const node of config.children) {
    if (node.type !== "start") continue;
    components++;
    const inner = subNode(node, "config");
    if (!inner) continue;
    const nested = countStarts(inner);
    components += nested.components;
    deepest = Math.max(deepest, nested.levels);
  }
  return { components, levels: components > 0 ? deepest + 1 : 0 };
}

function countServices(init: InitConfig): { services: number; routes: number } {
  let services = 0;
  let routes = init.defaultRoute?.length ?? 0;
  for (const start of init.starts) {
    services += start.provides.length;
    routes += start.route?.length ?? 0;
    if (!start.init) continue;
    const nested = countServices(start.init);
    services += nested.services;
    routes += nested.routes;
  }
  return { services, routes };
}
