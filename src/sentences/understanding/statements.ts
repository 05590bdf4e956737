/** Statements: they are understood in their order, and what each may change is known to the next. */
import type { AnyNode } from "acorn";
import { type Expr, binary, constant, local } from "../form.ts";
import { same } from "./arithmetic.ts";
import { fault, unclear } from "./ending.ts";
import { held, resolved, truthOf } from "./holding.ts";
import { kept } from "./keeping.ts";
import { elementsOf } from "./lists.ts";
import { type Frame, bind, declare, inner, keyOf } from "./names.ts";
import { type Of, leavesCase, wordsFor } from "./syntax.ts";
import { type Scope, nothing } from "./values.ts";
import type { Writer } from "./writer.ts";

/** Declares the names of a list of statements: functions are there before the first of them, other names have no value yet. */
export function hoist(scope: Scope, list: readonly AnyNode[]): void {
  for (const node of list) {
    if (node.type === "FunctionDeclaration" && node.id != null)
      scope.names.set(node.id.name, { is: "function", tree: node as AnyNode, scope, name: node.id.name });
    if (node.type !== "VariableDeclaration") continue;
    if (node.kind === "var") return unclear("var: a name that blocks do not keep to themselves");
    for (const { id } of node.declarations) declare(scope, id);
  }
}

/** Understands statements in their order. */
export function statements(writer: Writer, frame: Frame, list: readonly AnyNode[]): void {
  hoist(frame.scope, list);
  for (const node of list) {
    if (writer.isDead) return;
    statement(writer, frame, node);
  }
}

/** Understands a statement that does not return, unless the frame says where to. */
export function statement(writer: Writer, frame: Frame, node: AnyNode): void {
  switch (node.type) {
    case "EmptyStatement": case "FunctionDeclaration": return;
    case "ExpressionStatement": {
      writer.expression(frame, node.expression);
      return;
    }
    case "VariableDeclaration": {
      for (const { id, init } of node.declarations)
        bind(writer, frame, id, init == null ? nothing : writer.expression(frame, init), init?.type === "ArrayExpression");
      return;
    }
    case "BlockStatement": return statements(writer, { ...frame, scope: inner(frame.scope) }, node.body);
    case "IfStatement": {
      const when = writer.hold(truthOf(writer, writer.expression(frame, node.test)));
      const scoped = (one: AnyNode) => () => statement(writer, { ...frame, scope: inner(frame.scope) }, one);
      return writer.branch(when, scoped(node.consequent), node.alternate == null ? undefined : scoped(node.alternate));
    }
    case "ReturnStatement": {
      if (frame.exit === null) return unclear("a return where none is expected");
      return frame.exit.give(node.argument == null ? nothing : writer.expression(frame, node.argument));
    }
    case "ThrowStatement": return void fault(writer, "sentence threw");
    case "ForOfStatement": return forOf(writer, frame, node, null);
    case "ForStatement": case "WhileStatement": case "DoWhileStatement": return loop(writer, frame, node, null);
    case "LabeledStatement": {
      const { label: { name }, body: of } = node;
      if (of.type === "ForOfStatement") return forOf(writer, frame, of, name);
      if (of.type === "ForStatement" || of.type === "WhileStatement" || of.type === "DoWhileStatement")
        return loop(writer, frame, of, name);
      return unclear("a label of what is not a loop");
    }
    case "BreakStatement": {
      const at = frame.loops.findLast(({ name }) => node.label == null || node.label.name === name);
      return at === undefined ? unclear("break") : writer.emit({ do: "leave", label: at.out });
    }
    case "ContinueStatement": {
      const at = frame.loops.findLast(({ name, next }) => next !== null && (node.label == null || node.label.name === name));
      return at === undefined ? unclear("continue") : writer.emit({ do: "leave", label: at.next! });
    }
    case "SwitchStatement": return switched(writer, frame, node);
    default: return unclear(wordsFor[node.type] ?? node.type);
  }
}

