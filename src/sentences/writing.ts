/** Trees as text: what a function does, or what a part of it says. Parentheses stand only where the text would mean something else. */
import type { AnyNode } from "acorn";

/** There is no text for some kind of node. */
export class Unwritable extends Error {}

/** A name that stands for a member of a module has a point in it, for which this stands in text. */
const point = "$_";

/** A name as text that runs. */
export const plainName = (name: string): string => name.replaceAll(".", point);

/** Text for people: without the modules that names are members of. */
export const shown = (text: string): string => text.replaceAll(/[\w$]+\$_/g, "");

/** How tightly an expression holds together. */
const levels = {
  sequence: 0, assignment: 1, conditional: 2, coalescing: 3, or: 3, and: 4, bitOr: 5, bitXor: 6, bitAnd: 7, equality: 8, relation: 9,
  shift: 10, sum: 11, product: 12, power: 13, unary: 14, update: 15, call: 16, whole: 17,
} as const;

const operators: Readonly<Record<string, number>> = {
  "??": levels.coalescing, "||": levels.or, "&&": levels.and, "|": levels.bitOr, "^": levels.bitXor, "&": levels.bitAnd,
  "==": levels.equality, "!=": levels.equality, "===": levels.equality, "!==": levels.equality,
  "<": levels.relation, "<=": levels.relation, ">": levels.relation, ">=": levels.relation,
  "in": levels.relation, "instanceof": levels.relation,
  "<<": levels.shift, ">>": levels.shift, ">>>": levels.shift, "+": levels.sum, "-": levels.sum,
  "*": levels.product, "/": levels.product, "%": levels.product, "**": levels.power,
};

function levelOf(node: AnyNode): number {
  switch (node.type) {
    case "SequenceExpression": return levels.sequence;
    case "AssignmentExpression": case "ArrowFunctionExpression": return levels.assignment;
    case "ConditionalExpression": return levels.conditional;
    case "BinaryExpression": case "LogicalExpression": return operators[node.operator]!;
    case "UnaryExpression": return levels.unary;
    case "UpdateExpression": return levels.update;
    case "CallExpression": case "MemberExpression": case "ChainExpression": case "NewExpression": return levels.call;
    default: return levels.whole;
  }
}

/** A node as text, as it stands where anything may stand; throws an `Unwritable`. */
export function written(node: AnyNode): string {
  switch (node.type) {
    case "Identifier": return plainName(node.name);
    case "Literal": return node.raw!;
    case "ArrowFunctionExpression": return `(${list(node.params)}) => ${bodyOf(node.body)}`;
    case "FunctionExpression": case "FunctionDeclaration":
      return `function ${node.id == null ? "" : written(node.id)}(${list(node.params)}) ${written(node.body)}`;
    case "ObjectExpression": case "ObjectPattern": return node.properties.length === 0 ? "{}" : `{ ${list(node.properties)} }`;
    case "ArrayExpression": case "ArrayPattern": return `[${list(node.elements)}]`;
    case "Property": return property(node);
    case "SpreadElement": case "RestElement": return `...${atLeast(node.argument, levels.assignment)}`;
    case "AssignmentPattern": return `${written(node.left)} = ${atLeast(node.right, levels.assignment)}`;
    case "MemberExpression": return member(node);
    case "CallExpression": return `${holder(node.callee)}${node.optional ? "?." : ""}(${list(node.arguments)})`;
    case "NewExpression": return `new ${node.callee.type === "Identifier" ? written(node.callee) : `(${written(node.callee)})`}`
      + `(${list(node.arguments)})`;
    case "ChainExpression": return written(node.expression);
    case "UnaryExpression": return unary(node.operator, atLeast(node.argument, levels.unary));
    case "UpdateExpression": {
      const of = atLeast(node.argument, levels.call);
      return node.prefix ? `${node.operator}${of}` : `${of}${node.operator}`;
    }
    case "AssignmentExpression": return `${written(node.left)} ${node.operator} ${atLeast(node.right, levels.assignment)}`;
    case "BinaryExpression": case "LogicalExpression": return binary(node);
    case "ConditionalExpression": return `${atLeast(node.test, levels.coalescing)} ? `
      + `${atLeast(node.consequent, levels.assignment)} : ${atLeast(node.alternate, levels.assignment)}`;
    case "SequenceExpression": return node.expressions.map((one) => atLeast(one, levels.assignment)).join(", ");
    case "TemplateLiteral": return `\`${node.quasis.map(({ value }, i) =>
      `${value.raw}${i < node.expressions.length ? `\${${written(node.expressions[i]!)}}` : ""}`).join("")}\``;
    default: return statement(node);
  }
}

