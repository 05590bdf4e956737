/**
 * Takes away what loaders and bundlers write around the names of a function, so that all ways in give the same tree:
 * `(0, f)(x)` is `f(x)`, `__name(f, "f")` is `f`, statements without anything are left out, and a member `x` of a module that is
 * captured as `m` is one name, `m.x`.
 */
import type { AnyNode, CallExpression, Identifier, MemberExpression } from "acorn";
import { type Captured, isModule, isModuleMember } from "./captures.ts";
import { everyNode, type FunctionTree, isNode } from "./parse.ts";

export interface Surroundings {
  /** What free names stand for. */
  readonly captured: ReadonlyMap<string, Captured>;
  /** The nodes that are uses of free names. */
  readonly uses: ReadonlySet<AnyNode>;
  /** What a member of a module stands for. */
  readonly member: (module: object, name: string) => Captured;
  /** Whether a function does nothing but give its first argument a name. */
  readonly keepsNames: (fn: Function) => boolean;
}

/** The tree, changed in place, with what the free names stand for that are left in it. */
export function plainTree(tree: FunctionTree, { captured, uses, member, keepsNames }: Surroundings): ReadonlyMap<string, Captured> {
  const all = new Map(captured);
  const free = new Set(uses);
  const valueOf = (node: AnyNode): unknown => {
    const one = node.type === "Identifier" && free.has(node) ? all.get(node.name) : undefined;
    return one?.kind === "value" ? one.value : undefined;
  };
  const isNaming = (node: AnyNode): node is CallExpression => {
    if (node.type !== "CallExpression" || node.arguments.length !== 2) return false;
    const helper = valueOf(node.callee);
    return typeof helper === "function" && keepsNames(helper);
  };
  const memberName = (node: MemberExpression): Identifier | undefined => {
    const object = valueOf(node.object);
    const key = !node.computed ? (node.property as Identifier).name
      : node.property.type === "Literal" ? node.property.value : valueOf(node.property);
    if (typeof key !== "string" || !isModuleMember(object, key)) return undefined;
    const name = `${(node.object as Identifier).name}.${key}`;
    if (!all.has(name)) all.set(name, member(object, key));
    const use: Identifier = { type: "Identifier", name, start: node.start, end: node.end };
    free.add(use);
    return use;
  };
  const plain = (node: AnyNode): AnyNode => {
    if (isNaming(node)) return plain(node.arguments[0]!);
    // `__name(f, "f");` names a declared function in a statement of its own.
    if (node.type === "BlockStatement") node.body = node.body.filter((one) => one.type !== "EmptyStatement"
      && (one.type !== "ExpressionStatement" || !isNaming(one.expression) || one.expression.arguments[0]!.type !== "Identifier"));
    const parts = node as unknown as Record<string, unknown>;
    for (const name in parts) {
      const part = parts[name];
      if (isNode(part)) parts[name] = plain(part);
      else if (Array.isArray(part)) for (let i = 0; i < part.length; i++) if (isNode(part[i])) part[i] = plain(part[i] as AnyNode);
    }
    if (node.type === "SequenceExpression" && node.expressions.length === 2 && node.expressions[0]!.type === "Literal") {
      const [, last] = node.expressions;
      // Without the comma, a function that is a member would be called on what holds it.
      const holder = last!.type === "MemberExpression" ? valueOf(last.object) : undefined;
      return last!.type !== "MemberExpression" || (typeof holder === "object" && holder !== null && isModule(holder)) ? last! : node;
    }
    return node.type === "MemberExpression" ? memberName(node) ?? node : node;
  };
  plain(tree);
  const names = new Map<string, Captured>();
  if (free.size > 0) everyNode(tree, (node) => {
    if (node.type === "Identifier" && free.has(node)) names.set(node.name, all.get(node.name)!);
  });
  return names;
}

/** The name that a function gives back and does nothing else, as the functions do that stand for members of modules. */
export function nameGiven({ body }: FunctionTree): string | undefined {
  let given: AnyNode | null | undefined = body;
  while (given?.type === "BlockStatement" && given.body.length === 1) {
    const [only]: readonly AnyNode[] = given.body;
    given = only!.type === "TryStatement" && !only!.finalizer ? only!.block : only;
  }
  if (given?.type === "ReturnStatement") given = given.argument;
  return given?.type === "Identifier" ? given.name : undefined;
}

/** Whether a text is that of the function by which esbuild keeps the names of functions, whatever it is called. */
export function isNamingText(text: string): boolean {
  const plain = /^\(([\w$]+),([\w$]+)\)=>[\w$]+\(\1,"name",\{(?:value:\2|(?<=,value\).*)value),configurable:(?:true|!0)\}\)$/;
  return plain.test(text.replace(/\s/g, ""));
}
