/**
 * A tree under construction, shared by both readers so that limits, text and duplicates have one meaning.
 */
import type { Attribute } from "../../../spec/genode/config.ts";
import type { Place } from "../../language/report.ts";
import { attributesMax, depthMax, nodesMax, problem, shown, type Problem } from "./codes.ts";

/** A node that still grows; once its reader is done with it, it is a `Tree`. */
export interface Draft {
  readonly type: string;
  readonly attributes: Attribute[];
  readonly children: Draft[];
  text: string;
  readonly at: Place;
}

/** Leaves the reader with a problem. */
export function stop(found: Problem): never {
  throw new Stop(found);
}

/** The problem that a reader left with; anything else is a defect and is thrown on. */
export function stoppedBy(thrown: unknown): Problem {
  if (thrown instanceof Stop) return thrown.problem;
  throw thrown;
}

/** A node without content. */
export function draft(type: string, at: Place): Draft {
  return { type, attributes: [], children: [], text: "", at };
}

/** Adds an attribute; false when the node already has one of that name, which then stays as it is. */
export function addAttribute(node: Draft, attribute: Attribute): boolean {
  for (const present of node.attributes) if (present.name === attribute.name) return false;
  if (node.attributes.length === attributesMax) {
    stop(problem("GE009", attribute.at,
      `The node ${shown(node.type)} has more than ${attributesMax} attributes. Move some of them to sub nodes.`));
  }
  node.attributes.push(attribute);
  return true;
}

/** Keeps the limits on nesting and number of nodes; `depth` is that of the new node, the top node having 1. */
export function checkLimits(depth: number, nodes: number, at: Place): void {
  if (depth > depthMax) {
    stop(problem("GE008", at,
      `The nodes are nested deeper than ${depthMax} levels. Check the input for a missing end of a node.`));
  }
  if (nodes > nodesMax) {
    stop(problem("GE010", at,
      `The input has more than ${nodesMax} nodes. Split it, or check that it is the right file.`));
  }
}

/**
 * Text content without what belongs to the layout: the indentation that all lines share, and white space around the
 * whole. Genode's converter indents each line of a multi-line quotation when it writes XML; only so do both forms
 * mean the same.
 */
export function content(lines: readonly string[]): string {
  const filled = lines.filter((line) => !isBlank(line));
  const first = filled[0];
  if (first === undefined) return "";
  let shared = first.length;
  for (const line of filled) {
    let same = 0;
    while (same < shared && isSpace(line.charCodeAt(same)) && line.charCodeAt(same) === first.charCodeAt(same)) same++;
    shared = same;
  }
  return lines.map((line) => (isBlank(line) ? "" : line.slice(shared))).join("\n").trim();
}

function isBlank(line: string): boolean {
  for (let i = 0; i < line.length; i++) if (!isSpace(line.charCodeAt(i))) return false;
  return true;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d;
}

/** Thrown inside a reader to leave it at the first problem; never leaves this room. */
class Stop extends Error {
  readonly problem: Problem;

  constructor(found: Problem) {
    super(found.message);
    this.problem = found;
  }
}
