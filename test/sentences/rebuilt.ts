/**
 * Writes functions again from what was read of them alone: the tree as text, and the values of free names. A function that was read
 * wrongly, or not as a whole, does something else then.
 */
import type { everyNode } from "../../src/sentences/parse.ts";
import type { ReadFunction, Reader } from "../../src/sentences/read.ts";

type AnyNode = Parameters<typeof everyNode>[0];

/** A function that does what another does, made of what was read of it and of all that it captures. */
export function rebuilder(reader: Reader): (fn: Function) => Function {
  const made = new Map<Function, Function>();
  const rebuilt = (fn: Function): Function => {
    const known = made.get(fn);
    if (known !== undefined) return known;
    const read = reader.of(fn);
    if (read.kind === "unread") throw new Error(`${read.why}: ${String(fn)}`);
    let real: Function | undefined;
    // What is captured may lead back to the function itself.
    made.set(fn, (...values: unknown[]): unknown => Reflect.apply(real!, undefined, values));
    real = written(read, (value) => typeof value === "function" && !isNative(value) ? rebuilt(value) : value);
    made.set(fn, real);
    return real;
  };
  return rebuilt;
}

const isNative = (fn: Function): boolean => String(fn).endsWith("{ [native code] }");

function written({ fn, tree, names }: Extract<ReadFunction, { kind: "read" }>, captured: (value: unknown) => unknown): Function {
  const values = Object.fromEntries([...names].map(([name, one]) => {
    if (one.kind === "unreadable") throw new Error(`${name} is unreadable: ${one.why}: ${String(fn)}`);
    return [plain(name), captured(one.value)];
  }));
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is that of a function of ours
  const make = new Function("captured", `"use strict"; const { ${Object.keys(values).filter((name) => name !== "undefined").join(", ")} } = captured;
    return (${textOf(tree)});`) as (captured: unknown) => Function;
  return make(values);
}

/** A name without what no name may hold: members of modules have points. */
const plain = (name: string): string => name.replaceAll(".", "$_");

const list = (nodes: readonly (AnyNode | null)[]): string => nodes.map((node) => node === null ? "" : textOf(node)).join(", ");
const lines = (nodes: readonly AnyNode[]): string => nodes.map((node) => textOf(node)).join("\n");
const orNothing = (node: AnyNode | null | undefined): string => node === null || node === undefined ? "" : textOf(node);
const keyOf = (node: { readonly computed?: boolean; readonly key: AnyNode }): string =>
  node.computed === true ? `[${textOf(node.key)}]` : textOf(node.key);

/** The text of a tree, with parentheses around everything. */
function textOf(node: AnyNode): string {
  switch (node.type) {
    case "Identifier": return plain(node.name);
    case "Literal": return node.raw!;
    case "ArrowFunctionExpression":
      return `((${list(node.params)}) => ${node.body.type === "BlockStatement" ? textOf(node.body) : `(${textOf(node.body)})`})`;
    case "FunctionExpression": case "FunctionDeclaration": {
      const text = `function ${orNothing(node.id)}(${list(node.params)}) ${textOf(node.body)}`;
      return node.type === "FunctionExpression" ? `(${text})` : text;
    }
    case "BlockStatement": return `{ ${lines(node.body)} }`;
    case "ReturnStatement": return `return ${orNothing(node.argument)};`;
    case "ExpressionStatement": return `${textOf(node.expression)};`;
    case "IfStatement": return `if (${textOf(node.test)}) { ${textOf(node.consequent)} } else { ${orNothing(node.alternate)} }`;
    case "ForOfStatement": return `for (${textOf(node.left).replace(/;$/, "")} of ${textOf(node.right)}) { ${textOf(node.body)} }`;
    case "ForStatement":
      return `for (${orNothing(node.init).replace(/;$/, "")}; ${orNothing(node.test)}; ${orNothing(node.update)}) { ${textOf(node.body)} }`;
    case "WhileStatement": return `while (${textOf(node.test)}) { ${textOf(node.body)} }`;
    case "LabeledStatement": return `${textOf(node.label)}: ${textOf(node.body)}`;
    case "BreakStatement": return `break ${orNothing(node.label)};`;
    case "ContinueStatement": return `continue ${orNothing(node.label)};`;
    case "ThrowStatement": return `throw ${textOf(node.argument)};`;
    case "SwitchStatement": return `switch (${textOf(node.discriminant)}) { ${lines(node.cases)} }`;
    case "SwitchCase": return `${node.test ? `case ${textOf(node.test)}` : "default"}: ${lines(node.consequent)}`;
    case "VariableDeclaration": return `${node.kind} ${list(node.declarations)};`;
    case "VariableDeclarator": return node.init ? `${textOf(node.id)} = ${textOf(node.init)}` : textOf(node.id);
    case "ObjectExpression": return `({ ${list(node.properties)} })`;
    case "ObjectPattern": return `{ ${list(node.properties)} }`;
    case "ArrayExpression": case "ArrayPattern": return `[${list(node.elements)}]`;
    case "Property": return `${keyOf(node)}: ${textOf(node.value)}`;
    case "SpreadElement": case "RestElement": return `...${textOf(node.argument)}`;
    case "AssignmentPattern": return `${textOf(node.left)} = ${textOf(node.right)}`;
    case "MemberExpression": {
      const point = node.optional ? "?." : node.computed ? "" : ".";
      return `${textOf(node.object)}${point}${node.computed ? `[${textOf(node.property)}]` : (node.property as { name: string }).name}`;
    }
    case "CallExpression": return `${textOf(node.callee)}${node.optional ? "?." : ""}(${list(node.arguments)})`;
    case "NewExpression": return `new (${textOf(node.callee)})(${list(node.arguments)})`;
    case "ChainExpression": return `(${textOf(node.expression)})`;
    case "UnaryExpression": return `(${node.operator} ${textOf(node.argument)})`;
    case "UpdateExpression": return node.prefix ? `(${node.operator}${textOf(node.argument)})` : `(${textOf(node.argument)}${node.operator})`;
    case "AssignmentExpression":
      return `(${textOf(node.left)} ${node.operator} ${textOf(node.right)})`;
    case "BinaryExpression": case "LogicalExpression": return `(${textOf(node.left)} ${node.operator} ${textOf(node.right)})`;
    case "ConditionalExpression": return `(${textOf(node.test)} ? ${textOf(node.consequent)} : ${textOf(node.alternate)})`;
    case "SequenceExpression": return `(${list(node.expressions)})`;
    case "TemplateLiteral":
      return `\`${node.quasis.map(({ value }, i) => `${value.raw}${i < node.expressions.length ? `\${${textOf(node.expressions[i]!)}}` : ""}`).join("")}\``;
    default: throw new Error(`cannot write ${node.type}`);
  }
}
