/** Statements: they are understood in their order, and what each may change is known to the next. */
import type { AnyNode } from "acorn";
import { type Expr, binary, constant, local } from "../form.ts";
import { same } from "./arithmetic.ts";
import { fault, unclear } from "./ending.ts";
import { kept, made } from "./keeping.ts";
import { elementsOf } from "./lists.ts";
import { type Frame, bind, inner, keyOf } from "./names.ts";
import { type Of, leavesCase, wordsFor } from "./syntax.ts";
import { held, nothing, resolved, truthOf } from "./values.ts";
import type { Writer } from "./writer.ts";

/** Declares the functions of a list of statements, which are there before the first of them. */
export function hoist(frame: Frame, list: readonly AnyNode[]): void {
  for (const node of list) if (node.type === "FunctionDeclaration" && node.id != null)
    frame.scope.names.set(node.id.name, { is: "function", tree: node as AnyNode, scope: frame.scope, name: node.id.name });
}

/** Understands statements in their order. */
export function statements(writer: Writer, frame: Frame, list: readonly AnyNode[], changes: ReadonlySet<string>): void {
  hoist(frame, list);
  for (const node of list) {
    if (writer.isDead) return;
    statement(writer, frame, node, changes);
  }
}

/** Understands a statement that does not return, unless the frame says where to. */
export function statement(writer: Writer, frame: Frame, node: AnyNode, changes: ReadonlySet<string>): void {
  switch (node.type) {
    case "EmptyStatement": case "FunctionDeclaration": return;
    case "ExpressionStatement": {
      const value = writer.expression(frame, node.expression);
      // A list that nobody goes through is gone through all the same.
      if (value.is === "stream") made(writer, value, keyOf(writer, node));
      return;
    }
    case "VariableDeclaration": {
      for (const { id, init } of node.declarations)
        bind(writer, frame, id, init == null ? nothing : writer.expression(frame, init), changes);
      return;
    }
    case "BlockStatement": return statements(writer, { ...frame, scope: inner(frame.scope) }, node.body, changes);
    case "IfStatement": {
      const when = writer.hold(truthOf(writer, writer.expression(frame, node.test)));
      const scoped = (one: AnyNode) => () => statement(writer, { ...frame, scope: inner(frame.scope) }, one, changes);
      return writer.branch(when, scoped(node.consequent), node.alternate == null ? undefined : scoped(node.alternate));
    }
    case "ReturnStatement": {
      if (frame.exit === null) return unclear("a return where none is expected");
      return frame.exit.give(node.argument == null ? nothing : writer.expression(frame, node.argument));
    }
    case "ThrowStatement": return void fault(writer, "sentence threw");
    case "ForOfStatement": return forOf(writer, frame, node, changes, null);
    case "ForStatement": case "WhileStatement": case "DoWhileStatement": return loop(writer, frame, node, changes, null);
    case "LabeledStatement": {
      const { label: { name }, body: of } = node;
      if (of.type === "ForOfStatement") return forOf(writer, frame, of, changes, name);
      if (of.type === "ForStatement" || of.type === "WhileStatement" || of.type === "DoWhileStatement")
        return loop(writer, frame, of, changes, name);
      return unclear("a label of what is no loop");
    }
    case "BreakStatement": {
      const at = frame.loops.findLast(({ name }) => node.label == null || node.label.name === name);
      return at === undefined ? unclear("break") : writer.emit({ do: "leave", label: at.out });
    }
    case "ContinueStatement": {
      const at = frame.loops.findLast(({ name, next }) => next !== null && (node.label == null || node.label.name === name));
      return at === undefined ? unclear("continue") : writer.emit({ do: "leave", label: at.next! });
    }
    case "SwitchStatement": return switched(writer, frame, node, changes);
    default: return unclear(wordsFor[node.type] ?? node.type);
  }
}

function forOf(writer: Writer, frame: Frame, node: Of<"ForOfStatement">, changes: ReadonlySet<string>, name: string | null): void {
  if (node.await) return unclear("await");
  const list = kept(writer, writer.expression(frame, node.right), keyOf(writer, node));
  const elements = elementsOf(writer, resolved(writer, list)) ?? unclear("a loop over what is no list");
  writer.block((out) => elements.each(writer, (item) => writer.block((next) => {
    const inside: Frame = { ...frame, scope: inner(frame.scope), loops: [...frame.loops, { name, out, next }] };
    if (node.left.type !== "VariableDeclaration") return unclear("a loop that assigns a name from outside");
    bind(writer, inside, node.left.declarations[0]!.id, item, changes);
    statement(writer, inside, node.body, changes);
  })));
}

type Loop = Of<"ForStatement"> | Of<"WhileStatement"> | Of<"DoWhileStatement">;

/** Rounds of one loop of a sentence in code. */
const roundsMost = 1 << 20;

function loop(writer: Writer, frame: Frame, node: Loop, changes: ReadonlySet<string>, name: string | null): void {
  const own: Frame = { ...frame, scope: inner(frame.scope) };
  if (node.type === "ForStatement" && node.init != null) {
    if (node.init.type === "VariableDeclaration") statement(writer, own, node.init, changes);
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
      writer.block((next) => statement(writer, { ...inside, loops: [...frame.loops, { name, out, next }] }, node.body, changes));
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

function switched(writer: Writer, frame: Frame, node: Of<"SwitchStatement">, changes: ReadonlySet<string>): void {
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
        tests.push(same(writer, on, writer.expression(inside, test)));
        if (consequent.length === 0) continue;
        const when = writer.hold(tests.reduce((any, one) => binary("or", any, one)));
        return writer.branch(when, () => statements(writer, inside, consequent, changes), () => go(i + 1));
      }
      if (rest !== undefined) statements(writer, inside, rest.consequent, changes);
    };
    go(0);
  });
}