function forOf(writer: Writer, frame: Frame, node: Of<"ForOfStatement">, name: string | null): void {
  if (node.await) return unclear("await");
  if (node.left.type !== "VariableDeclaration") return unclear("a loop that assigns a name from outside");
  const scope = inner(frame.scope);
  hoist(scope, [node.left]);
  const list = kept(writer, writer.expression({ ...frame, scope }, node.right), keyOf(writer, node));
  const elements = elementsOf(writer, resolved(writer, list)) ?? unclear("a loop over what is not a list");
  const { id } = node.left.declarations[0]!;
  writer.block((out) => elements.eachLive(writer, (item) => writer.block((next) => {
    const inside: Frame = { ...frame, scope: inner(frame.scope), loops: [...frame.loops, { name, out, next }] };
    bind(writer, inside, id, item);
    statement(writer, inside, node.body);
  })));
}

type Loop = Of<"ForStatement"> | Of<"WhileStatement"> | Of<"DoWhileStatement">;

/** Rounds of one loop of a sentence in code. */
const roundsMost = 1 << 20;

function loop(writer: Writer, frame: Frame, node: Loop, name: string | null): void {
  const own: Frame = { ...frame, scope: inner(frame.scope) };
  if (node.type === "ForStatement" && node.init != null) {
    if (node.init.type === "VariableDeclaration") statements(writer, own, [node.init]);
    else writer.expression(own, node.init);
  }
  const rounds = writer.newLocal("i32");
  writer.emit({ do: "set", local: rounds, value: constant(0) });
  writer.block((out) => writer.block((again) => {
    const inside: Frame = { ...own, scope: inner(own.scope) };
    const go = (): void => {
      // Code cannot be stopped from outside: whoever goes round more often is asked by itself, where it can.
      writer.emit({ do: "set", local: rounds, value: binary("add", local(rounds), constant(1)) });
      writer.must(binary("lt", local(rounds), constant(roundsMost)), "a loop that may not end");
      writer.block((next) => statement(writer, { ...inside, loops: [...frame.loops, { name, out, next }] }, node.body));
      if (node.type === "ForStatement" && node.update != null && !writer.isDead) writer.expression(inside, node.update);
      if (node.type === "DoWhileStatement" && !writer.isDead) {
        writer.branch(writer.hold(truthOf(writer, writer.expression(inside, node.test))), () => writer.emit({ do: "again", label: again }));
        return;
      }
      writer.emit({ do: "again", label: again });
    };
    if (node.type === "DoWhileStatement" || node.test == null) return go();
    writer.branch(writer.hold(truthOf(writer, writer.expression(inside, node.test))), go);
  }));
}

function switched(writer: Writer, frame: Frame, node: Of<"SwitchStatement">): void {
  const on = held(writer, writer.expression(frame, node.discriminant));
  const falls = node.cases.some(({ consequent }, i) => i < node.cases.length - 1 && consequent.length > 0 && !consequent.some(leavesCase));
  if (falls) return unclear("a case that goes on in the next one");
  writer.block((out) => {
    const inside: Frame = { ...frame, scope: inner(frame.scope), loops: [...frame.loops, { name: null, out, next: null }] };
    const rest = node.cases.find(({ test }) => test == null);
    const go = (from: number): void => {
      const tests: Expr[] = [];
      for (let i = from; i < node.cases.length; i++) {
        const { test, consequent } = node.cases[i]!;
        if (test == null) {
          if (consequent.length === 0 || i < node.cases.length - 1) return unclear("a default that is not the last case");
          continue;
        }
        const asked = writer.apart(() => { tests.push(same(writer, on, writer.expression(inside, test))); });
        if (asked.statements.length > 0) return unclear("a case that must be computed");
        if (consequent.length === 0) continue;
        const when = writer.hold(tests.reduce((any, one) => binary("or", any, one)));
        return writer.branch(when, () => statements(writer, inside, consequent), () => go(i + 1));
      }
      if (rest !== undefined) statements(writer, inside, rest.consequent);
    };
    go(0);
  });
}
