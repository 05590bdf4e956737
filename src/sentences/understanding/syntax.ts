/** What the text of a function shows before it is understood: where it returns, and what it assigns. */
import type { AnyNode } from "acorn";
import { everyNode, isNode } from "../parse.ts";

/** A node of one type. */
export type Of<T extends AnyNode["type"]> = Extract<AnyNode, { type: T }>;

/** Whether a statement always returns or throws. */
function alwaysEnds(node: AnyNode | null | undefined): boolean {
  if (node === null || node === undefined) return false;
  switch (node.type) {
    case "ReturnStatement": case "ThrowStatement": return true;
    case "BlockStatement": return node.body.some(alwaysEnds);
    case "IfStatement": return alwaysEnds(node.consequent) && alwaysEnds(node.alternate);
    case "SwitchStatement": return node.cases.some(({ test }) => test == null)
      && node.cases.every(({ consequent }) => consequent.length === 0 || consequent.some(alwaysEnds));
    default: return false;
  }
}

const isFunction = ({ type }: AnyNode): boolean =>
  type === "ArrowFunctionExpression" || type === "FunctionExpression" || type === "FunctionDeclaration";

const returning = new WeakMap<AnyNode, boolean>();

/** Whether a statement may return, functions inside it left out. */
export function returns(node: AnyNode): boolean {
  let found = returning.get(node);
  if (found !== undefined) return found;
  found = node.type === "ReturnStatement" || (!isFunction(node) && Object.values(node).some((part: unknown) =>
    Array.isArray(part) ? part.some((one: unknown) => isNode(one) && returns(one)) : isNode(part) && returns(part)));
  returning.set(node, found);
  return found;
}

/** Whether returns need a place for their value: those in loops, and those of which what follows is reached otherwise. */
export function needsExit(list: readonly AnyNode[]): boolean {
  return list.some((node) => {
    if (!returns(node)) return false;
    switch (node.type) {
      case "ReturnStatement": return false;
      case "BlockStatement": return node.body.some(returns) && !alwaysEnds(node) ? true : needsExit(node.body);
      case "IfStatement": return [node.consequent, node.alternate].some((one) =>
        one != null && returns(one) && (!alwaysEnds(one) || needsExit([one])));
      case "SwitchStatement": return true;
      default: return true;
    }
  });
}

const assignedByFunction = new WeakMap<object, ReadonlySet<string>>();

/** The names that a function's text assigns after they were declared, functions inside it with it. */
export function assignedNames(fn: AnyNode): ReadonlySet<string> {
  const before = assignedByFunction.get(fn);
  if (before !== undefined) return before;
  const names = new Set<string>();
  everyNode(fn, (one) => {
    if (one.type === "AssignmentExpression") namesIn(one.left, names);
    if (one.type === "UpdateExpression") namesIn(one.argument, names);
    return undefined;
  });
  assignedByFunction.set(fn, names);
  return names;
}
/** Whether a statement ends the case of a switch that it stands in. */
export function leavesCase(node: AnyNode): boolean {
  return node.type === "BreakStatement" || node.type === "ContinueStatement" || alwaysEnds(node)
    || (node.type === "BlockStatement" && node.body.some(leavesCase));
}

/** What some kinds of nodes are called, for messages. */
export const wordsFor: Readonly<Record<string, string>> = {
  ThisExpression: "this", AwaitExpression: "await", YieldExpression: "yield", ClassExpression: "a class",
  TaggedTemplateExpression: "a tagged text", ImportExpression: "import()", MetaProperty: "a property of the running module",
  TryStatement: "try: what a sentence runs into must not be caught",
};

/** The names that an assignment to a pattern assigns. */
function namesIn(target: AnyNode, names: Set<string>): void {
  switch (target.type) {
    case "Identifier": names.add(target.name); break;
    case "AssignmentPattern": namesIn(target.left, names); break;
    case "RestElement": namesIn(target.argument, names); break;
    case "ArrayPattern": for (const one of target.elements) if (one !== null) namesIn(one, names); break;
    case "ObjectPattern": for (const one of target.properties) namesIn(one.type === "Property" ? one.value : one, names); break;
    default:
  }
}
