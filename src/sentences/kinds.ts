/**
 * Of which kind the arguments of a function are, as far as its text shows: which members it asks of a parameter, whether it reckons with it
 * or takes it for yes or no, and what the functions do to which it hands it on.
 */
import type { AnyNode, CallExpression } from "acorn";
import { type FunctionTree, isNode } from "./parse.ts";
import type { ReadFunction, Reader } from "./read.ts";

type Read = Extract<ReadFunction, { kind: "read" }>;

/** Calls of calls in which a parameter is followed. */
const deepest = 4;

/** Tells for the calls in a function whether an argument and the next one are of one kind. */
export function kindsIn({ names }: Read, reader: Reader): (call: CallExpression, place: number) => boolean {
  return ({ callee, arguments: given }, place) => {
    const called = callee.type === "Identifier" ? functionNamed(names, callee.name, reader) : null;
    if (called === null || given.some(({ type }) => type === "SpreadElement")) return false;
    const [one, next] = [place, place + 1].map((at) => usesOf(called, at, reader, deepest));
    if (one === null || next === null) return false;
    return one!.size === 0 ? next!.size === 0 : [...one!].some((use) => next!.has(use));
  };
}

function functionNamed(names: Read["names"], name: string, reader: Reader): Read | null {
  const one = names.get(name);
  if (one?.kind !== "value" || typeof one.value !== "function") return null;
  const read = reader.of(one.value);
  return read.kind === "read" ? read : null;
}

const reckoning = new Set(["+", "-", "*", "/", "%", "<", "<=", ">", ">="]);

/** How a function uses one of its parameters; null where the parameter has no name. */
function usesOf({ tree, names }: Read, place: number, reader: Reader, depth: number): Set<string> | null {
  const parameter = nameOf(tree, place);
  if (parameter === null) return null;
  const uses = new Set<string>();
  const isIt = (node: AnyNode | null | undefined): boolean => node?.type === "Identifier" && node.name === parameter;
  each(tree.body, (node) => {
    switch (node.type) {
      case "MemberExpression":
        if (isIt(node.object) && !node.computed && node.property.type === "Identifier") uses.add(`.${node.property.name}`);
        return;
      case "VariableDeclarator":
        if (isIt(node.init) && node.id.type === "ObjectPattern") for (const one of node.id.properties)
          if (one.type === "Property" && one.key.type === "Identifier") uses.add(`.${one.key.name}`);
        return;
      case "BinaryExpression":
        if (reckoning.has(node.operator) && (isIt(node.left) || isIt(node.right))) uses.add("a number");
        return;
      case "AssignmentExpression":
        if (reckoning.has(node.operator.slice(0, -1)) && (isIt(node.left) || isIt(node.right))) uses.add("a number");
        return;
      case "UnaryExpression":
        if (isIt(node.argument)) uses.add(node.operator === "-" ? "a number" : "yes or no");
        return;
      case "IfStatement": case "ConditionalExpression":
        if (isIt(node.test)) uses.add("yes or no");
        return;
      case "CallExpression": {
        const called = node.callee.type === "Identifier" && depth > 0 ? functionNamed(names, node.callee.name, reader) : null;
        if (called !== null) node.arguments.forEach((given, at) => {
          if (isIt(given)) for (const use of usesOf(called, at, reader, depth - 1) ?? []) uses.add(use);
        });
      }
    }
  });
  return uses;
}

function nameOf({ params }: FunctionTree, place: number): string | null {
  const param = params[place];
  return param?.type === "Identifier" ? param.name
    : param?.type === "AssignmentPattern" && param.left.type === "Identifier" ? param.left.name : null;
}

function each(node: AnyNode, look: (node: AnyNode) => void): void {
  look(node);
  for (const name in node) {
    const part: unknown = node[name as keyof AnyNode];
    for (const one of Array.isArray(part) ? part as unknown[] : [part]) if (isNode(one)) each(one, look);
  }
}
