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

/** What the text of a function does to names, functions inside it with it. */
export interface NameUses {
  /** Names that are assigned after they were declared. */
  readonly assigned: ReadonlySet<string>;
  /** Names of lists that get or change elements. */
  readonly grown: ReadonlySet<string>;
}

const usesByFunction = new WeakMap<object, NameUses>();

export function usesOfNames(fn: AnyNode): NameUses {
  const before = usesByFunction.get(fn);
  if (before !== undefined) return before;
  const [assigned, grown] = [new Set<string>(), new Set<string>()];
  const assigns = (target: AnyNode): void => {
    for (const name of namesIn(target)) assigned.add(name);
    if (target.type === "MemberExpression" && target.computed && target.object.type === "Identifier") grown.add(target.object.name);
  };
  everyNode(fn, (one) => {
    if (one.type === "AssignmentExpression") assigns(one.left);
    if (one.type === "UpdateExpression") assigns(one.argument);
    if (one.type === "CallExpression" && one.callee.type === "MemberExpression" && one.callee.object.type === "Identifier"
      && one.callee.property.type === "Identifier" && one.callee.property.name === "push") grown.add(one.callee.object.name);
    return undefined;
  });
  const uses = { assigned, grown };
  usesByFunction.set(fn, uses);
  return uses;
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

/** The names of a pattern. */
export function namesIn(pattern: AnyNode): string[] {
  switch (pattern.type) {
    case "Identifier": return [pattern.name];
    case "AssignmentPattern": return namesIn(pattern.left);
    case "RestElement": return namesIn(pattern.argument);
    case "ArrayPattern": return pattern.elements.flatMap((one) => one === null ? [] : namesIn(one));
    case "ObjectPattern": return pattern.properties.flatMap((one) => namesIn(one.type === "Property" ? one.value : one));
    default: return [];
  }
}
