/**
 * Small faults in the text of a function: one node of its tree in place of another. Comparisons and arithmetic, numbers off by one,
 * conditions the other way round, a part of a condition or a statement left out, two arguments of one kind in each other's place.
 */
import type {
  AnyNode, BinaryExpression, BlockStatement, CallExpression, Literal, LogicalExpression, SequenceExpression, SwitchCase,
} from "acorn";
import { type FunctionTree, isNode } from "./parse.ts";
import { shown, written } from "./writing.ts";

/** One node in place of another. */
export interface Mutation {
  /** In words of the text: `a < b became a <= b`. No two of a function are called the same. */
  readonly what: string;
  readonly node: AnyNode;
  readonly by: AnyNode;
}

export interface MutationsAsked {
  /** Whether the function answers yes or no and no more, so that its answer may be turned round. */
  readonly isCondition: boolean;
  /** Whether an argument of a call and the next one are of one kind. */
  readonly isOneKind: (call: CallExpression, place: number) => boolean;
}

const boundaries: Readonly<Record<string, string>> = {
  "<": "<=", "<=": "<", ">": ">=", ">=": ">", "===": "!==", "!==": "===", "==": "!=", "!=": "==",
};
const opposites: Readonly<Record<string, string>> = { ...boundaries, "<": ">=", "<=": ">", ">": "<=", ">=": "<" };
const calculations: Readonly<Record<string, string>> = { "+": "-", "-": "+", "*": "+", "/": "*", "%": "*" };
const assignments: Readonly<Record<string, string>> = { "+=": "-=", "-=": "+=", "*=": "+=", "/=": "*=" };
const methods: Readonly<Record<string, string>> = { some: "every", every: "some", min: "max", max: "min" };

/** A fault that is not named yet: `left` is what it leaves out, and `isTurned` whether it says no more than the opposite. */
interface Change {
  readonly node: AnyNode;
  readonly by: AnyNode;
  readonly left?: AnyNode;
  readonly isTurned?: true;
}

/** All small faults of a function, in the order of its text. Throws an `Unwritable` where something has no text. */
export function mutationsOf(tree: FunctionTree, asked: MutationsAsked): Mutation[] {
  const found: Mutation[] = [];
  const changes = new Set<string>();
  const times = new Map<string, number>();
  const add = (one: Change): void => {
    const { node, by } = one;
    const change = `${node.start}-${node.end} ${written(by)}`;
    if (changes.has(change)) return;
    changes.add(change);
    const what = nameOf(one);
    const time = (times.get(what) ?? 0) + 1;
    times.set(what, time);
    found.push({ what: time === 1 ? what : `${what} (${time})`, node, by });
  };
  if (asked.isCondition && tree.body.type !== "BlockStatement") add(turned(tree.body));
  visit(tree, (node, isInChain) => { for (const change of changesOf(node, isInChain, asked)) add(change); });
  return found;
}

/** The tree with a fault in it; the right one stays as it is. */
export function mutated(tree: FunctionTree, { node, by }: Mutation): FunctionTree {
  return replaced(tree, node, by) as FunctionTree;
}

function replaced(whole: AnyNode, node: AnyNode, by: AnyNode): AnyNode {
  if (whole === node) return by;
  if (whole.end < node.end || whole.start > node.start) return whole;
  const copy: Record<string, unknown> = { ...whole };
  for (const name in copy) {
    const part = copy[name];
    if (isNode(part)) copy[name] = replaced(part, node, by);
    else if (Array.isArray(part)) copy[name] = part.map((one: unknown) => isNode(one) ? replaced(one, node, by) : one);
  }
  return copy as unknown as AnyNode;
}

function nameOf({ node, by, left, isTurned }: Change): string {
  if (left !== undefined) return `${brief(left)} left out`;
  return isTurned === true ? `${brief(node)} turned round` : `${brief(node)} became ${brief(by)}`;
}

/** Text at most so long that a name stays readable, with what matters of it. */
const longest = 72;

function brief(node: AnyNode, most = longest): string {
  const text = shown(written(node)).replaceAll(/\s+/g, " ").replace(/;$/, "");
  if (text.length <= most) return text;
  if (node.type === "BinaryExpression" || node.type === "AssignmentExpression")
    return `${brief(node.left, most / 2)} ${node.operator} ${brief(node.right, most / 2)}`;
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression") return `${brief(node.callee, most - 3)}(…)`;
  return `${text.slice(0, most - 1)}…`;
}

/** Visits the nodes in which a fault may be; of a chain of `a && b && c` the inner ones are told of the whole. */
function visit(node: AnyNode, look: (node: AnyNode, isInChain: boolean) => void, isInChain = false): void {
  look(node, isInChain);
  for (const name in node) {
    // Names are no numbers, and a loop that counts the other way does not end.
    if ((node.type === "Property" && name === "key" && !node.computed) || (node.type === "ForStatement" && name === "update")) continue;
    const part: unknown = node[name as keyof AnyNode];
    const parts: unknown[] = Array.isArray(part) ? part : [part];
    for (const one of parts) if (isNode(one)) visit(one, look, isChained(node, one));
  }
}

