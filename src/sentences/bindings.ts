/**
 * Which declaration each name of a script belongs to, and what is assigned to it where. From that follows whether the value
 * that a function has captured can ever become another one.
 */
import type {
  AnonymousClassDeclaration, AnonymousFunctionDeclaration, AnyNode, ArrowFunctionExpression, ClassDeclaration, ClassExpression,
  ForInStatement, ForOfStatement, FunctionDeclaration, FunctionExpression, Pattern, Program,
} from "acorn";

export type FunctionNode = FunctionDeclaration | AnonymousFunctionDeclaration | FunctionExpression | ArrowFunctionExpression;
type ClassNode = ClassDeclaration | AnonymousClassDeclaration | ClassExpression;

/** One declared name. A name that is declared twice in a scope is one binding. */
export interface Binding {
  readonly scope: Scope;
  readonly writes: Write[];
  /** Constant once it has a value: `const`, and the own name of a function expression or a class. */
  isConstant: boolean;
  /** Where an imported name comes from; the name `*` stands for the whole module. */
  imported: Imported | undefined;
  /** Why nothing can be said of it. */
  unsure: string | undefined;
}

export interface Imported {
  readonly from: string;
  readonly name: string;
}

export interface Write {
  /** Where what writes ends, as an offset. */
  readonly at: number;
  /** Whether it runs at most once for each binding: in the function of the binding, and in no loop within its scope. */
  readonly once: boolean;
  /** A declaration without a value: it writes `undefined`. */
  readonly empty: boolean;
}

export interface Scope {
  readonly up: Scope | null;
  readonly kind: "script" | "function" | "block" | "loop" | "switch" | "with";
  readonly names: Map<string, Binding>;
  /** For the scope of a function. */
  readonly fn: FunctionNode | undefined;
  /** Whether text becomes code in it, which may assign to everything that it sees. */
  evaluates: boolean;
}

/** A function of a script, with the scope in which its names are looked up that it does not declare itself. */
export interface PlacedFunction {
  readonly node: FunctionNode;
  readonly scope: Scope;
}

export interface Bindings {
  readonly script: Scope;
  readonly functions: readonly PlacedFunction[];
  /** The names that are used and not declared, each with the nodes that use it. */
  readonly free: ReadonlyMap<string, readonly AnyNode[]>;
}

