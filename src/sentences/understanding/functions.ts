/** Functions: each call is understood where it stands, with what it is given there. */
import type { AnyNode } from "acorn";
import { unclear } from "./ending.ts";
import { truthOf } from "./holding.ts";
import { eitherWay, kept } from "./keeping.ts";
import { type Frame, bind, declare, inner } from "./names.ts";
import { assignVariable, newVariable, readVariable, shapeOf } from "./shapes.ts";
import { hoist, statement, statements } from "./statements.ts";
import { type Of, needsExit, returns, usesOfNames } from "./syntax.ts";
import { type FunctionValue, type Value, nothing } from "./values.ts";
import type { Writer } from "./writer.ts";

/** Calls of calls, at most: a function that calls itself is not understood. */
const deepest = 40;

/** Understands the text of a function with what it is given. */
export function inline(writer: Writer, { tree, scope, name }: FunctionValue, args: readonly Value[], key: string): Value {
  const fn = tree as Of<"ArrowFunctionExpression"> | Of<"FunctionExpression">;
  if (fn.async || fn.generator) return unclear("a function that answers later");
  if (writer.depth >= deepest) return unclear(`calls of calls, ${deepest} deep: a function that calls itself`);
  const path = writer.path;
  writer.path = key;
  writer.depth++;
  try {
    const own = inner(scope);
    if (fn.type === "FunctionExpression" && fn.id != null) own.names.set(fn.id.name, { is: "function", tree, scope, name });
    const frame: Frame = { scope: own, exit: null, loops: [], uses: usesOfNames(fn) };
    for (const param of fn.params) declare(own, param);
    fn.params.forEach((param, i) => {
      if (param.type === "RestElement") bind(writer, frame, param.argument, { is: "tuple", items: args.slice(i) });
      else bind(writer, frame, param, args[i] ?? nothing);
    });
    if (fn.body.type !== "BlockStatement") return kept(writer, writer.expression(frame, fn.body), `${key}>`);
    return body(writer, frame, fn.body, `${key}>`);
  } finally {
    writer.path = path;
    writer.depth--;
  }
}

/** What the body of a function answers. */
function body(writer: Writer, frame: Frame, block: Of<"BlockStatement">, key: string): Value {
  if (!needsExit(block.body)) return answerOf(writer, frame, block.body, 0, key);
  const shape = writer.shapeOf(key);
  let variable = newVariable(writer, shape ?? { is: "constant", value: undefined }, key);
  let isNew = shape === null;
  writer.block((label) => {
    const give = (value: Value): void => {
      const stays = kept(writer, value, `${key}<`);
      const its = shapeOf(stays);
      if (isNew && its !== null) {
        writer.learnShape(key, its);
        variable = newVariable(writer, its, key);
        isNew = false;
      }
      assignVariable(writer, variable, stays);
      writer.emit({ do: "leave", label });
    };
    const inside: Frame = { ...frame, exit: { label, give } };
    statements(writer, inside, block.body);
    if (!writer.isDead) give(nothing);
  });
  return readVariable(writer, variable);
}

/** What a list of statements answers from one of them on, where each return ends its way. */
function answerOf(writer: Writer, frame: Frame, list: readonly AnyNode[], from: number, key: string): Value {
  if (from === 0) hoist(frame.scope, list);
  for (let i = from; i < list.length; i++) {
    if (writer.isDead) return { is: "never" };
    const node = list[i]!;
    if (!returns(node)) {
      statement(writer, frame, node);
      continue;
    }
    if (node.type === "ReturnStatement")
      return kept(writer, node.argument == null ? nothing : writer.expression(frame, node.argument), key);
    if (node.type === "BlockStatement") return answerOf(writer, { ...frame, scope: inner(frame.scope) }, node.body, 0, key);
    if (node.type !== "IfStatement") return unclear("a return in the middle of a loop");
    const when = truthOf(writer, writer.expression(frame, node.test));
    const rest = (): Value => answerOf(writer, frame, list, i + 1, key);
    const way = (one: AnyNode | null | undefined): Value => {
      if (one == null) return rest();
      if (!returns(one)) {
        statement(writer, { ...frame, scope: inner(frame.scope) }, one);
        return rest();
      }
      return answerOf(writer, { ...frame, scope: inner(frame.scope) }, one.type === "BlockStatement" ? one.body : [one], 0, key);
    };
    return eitherWay(writer, when, () => way(node.consequent), () => way(node.alternate));
  }
  return writer.isDead ? { is: "never" } : nothing;
}
