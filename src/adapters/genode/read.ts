/**
 * From a file's content to the system that it describes: the one entry that the command line and the library use.
 */
import type { InitConfig, Tree } from "../../../spec/genode/config.ts";
import type { Finding, SystemSummary } from "../../language/report.ts";
import { textOf, unreadableProblem, withArticle } from "../formats/index.ts";
import { collectFindings, problem, shown, type Problem } from "./codes.ts";
import { decode } from "./decode.ts";
import { isForeignConfig, otherFileOf } from "./files.ts";
import { nearest } from "./findings/nearest.ts";
import { readInit } from "./init.ts";
import { isInit } from "./start.ts";
import { readTree, syntaxOf } from "./tree.ts";
import { subNode } from "./values.ts";

/** All that can be said about one input. With a problem there is no system. */
export interface ReadResult {
  readonly syntax: "hid" | "xml";
  readonly tree?: Tree;
  /** The init configuration, when the input is one or contains one. */
  readonly system?: InitConfig;
  /** What the input is where it is more, or something else, than the configuration of an init. */
  readonly other?: string;
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

/** Reads a system description in HID or XML. Bytes must be UTF-8. */
export function readSystem(input: string | Uint8Array, file: string): ReadResult {
  const decoded = typeof input === "string" ? { text: input } : decode(input, file);
  if (decoded.problem) return { ...nothing(typeof input === "string" ? "hid" : syntaxOf(textOf(input))), problems: [decoded.problem] };
  const read = readTree(decoded.text, file);
  // What is wrong inside a file that is not a configuration at all is no news to anybody.
  const foreign = foreignTop(read.tree ?? read.top, read.syntax);
  if (!read.tree) return { ...nothing(read.syntax), findings: read.findings, problems: foreign ?? read.problems };
  const { syntax, tree } = read;
  if (foreign) return { ...nothing(syntax), tree, findings: read.findings, problems: foreign };
  const known = otherFileOf(tree, syntax);
  const findings = collectFindings();
  const config = tree.type === "runtime" ? subNode(tree, "config") : known === undefined ? tree : undefined;
  const system = config && isInit(config) ? readInit(config, "init", { findings, syntax, component: "init" }) : undefined;
  const whole = { file, line: tree.at.line, column: tree.at.column };
  const other = otherThanInit(tree, known, system);
  if (other !== undefined) findings.add(other.code, "note", whole, other.message);
  const starts = config ? countStarts(config) : { components: 0, levels: 0 };
  const result = { syntax, tree, problems: [], findings: [...read.findings, ...findings.list],
    ...(other === undefined ? {} : { other: other.is }) };
  const counts = { ...starts, ...(system ? countServices(system) : { services: 0, routes: 0 }) };
  const summary = { format: formats[syntax], counts };
  return { ...result, summary, ...(system ? { system: { ...system, doubts: [...read.doubts, ...findings.doubts] } } : {}) };
}

/** The reading of a file that cannot be had, with the reason. */
export function unreadable(file: string, reason: string): ReadResult {
  return { syntax: "hid", summary: { format: "", counts: {} }, findings: [], problems: [unreadableProblem(file, reason)] };
}

/** What a file is that is not the configuration of an init and nothing else, and what is said of it. */
function otherThanInit(
  tree: Tree, known: string | undefined, system: InitConfig | undefined,
): { readonly is: string; readonly code: "GN002" | "GN003"; readonly message: string } | undefined {
  if (known !== undefined) return { is: known, code: "GN002", message: whatElse(known, system !== undefined) };
  if (system) return undefined;
  if (subNode(tree, "start")) {
    const is = "deploy file of Sculpt OS in its older form";
    return { is, code: "GN002", message: whatElse(is, false) };
  }
  return { is: "configuration without start nodes", code: "GN003", message: `This configuration has no start node: ${whyNoStart(tree)}` };
}

function whyNoStart({ children }: Tree): string {
  const misspelt = children.find(({ type }) => nearest(type, ["start"]).length > 0);
  if (misspelt !== undefined) return `there is nothing to check. Did you mean "start" by ${shown(misspelt.type)} in line ${misspelt.at.line}?`;
  return children.some(({ type }) => type === "parent-provides" || type === "default-route")
    ? "init starts nothing by it, and there is nothing to check." : "it is for another component than init, and there is nothing to check.";
}

/** The problem of a top-level node that no file of Genode has, if it is one. */
function foreignTop(top: Tree | undefined, syntax: "hid" | "xml"): readonly Problem[] | undefined {
  if (!top || otherFileOf(top, syntax) !== undefined) return undefined;
  if (top.type === "config" && !isForeignConfig(new Set(top.children.map(({ type }) => type)))) return undefined;
  return [problem("GE004", top.at,
    `This is not a Genode configuration: the top-level node is ${shown(top.type)}. Cordon checks files that start `
    + 'with "config", or a depot "runtime" with such a node.')];
}

function whatElse(known: string, checked: boolean): string {
  return checked ? `This is ${withArticle(known)}; its config is checked as that of an init, and the rest of the file is not checked.`
    : `This is ${withArticle(known)}, not an init configuration: there is nothing to check.`;
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