/** The binding that a name has in a scope; `undefined` for a name that the script does not declare. */
export function bindingOf(name: string, from: Scope): Binding | undefined {
  for (let scope: Scope | null = from; scope !== null; scope = scope.up) {
    const found = scope.names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a name is looked up in an object on the way to its binding, or in what evaluated text declares. */
export function isLookedUpAnew(from: Scope, binding: Binding | undefined): boolean {
  for (let scope: Scope | null = from; scope !== null; scope = scope.up) {
    if (scope.kind === "with" || scope.evaluates) return true;
    if (scope === binding?.scope) return false;
  }
  return false;
}

/**
 * Why a function that is made where `placed` stands may see another value of a binding later; `undefined` when the value that it sees now
 * is the value for ever. Either the one thing that writes has run, which the value shows, or all that writes has run before the
 * function was made.
 */
export function whyChanging(name: string, binding: Binding, placed: PlacedFunction, value: unknown): string | undefined {
  if (binding.unsure !== undefined) return binding.unsure;
  if (value !== undefined && isWrittenOnce(binding)) return undefined;
  const made = madeAfter(placed, binding.scope);
  if (made !== undefined && binding.scope.kind !== "switch" && binding.writes.every(({ at, once }) => once && at <= made)) return undefined;
  return isWrittenOnce(binding) ? `${name} is undefined, or has no value yet` : `${name} may be assigned again`;
}

/** Whether a binding has no other value than one, once it has that. */
export function isWrittenOnce({ unsure, isConstant, writes }: Binding): boolean {
  const values = writes.filter(({ empty }) => !empty);
  return unsure === undefined && (isConstant || values.length === 0 || (values.length === 1 && values[0]!.once));
}

/** Where the function stands that is made in the function of a scope and leads to `placed`; `undefined` for one that is there from the start. */
function madeAfter(placed: PlacedFunction, scope: Scope): number | undefined {
  let made: FunctionNode = placed.node;
  for (let at: Scope | null = placed.scope; at !== null && at !== scope; at = at.up) if (at.kind === "function") {
    if (at.fn === undefined) return undefined;
    made = at.fn;
  }
  return made.type === "FunctionDeclaration" ? undefined : made.start;
}

/** Finds the bindings of a script, or of a function alone; the own name of a function alone is not declared by it. */
export function bindingsOf(tree: Program | FunctionNode): Bindings {
  const functions: PlacedFunction[] = [];
  const used: { readonly node: AnyNode; readonly name: string; readonly scope: Scope }[] = [];
  const written: { readonly name: string; readonly scope: Scope; readonly at: number }[] = [];

  const inside = (up: Scope | null, kind: Scope["kind"], fn?: FunctionNode): Scope => ({ up, kind, names: new Map(), fn, evaluates: false });
  const declare = (name: string, scope: Scope): Binding => {
    let binding = scope.names.get(name);
    if (binding === undefined) {
      binding = { scope, writes: [], isConstant: false, imported: undefined, unsure: undefined };
      scope.names.set(name, binding);
    }
    return binding;
  };
  const functionOf = (scope: Scope): Scope => scope.kind === "function" || scope.up === null ? scope : functionOf(scope.up);
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
    if (node.body.type === "BlockStatement") for (const one of node.body.body) visit(one, scope);
    else visit(node.body, scope);
  };

  const enterClass = (node: ClassNode, outer: Scope): void => {
    if (node.type === "ClassDeclaration" && node.id !== null) {
      declare(node.id.name, outer);
      write(node.id.name, outer, node.end);
    }
    const scope = inside(outer, "block");
    if (node.id !== null && node.id !== undefined) constant(node.id.name, scope);
    if (node.superClass !== null && node.superClass !== undefined) visit(node.superClass, scope);
    for (const one of node.body.body) {
      if (one.type === "StaticBlock") all(one.body, inside(scope, "function"));
      else {
        if (one.computed) visit(one.key, scope);
        if (one.value !== null && one.value !== undefined) visit(one.value, one.type === "PropertyDefinition" ? inside(scope, "function") : scope);
      }
    }
  };

  const constant = (name: string, scope: Scope): void => { declare(name, scope).isConstant = true; };

  const all = (nodes: readonly (AnyNode | null)[], scope: Scope): void => { for (const node of nodes) if (node !== null) visit(node, scope); };

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

  const visit = (node: AnyNode, scope: Scope): void => {
    switch (node.type) {
      case "Identifier":
        used.push({ node, name: node.name, scope });
        return;
      case "Literal": case "TemplateElement": case "PrivateIdentifier": case "MetaProperty": case "BreakStatement": case "ContinueStatement": return;
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
            if (node.kind !== "var" && node.kind !== "let") binding.isConstant = true;
            if (init !== null && init !== undefined) write(name, scope, end);
            else if (node.kind === "let") binding.writes.push({ at: end, once: true, empty: true });
          });
          if (init !== null && init !== undefined) visit(init, scope);
        }
        return;
      case "FunctionDeclaration": {
        if (node.id !== null) {
          declare(node.id.name, scope);
          write(node.id.name, scope, scope.fn?.body.start ?? 0);
          // Code that is not strict hands a function of a block on to the whole function, each time that it passes.
          const whole = functionOf(scope);
          if (whole !== scope) declare(node.id.name, whole).unsure = `${node.id.name} may be a function of a block`;
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
        if (node.init !== null && node.init !== undefined) visit(node.init, head);
        const body = inside(head, "loop");
        all([node.test ?? null, node.update ?? null, node.body], body);
        return;
      }
      case "ForInStatement": case "ForOfStatement": return loop(node, scope);
      case "WhileStatement": case "DoWhileStatement": return all([node.test, node.body], inside(scope, "loop"));
      case "SwitchStatement": {
        visit(node.discriminant, scope);
        const cases = inside(scope, "switch");
        for (const one of node.cases) all([one.test ?? null, ...one.consequent], cases);
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
      case "ExportNamedDeclaration":
        if (node.declaration !== null && node.declaration !== undefined) visit(node.declaration, scope);
        return;
      case "ExportAllDeclaration": return;
      default:
        // What is left has no names of its own.
        for (const part of Object.values(node)) {
          if (Array.isArray(part)) all(part as (AnyNode | null)[], scope);
          else if (typeof part === "object" && part !== null) visit(part as AnyNode, scope);
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
