/**
 * A state space as a graph for other tools: DOT for Graphviz, and Aldebaran's `.aut` for CADP, mCRL2 and their like.
 */
import { visible } from "./visible.ts";

/** States by number, the initial one first, each with what there is to say of it, and the calls that lead from one to another. */
export interface StateGraph {
  readonly states: readonly { readonly label: readonly string[] }[];
  readonly edges: readonly { readonly from: number; readonly to: number; readonly label: string }[];
}

/** The graph as a DOT document. */
export function dotText(name: string, { states, edges }: StateGraph): string {
  return [
    `digraph ${quoted(visible(name))} {`,
    "  node [shape=box];",
    ...states.map(({ label }, i) => `  ${i} [label=${quoted(...label.map(visible))}${i === 0 ? ", peripheries=2" : ""}];`),
    ...edges.map(({ from, to, label }) => `  ${from} -> ${to} [label=${quoted(visible(label))}];`),
    "}\n",
  ].join("\n");
}

/** The graph as an Aldebaran document, which has labels on transitions only, in ASCII. */
export function autText({ states, edges }: StateGraph): string {
  return [
    `des (0,${edges.length},${states.length})`,
    ...edges.map(({ from, to, label }) => `(${from},${quoted(ascii(label))},${to})`),
    "",
  ].join("\n");
}

const quoted = (...lines: readonly string[]): string =>
  `"${lines.map((line) => line.replaceAll("\\", "\\\\").replaceAll('"', '\\"')).join("\\n")}"`;

const ascii = (text: string): string =>
  text.replace(/[^ -~]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