function statement(node: AnyNode): string {
  switch (node.type) {
    case "BlockStatement": return node.body.length === 0 ? "{}" : `{ ${lines(node.body)} }`;
    case "EmptyStatement": return ";";
    case "ReturnStatement": return node.argument == null ? "return;" : `return ${written(node.argument)};`;
    case "ThrowStatement": return `throw ${written(node.argument)};`;
    case "ExpressionStatement": return `${notFirst(written(node.expression), /^(?:\{|function\b|let\b)/)};`;
    case "VariableDeclaration": return `${declaration(node)};`;
    case "VariableDeclarator": return `${written(node.id)}${node.init == null ? "" : ` = ${atLeast(node.init, levels.assignment)}`}`;
    case "IfStatement": {
      const first = `if (${written(node.test)}) `;
      // Whose the `else` is would not be clear without braces.
      return node.alternate == null ? first + written(node.consequent)
        : `${first}${braced(node.consequent)} else ${written(node.alternate)}`;
    }
    case "ForStatement":
      return `for (${initial(node.init)}; ${orNothing(node.test)}; ${orNothing(node.update)}) ${written(node.body)}`;
    case "ForOfStatement":
      return `for (${initial(node.left)} of ${atLeast(node.right, levels.assignment)}) ${written(node.body)}`;
    case "ForInStatement": return `for (${initial(node.left)} in ${written(node.right)}) ${written(node.body)}`;
    case "WhileStatement": return `while (${written(node.test)}) ${written(node.body)}`;
    case "DoWhileStatement": return `do ${braced(node.body)} while (${written(node.test)});`;
    case "LabeledStatement": return `${node.label.name}: ${written(node.body)}`;
    case "BreakStatement": return node.label == null ? "break;" : `break ${node.label.name};`;
    case "ContinueStatement": return node.label == null ? "continue;" : `continue ${node.label.name};`;
    case "SwitchStatement": return `switch (${written(node.discriminant)}) { ${lines(node.cases)} }`;
    case "SwitchCase": return `${node.test == null ? "default" : `case ${written(node.test)}`}: ${lines(node.consequent)}`;
    case "TryStatement": return `try ${written(node.block)}${node.handler == null ? "" : ` ${written(node.handler)}`}`
      + (node.finalizer == null ? "" : ` finally ${written(node.finalizer)}`);
    case "CatchClause": return `catch ${node.param == null ? "" : `(${written(node.param)}) `}${written(node.body)}`;
    default: throw new Unwritable(`there is no text for ${node.type}`);
  }
}

function list(nodes: readonly (AnyNode | null)[]): string {
  return nodes.map((node) => node === null ? "" : atLeast(node, levels.assignment)).join(", ");
}

function lines(nodes: readonly AnyNode[]): string {
  return nodes.map((node) => written(node)).join(" ");
}

function orNothing(node: AnyNode | null | undefined): string {
  return node == null ? "" : written(node);
}

/** An expression, in parentheses if it holds together less tightly. */
function atLeast(node: AnyNode, level: number): string {
  return levelOf(node) < level ? `(${written(node)})` : written(node);
}

/** What a member is asked of, or what is called. */
function holder(node: AnyNode): string {
  const isClear = levelOf(node) >= levels.call && node.type !== "ChainExpression" && node.type !== "FunctionExpression"
    && !(node.type === "Literal" && typeof node.value === "number");
  return isClear ? written(node) : `(${written(node)})`;
}

function member(node: Extract<AnyNode, { type: "MemberExpression" }>): string {
  if (node.property.type === "PrivateIdentifier") throw new Unwritable("there is no text for private names alone");
  const object = holder(node.object);
  if (node.computed) return `${object}${node.optional ? "?." : ""}[${written(node.property)}]`;
  return `${object}${node.optional ? "?." : "."}${(node.property as { readonly name: string }).name}`;
}

function unary(operator: string, of: string): string {
  return /[a-z]$/.test(operator) || of.startsWith(operator) ? `${operator} ${of}` : `${operator}${of}`;
}

function binary({ operator, left, right }: Extract<AnyNode, { type: "BinaryExpression" | "LogicalExpression" }>): string {
  const level = operators[operator]!;
  const side = (node: AnyNode, least: number): string => {
    // These may not stand beside each other without parentheses.
    const mixed = node.type === "LogicalExpression" && (node.operator === "??") !== (operator === "??");
    return mixed ? `(${written(node)})` : atLeast(node, least);
  };
  if (left.type === "PrivateIdentifier") throw new Unwritable("there is no text for private names alone");
  const isPower = operator === "**";
  const text = `${side(left, isPower ? levels.update : level)} ${operator} ${side(right, isPower ? level : level + 1)}`;
  return operator === "in" ? `(${text})` : text;
}

function property(node: Extract<AnyNode, { type: "Property" }>): string {
  const { key, value, computed } = node;
  if (node.kind !== "init" || node.method) throw new Unwritable("there is no text for methods of objects");
  if (computed) return `[${written(key)}]: ${atLeast(value, levels.assignment)}`;
  const name = key.type === "Identifier" ? key.name : written(key);
  const given = atLeast(value, levels.assignment);
  const isShort = given === name || (value.type === "AssignmentPattern" && given.startsWith(`${name} = `));
  return isShort && key.type === "Identifier" ? given : `${name}: ${given}`;
}

function bodyOf(body: AnyNode): string {
  return body.type === "BlockStatement" ? written(body) : notFirst(atLeast(body, levels.assignment), /^\{/);
}

/** Text in parentheses if it begins like something else than an expression. */
function notFirst(text: string, begins: RegExp): string {
  return begins.test(text) ? `(${text})` : text;
}

function braced(node: AnyNode): string {
  return node.type === "BlockStatement" ? written(node) : `{ ${written(node)} }`;
}

function initial(node: AnyNode | null | undefined): string {
  return node?.type === "VariableDeclaration" ? declaration(node) : orNothing(node);
}

function declaration({ kind, declarations }: Extract<AnyNode, { type: "VariableDeclaration" }>): string {
  return `${kind} ${list(declarations)}`;
}