const isChained = (outer: AnyNode, inner: AnyNode): boolean => outer.type === "LogicalExpression" && inner.type === "LogicalExpression"
  && outer.operator === inner.operator && outer.operator !== "??";

function changesOf(node: AnyNode, isInChain: boolean, { isOneKind }: MutationsAsked): Change[] {
  switch (node.type) {
    case "BinaryExpression":
      return withOperator(node, boundaries[node.operator] ?? (isOfWords(node) ? undefined : calculations[node.operator]));
    case "AssignmentExpression": return withOperator(node, assignments[node.operator]);
    case "UpdateExpression": return withOperator(node, node.operator === "++" ? "--" : "++");
    case "LogicalExpression": return isInChain ? [] : withoutOne(node);
    case "ConditionalExpression": case "IfStatement": return [turned(node.test)];
    case "UnaryExpression": return node.operator === "!" || node.operator === "-" ? [{ node, by: node.argument }] : [];
    case "Literal": return valuesBeside(node.value).map((value) => ({ node, by: literal(value, node) }));
    case "CallExpression": return [...otherMethod(node), ...swaps(node, isOneKind)];
    case "SequenceExpression": return withoutPart(node);
    case "BlockStatement": return withoutStatement(node, "body");
    case "SwitchCase": return withoutStatement(node, "consequent");
    default: return [];
  }
}

const withOperator = (node: AnyNode, operator: string | undefined): Change[] =>
  operator === undefined ? [] : [{ node, by: { ...node, operator } as AnyNode }];

/** Whether words are put together. */
const isOfWords = ({ left, right }: BinaryExpression): boolean =>
  [left, right].some((side) => side.type === "TemplateLiteral" || (side.type === "Literal" && typeof side.value === "string"));

/** A condition the other way round. */
function turned(node: AnyNode): Change {
  if (node.type === "UnaryExpression" && node.operator === "!") return { node, by: node.argument };
  const operator = node.type === "BinaryExpression" ? opposites[node.operator] : undefined;
  if (operator !== undefined) return { node, by: { ...node, operator } as AnyNode };
  const by = { type: "UnaryExpression", operator: "!", prefix: true, argument: node, start: node.start, end: node.end } as AnyNode;
  return { node, by, isTurned: true };
}

/** A chain of `&&`, of `||` or of `??` without one of its parts each. */
function withoutOne(chain: LogicalExpression): Change[] {
  const partsOf = (node: AnyNode): AnyNode[] => node === chain || isChained(chain, node)
    ? [...partsOf((node as LogicalExpression).left), ...partsOf((node as LogicalExpression).right)] : [node];
  const parts = partsOf(chain);
  return parts.map((left, i) => {
    const rest = parts.toSpliced(i, 1).reduce((one, next) => ({ ...chain, left: one, right: next }) as AnyNode);
    return { node: chain, left, by: rest };
  });
}

/** The numbers beside a number, and the other one of yes and no. */
function valuesBeside(value: unknown): (number | boolean)[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value !== "number" || !Number.isSafeInteger(value)) return [];
  return value > 0 ? [value + 1, value - 1] : [value + 1];
}

const literal = (value: number | boolean, { start, end }: Literal): Literal => ({ type: "Literal", value, raw: String(value), start, end });

/** `some` in place of `every`, and the like. */
function otherMethod(node: CallExpression): Change[] {
  const { callee } = node;
  if (callee.type !== "MemberExpression" || callee.computed || callee.property.type !== "Identifier") return [];
  const { name } = callee.property;
  if (!Object.hasOwn(methods, name)) return [];
  return [{ node, by: { ...node, callee: { ...callee, property: { ...callee.property, name: methods[name]! } } } }];
}

/** Each argument in the place of the next one, and the next one in its. */
function swaps(node: CallExpression, isOneKind: MutationsAsked["isOneKind"]): Change[] {
  const given = node.arguments;
  return given.slice(1).flatMap((next, i) => isOneKind(node, i) && written(given[i]!) !== written(next)
    ? [{ node, by: { ...node, arguments: given.toSpliced(i, 2, next, given[i]!) } }] : []);
}

function withoutPart(node: SequenceExpression): Change[] {
  return node.expressions.map((left) => {
    const rest = node.expressions.filter((one) => one !== left);
    return { node, left, by: rest.length === 1 ? rest[0]! : { ...node, expressions: rest } };
  });
}

/** What a statement does is left out; what it declares or answers is needed by others. */
const doing = new Set(
  ["ExpressionStatement", "IfStatement", "ForStatement", "ForOfStatement", "WhileStatement", "SwitchStatement", "BlockStatement"]);

function withoutStatement(node: BlockStatement | SwitchCase, list: "body" | "consequent"): Change[] {
  const statements = (node as unknown as Readonly<Record<string, readonly AnyNode[]>>)[list]!;
  return statements.filter(({ type }) => doing.has(type)).map((left) =>
    ({ node, left, by: { ...node, [list]: statements.filter((one) => one !== left) } as AnyNode }));
}
