/** Finds the declared names of a script or a function, and what is assigned to them where. */
import type {
  AnonymousClassDeclaration, AnyNode, ClassDeclaration, ClassExpression, ForInStatement, ForOfStatement, Pattern, Program,
} from "acorn";
import { type Binding, type FunctionNode, type PlacedFunction, type Scope, bindingOf } from "./scopes.ts";

type ClassNode = ClassDeclaration | AnonymousClassDeclaration | ClassExpression;

export interface Bindings {
  readonly script: Scope;
  readonly functions: readonly PlacedFunction[];
  /** The names that are used and not declared, each with the nodes that use it. */
  readonly free: ReadonlyMap<string, readonly AnyNode[]>;
}

/** Finds the bindings of a script, or of a function alone; the own name of a function alone is not declared by it. */
export function bindingsOf(tree: Program | FunctionNode): Bindings {
  const functions: PlacedFunction[] = [];
  const used: { readonly node: AnyNode; readonly name: string; readonly scope: Scope }[] = [];
  const written: { readonly name: string; readonly scope: Scope; readonly at: number }[] = [];

  const inside = (up: Scope | null, kind: Scope["kind"], fn?: FunctionNode): Scope =>
    ({ up, kind, names: new Map(), perhaps: new Set(), fn, evaluates: false });
  const declare = (name: string, scope: Scope): Binding => {
    let binding = scope.names.get(name);
    if (binding === undefined) {
      binding = { scope, writes: [], isConstant: false, imported: undefined, unsure: undefined };
      scope.names.set(name, binding);
    }
    return binding;
  };
  /** Where `var` declares. */
  const functionOf = (scope: Scope): Scope =>
    ["function", "body"].includes(scope.kind) || scope.up === null ? scope : functionOf(scope.up);
  const write = (name: string, scope: Scope, at: number): void => { written.push({ name, scope, at }); };

  /** Visits a pattern: hands on its names, and visits the expressions in it. */
  const pattern = (node: Pattern, scope: Scope, take: (name: string) => void): void => {
    switch (node.type) {
      case "Identifier": take(node.name); return;
      case "MemberExpression": visit(node, scope); return;
      case "ArrayPattern": for (const one of node.elements) if (one !== null) pattern(one, scope, take); return;
      case "RestElement": pattern(node.argument, scope, take); return;
      case "AssignmentPattern":
        pattern(node.left, scope, take);
        visit(node.right, scope);
        return;
      case "ObjectPattern":
        for (const one of node.properties) {
          if (one.type === "RestElement") pattern(one.argument, scope, take);
          else {
            if (one.computed) visit(one.key, scope);
            pattern(one.value, scope, take);
          }
        }
    }
  };

  const enter = (node: FunctionNode, outer: Scope): void => {
    functions.push({ node, scope: outer });
    const scope = inside(outer, "function", node);
    for (const parameter of node.params) pattern(parameter, scope, (name) => {
      declare(name, scope);
      write(name, scope, node.body.start);
    });
    // Parameters with expressions do not see what the body declares.
    const own = node.params.every(({ type }) => type === "Identifier") ? scope : inside(scope, "body");
    if (node.body.type === "BlockStatement") all(node.body.body, own);
    else visit(node.body, own);
  };

  const enterClass = (node: ClassNode, outer: Scope): void => {
    if (node.type === "ClassDeclaration" && node.id !== null) {
      declare(node.id.name, outer);
      write(node.id.name, outer, node.end);
    }
    const scope = inside(outer, "block");
    if (node.id !== null && node.id !== undefined) constant(node.id.name, scope);
    visit(node.superClass, scope);
    for (const one of node.body.body) {
      if (one.type === "StaticBlock") all(one.body, inside(scope, "function"));
      else {
        if (one.computed) visit(one.key, scope);
        visit(one.value, one.type === "PropertyDefinition" ? inside(scope, "function") : scope);
      }
    }
  };

  const constant = (name: string, scope: Scope): void => { declare(name, scope).isConstant = true; };

  const all = (nodes: readonly (AnyNode | null | undefined)[], scope: Scope): void => { for (const node of nodes) visit(node, scope); };

  const loop = (node: ForInStatement | ForOfStatement, outer: Scope): void => {
    visit(node.right, outer);
    const each = inside(outer, "loop");
    if (node.left.type === "VariableDeclaration") {
      const { kind, declarations } = node.left;
      const own = kind === "var" ? functionOf(each) : each;
      pattern(declarations[0]!.id, each, (name) => {
        declare(name, own).isConstant ||= kind === "const";
        write(name, each, node.body.start);
      });
    } else pattern(node.left, each, (name) => { write(name, each, node.body.start); });
    visit(node.body, each);
  };

  const visit = (node: AnyNode | null | undefined, scope: Scope): void => {
    if (node === null || node === undefined) return;
    switch (node.type) {
      case "Identifier":
        used.push({ node, name: node.name, scope });
        return;
      case "Literal": case "TemplateElement": case "PrivateIdentifier": case "MetaProperty": return;
      case "BreakStatement": case "ContinueStatement": case "ExportAllDeclaration": return;
      case "MemberExpression":
        visit(node.object, scope);
        if (node.computed) visit(node.property, scope);
        return;
      case "Property":
        if (node.computed) visit(node.key, scope);
        visit(node.value, scope);
        return;
      case "CallExpression":
        // Evaluated text may assign to all that it sees, and declare names where it stands.
        if (node.callee.type === "Identifier" && node.callee.name === "eval")
          for (let at: Scope | null = scope; at !== null; at = at.up) at.evaluates = true;
        visit(node.callee, scope);
        all(node.arguments, scope);
        return;
      case "AssignmentExpression":
        pattern(node.left, scope, (name) => { write(name, scope, node.end); });
        // `x += 1` uses `x`, and `x = 1` writes to an `x` that must be found as well.
        if (node.left.type === "Identifier") visit(node.left, scope);
        visit(node.right, scope);
        return;
      case "UpdateExpression":
        if (node.argument.type === "Identifier") write(node.argument.name, scope, node.end);
        visit(node.argument, scope);
        return;
      case "VariableDeclaration":
        for (const { id, init, end } of node.declarations) {
          const own = node.kind === "var" ? functionOf(scope) : scope;
          pattern(id, scope, (name) => {
            const binding = declare(name, own);
            // Such a variable begins with the value of the parameter that it hides.
            if (own.kind === "body" && own.up!.names.has(name)) write(name, own, own.up!.fn!.body.start);
            if (node.kind !== "var" && node.kind !== "let") binding.isConstant = true;
            if (init !== null && init !== undefined) write(name, scope, end);
            else if (node.kind === "let") binding.writes.push({ at: end, once: true, empty: true });
          });
          visit(init, scope);
        }
        return;
      case "FunctionDeclaration": {
        if (node.id !== null) {
          declare(node.id.name, scope);
          write(node.id.name, scope, scope.fn?.body.start ?? 0);
          if (functionOf(scope) !== scope) functionOf(scope).perhaps.add(node.id.name);
        }
        return enter(node, scope);
      }
      case "FunctionExpression": {
        if (node.id === null || node.id === undefined) return enter(node, scope);
        const own = inside(scope, "block");
        constant(node.id.name, own);
        return enter(node, own);
      }
      case "ArrowFunctionExpression": return enter(node, scope);
      case "ClassDeclaration": case "ClassExpression": return enterClass(node, scope);
      case "BlockStatement": return all(node.body, inside(scope, "block"));
      case "ForStatement": {
        const head = inside(scope, "block");
        visit(node.init, head);
        return all([node.test, node.update, node.body], inside(head, "loop"));
      }
      case "ForInStatement": case "ForOfStatement": return loop(node, scope);
      case "WhileStatement": case "DoWhileStatement": return all([node.test, node.body], inside(scope, "loop"));
      case "SwitchStatement": {
        visit(node.discriminant, scope);
        const cases = inside(scope, "switch");
        for (const one of node.cases) all([one.test, ...one.consequent], cases);
        return;
      }
      case "CatchClause": {
        const own = inside(scope, "block");
        if (node.param !== null && node.param !== undefined) pattern(node.param, own, (name) => {
          declare(name, own);
          write(name, own, node.body.start);
        });
        // What the block declares shares no name with what was caught, but for `var`, which lies further out.
        return all(node.body.body, inside(own, "block"));
      }
      case "LabeledStatement": return visit(node.body, scope);
      case "WithStatement":
        visit(node.object, scope);
        return visit(node.body, inside(scope, "with"));
      case "ImportDeclaration":
        for (const one of node.specifiers) declare(one.local.name, scope).imported = { from: String(node.source.value),
          name: one.type === "ImportNamespaceSpecifier" ? "*" : one.type === "ImportDefaultSpecifier" ? "default"
            : one.imported.type === "Identifier" ? one.imported.name : String(one.imported.value) };
        return;
      case "ExportNamedDeclaration": return visit(node.declaration, scope);
      default:
        // What is left has no names of its own.
        for (const name in node) {
          const part: unknown = node[name as keyof AnyNode];
          if (Array.isArray(part)) all(part as (AnyNode | null)[], scope);
          else if (typeof part === "object") visit(part as AnyNode | null, scope);
        }
    }
  };

  const script = inside(null, "script");
  if (tree.type === "Program") all(tree.body, script);
  else enter(tree, script);

  for (const { name, scope, at } of written) {
    const binding = bindingOf(name, scope);
    binding?.writes.push({ at, once: isOnce(scope, binding.scope), empty: false });
  }
  const free = new Map<string, AnyNode[]>();
  for (const { node, name, scope } of used) {
    if (bindingOf(name, scope) !== undefined) continue;
    // The parameters of a function may be assigned to through `arguments`.
    if (name === "arguments") for (const binding of argumentsOf(scope)) binding.unsure = "arguments may assign to parameters";
    const nodes = free.get(name);
    if (nodes === undefined) free.set(name, [node]);
    else nodes.push(node);
  }
  return { script, functions, free };
}

/** Whether what stands in a scope runs at most once for each time that an outer scope is entered. */
function isOnce(from: Scope, outer: Scope): boolean {
  for (let scope = from; scope !== outer; scope = scope.up!) if (scope.kind === "function" || scope.kind === "loop") return false;
  return true;
}

function argumentsOf(from: Scope): Iterable<Binding> {
  let scope: Scope | null = from;
  while (scope !== null && (scope.fn === undefined || scope.fn.type === "ArrowFunctionExpression")) scope = scope.up;
  return scope === null ? [] : scope.names.values();
}

/** The names that a pattern declares. */
export function namesIn(pattern: Pattern): string[] {
  switch (pattern.type) {
    case "Identifier": return [pattern.name];
    case "ArrayPattern": return pattern.elements.flatMap((one) => one === null ? [] : namesIn(one));
    case "ObjectPattern": return pattern.properties.flatMap((one) => namesIn(one.type === "RestElement" ? one.argument : one.value));
    case "RestElement": return namesIn(pattern.argument);
    case "AssignmentPattern": return namesIn(pattern.left);
    case "MemberExpression": return [];
  }
}
