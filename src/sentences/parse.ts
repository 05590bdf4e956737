/** The text of a function becomes a syntax tree, or a reason why it cannot be understood from its text and captured values. */
import { type AnyNode, type ArrowFunctionExpression, type FunctionExpression, type Node, parseExpressionAt } from "acorn";
import { types } from "node:util";

export type FunctionTree = FunctionExpression | ArrowFunctionExpression;

/** The text of a function as the runtime has it, whatever the function says of itself. */
export function textOf(fn: Function): string {
  return Reflect.apply(shown, fn, []);
}

const shown = Reflect.get(Function.prototype, "toString") as () => string;

const options = { ecmaVersion: "latest", sourceType: "module", allowSuperOutsideMethod: true, checkPrivateFields: false } as const;

/**
 * The tree of a function with the offsets of its text, or the reason why there is none. The text is read as strict code; of what
 * means something else in code that is not strict nothing is let through.
 */
export function treeOf(fn: Function, text: string): FunctionTree | string {
  if (types.isProxy(fn)) return "it is a proxy";
  if (text.endsWith("{ [native code] }")) return "it is bound, or a function of the runtime";
  const tree = parsed(text);
  return typeof tree === "string" ? tree : refusalOf(tree) ?? tree;
}

function parsed(text: string): FunctionTree | string {
  try {
    const tree = parseExpressionAt(text, 0, options);
    if (tree.end === text.length) {
      if (tree.type === "FunctionExpression" || tree.type === "ArrowFunctionExpression") return tree;
      if (tree.type === "ClassExpression") return "it is a class";
    }
  } catch {
    // The text of a method is no expression.
  }
  try {
    const before = "({";
    const object = parseExpressionAt(`${before}${text}})`, 0, options);
    const [method] = object.type === "ObjectExpression" ? object.properties : [];
    if (method?.type !== "Property" || method.value.type !== "FunctionExpression") return "its text is not that of a function";
    everyNode(method.value, (node) => {
      node.start -= before.length;
      node.end -= before.length;
      return undefined;
    });
    return method.value;
  } catch (error) {
    return `its text cannot be read alone: ${(error as Error).message}`;
  }
}

/** Calls a function for a node and all that it holds, until it answers something. */
export function everyNode<R>(node: AnyNode, look: (node: AnyNode) => R | undefined): R | undefined {
  let found = look(node);
  for (const name in node) {
    if (found !== undefined) return found;
    const part: unknown = node[name as keyof AnyNode];
    if (isNode(part)) found = everyNode(part, look);
    else if (Array.isArray(part)) for (const one of part as unknown[]) if (found === undefined && isNode(one)) found = everyNode(one, look);
  }
  return found;
}

export const isNode = (part: unknown): part is AnyNode =>
  typeof part === "object" && part !== null && typeof (part as Node).type === "string";

/** Why a function says more than its text and captured values do. */
function refusalOf(tree: FunctionTree): string | undefined {
  const bodies = new Set<AnyNode>();
  return everyNode(tree, (node) => {
    switch (node.type) {
      case "ThisExpression": return "it uses this";
      case "Super": return "it uses super";
      case "MetaProperty": return `it uses ${node.meta.name}.${node.property.name}`;
      case "PrivateIdentifier": return `it uses the private name #${node.name}`;
      case "ClassDeclaration": case "ClassExpression": return "it holds a class";
      case "ImportExpression": return "it imports";
      case "FunctionDeclaration": case "FunctionExpression": case "ArrowFunctionExpression":
        bodies.add(node.body);
        return node.async ? "it is async, or holds a function that is" : node.generator ? "it is a generator, or holds one" : undefined;
      case "BlockStatement": return bodies.has(node) ? undefined : blockRefusal(node.body);
      case "SwitchCase": return blockRefusal(node.consequent);
      default: return undefined;
    }
  });
}

/** Code that is not strict hands such a function on to the whole function around it. */
function blockRefusal(statements: readonly AnyNode[]): string | undefined {
  return statements.some(({ type }) => type === "FunctionDeclaration") ? "it declares a function in a block" : undefined;
}
