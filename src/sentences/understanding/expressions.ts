/** Expressions: what they stand for, with what must be computed on the way. */
import type { AnyNode } from "acorn";
import { constant, not, select } from "../form.ts";
import { arithmetic, isMissing, isPlainConstant, negative, ordered, same } from "./arithmetic.ts";
import { call } from "./calling.ts";
import { fault, refuse, unclear } from "./ending.ts";
import { distribute, held, resolved, truthOf } from "./holding.ts";
import { eitherWay, isComputed, kept } from "./keeping.ts";
import { elementAt, elementsOf, isList, storeAt } from "./lists.ts";
import { captured, computedMember, isNothing, isPlain, member, reliedWhole } from "./members.ts";
import { type Frame, assignName, keyOf, lookUp, nameOf, orDefault } from "./names.ts";
import { assignColumn } from "./rows.ts";
import { type Of, wordsFor } from "./syntax.ts";
import { type Value, isTruthValue, known, nothing, oneOf, truth } from "./values.ts";
import type { Writer } from "./writer.ts";

/** What an expression stands for: a list that is computed is made, whatever becomes of it. */
export function expression(writer: Writer, frame: Frame, node: AnyNode): Value {
  const value = computed(writer, frame, node);
  return isComputed(value) ? kept(writer, value, `${keyOf(writer, node)}[`) : value;
}

function computed(writer: Writer, frame: Frame, node: AnyNode): Value {
  switch (node.type) {
    case "Literal": return "regex" in node && node.regex !== undefined ? unclear("a regular expression") : known(node.value);
    case "TemplateLiteral": {
      let text: Value = known(node.quasis[0]!.value.cooked ?? "");
      node.expressions.forEach((one, i) => {
        text = arithmetic(writer, "+", text, asWord(writer, expression(writer, frame, one)));
        text = arithmetic(writer, "+", text, known(node.quasis[i + 1]!.value.cooked ?? ""));
      });
      return text;
    }
    case "Identifier": return lookUp(writer, frame.scope, node.name);
    case "ArrowFunctionExpression": case "FunctionExpression":
      return { is: "function", tree: node, scope: frame.scope, name: node.type === "FunctionExpression" ? node.id?.name ?? "" : "" };
    case "ChainExpression": return chain(writer, frame, node.expression, (value) => value);
    case "MemberExpression": case "CallExpression": return chain(writer, frame, node, (value) => value);
    case "UnaryExpression": return unary(writer, frame, node);
    case "BinaryExpression": return operation(writer, frame, node);
    case "LogicalExpression": return logical(writer, frame, node);
    case "ConditionalExpression": return eitherWay(writer, truthOf(writer, expression(writer, frame, node.test)),
      () => expression(writer, frame, node.consequent), () => expression(writer, frame, node.alternate));
    case "ObjectExpression": return object(writer, frame, node);
    case "ArrayExpression": return array(writer, frame, node);
    case "AssignmentExpression": return assignment(writer, frame, node);
    case "UpdateExpression": {
      const target = reference(writer, frame, node.argument);
      const old = held(writer, arithmetic(writer, "-", target.get(), known(0)));
      const value = held(writer, arithmetic(writer, "-", old, known(node.operator === "++" ? -1 : 1)));
      target.put(value);
      return node.prefix ? value : old;
    }
    case "SequenceExpression": return node.expressions.map((one) => expression(writer, frame, one)).at(-1)!;
    case "ParenthesizedExpression": return expression(writer, frame, node.expression);
    default: return unclear(wordsFor[node.type] ?? `${node.type}`);
  }
}

function asWord(writer: Writer, value: Value): Value {
  return distribute(writer, value, (one) => isPlainConstant(one) ? known(String(one.value))
    : one.is === "pick" && typeof one.list[0] === "string" ? one : unclear("a text made of what is not a word"));
}

/**
 * A chain of members and calls. Where it asks whether something is there (`a?.b`), what is missing answers nothing for the whole of
 * the chain, so the rest is understood inside.
 */
function chain(writer: Writer, frame: Frame, node: AnyNode, use: (value: Value) => Value): Value {
  const asked = (value: Value, isOptional: boolean, go: (one: Value) => Value): Value =>
    isOptional ? distribute(writer, value, (one) => isNothing(one) ? nothing : go(one)) : go(value);
  if (node.type === "MemberExpression") {
    const { property } = node;
    if (node.object.type === "Super" || property.type === "PrivateIdentifier") return unclear("a private name");
    return chain(writer, frame, node.object, (from) => asked(from, node.optional, (one) => {
      // One list whose method is called at once may be gone through while it is computed; one of two, or a place of one, may not.
      const of = isComputed(one) && (node.computed || one.is !== "stream") ? kept(writer, one, `${keyOf(writer, node)}[`) : one;
      if (!node.computed) return use(member(writer, of, (property as Of<"Identifier">).name));
      const place = kept(writer, expression(writer, frame, property), keyOf(writer, property));
      return use(computedMember(writer, of, place));
    }));
  }
  if (node.type === "CallExpression") {
    if (node.callee.type === "Super") return unclear("super");
    return chain(writer, frame, node.callee, (callee) => asked(callee, node.optional, (one) => use(call(writer, frame, one, node))));
  }
  return use(expression(writer, frame, node));
}

function unary(writer: Writer, frame: Frame, node: Of<"UnaryExpression">): Value {
  if (node.operator === "delete") return unclear("delete");
  const value = expression(writer, frame, node.argument);
  switch (node.operator) {
    case "!": return truth(not(truthOf(writer, value)));
    case "-": return isPlainConstant(value) ? known(-(value.value as number)) : negative(writer, value);
    case "+": return arithmetic(writer, "-", value, known(0));
    case "void": return nothing;
    case "typeof": return distribute(writer, value, (one) => known(typeName(one)));
    default: return unclear(`"${node.operator}"`);
  }
}

function typeName(value: Value): string {
  switch (value.is) {
    case "constant": return typeof value.value;
    case "number": return "number";
    case "truth": return "boolean";
    case "pick": return typeof value.list[0];
    case "function": case "method": case "choose": return "function";
    default: return "object";
  }
}

function operation(writer: Writer, frame: Frame, node: Of<"BinaryExpression">): Value {
  if (node.left.type === "PrivateIdentifier") return unclear("a private name");
  const { operator } = node;
  const left = kept(writer, expression(writer, frame, node.left), keyOf(writer, node.left));
  const right = kept(writer, expression(writer, frame, node.right), keyOf(writer, node.right));
  switch (operator) {
    case "===": return truth(same(writer, left, right));
    case "!==": return truth(not(same(writer, left, right)));
    case "==": case "!=": {
      if (!isNothing(left) && !isNothing(right)) return unclear(`"${operator}"`);
      const is = isMissing(writer, isNothing(right) ? left : right);
      return truth(operator === "==" ? is : not(is));
    }
    case "<": case "<=": case ">": case ">=": return ordered(writer, operator, left, right);
    case "in": case "instanceof": return unclear(`"${operator}"`);
    default: return arithmetic(writer, operator, left, right);
  }
}

function logical(writer: Writer, frame: Frame, node: Of<"LogicalExpression">): Value {
  const left = expression(writer, frame, node.left);
  const right = (): Value => expression(writer, frame, node.right);
  if (node.operator === "??") {
    return distribute(writer, left, (one) => isNothing(one) ? right() : one);
  }
  const isAnd = node.operator === "&&";
  const when = truthOf(writer, left);
  const settled = writer.settled(when);
  if (settled !== null) return settled === isAnd ? right() : left;
  const condition = writer.hold(when);
  const isTruth = left.is === "truth";
  let value: Value = { is: "never" };
  const rest = writer.apart(() => {
    writer.learn(condition, isAnd);
    value = right();
    if (writer.statements.length > 0 || writer.mayWrite) value = kept(writer, value, keyOf(writer, node.right));
  });
  // Yes and no need no branch where the second is nothing but computed.
  if (isTruth && rest.statements.length === 0 && rest.ends && isTruthValue(value)) {
    const second = truthOf(writer, value);
    return truth(isAnd ? select(condition, second, constant(0)) : select(condition, constant(1), second));
  }
  if (rest.statements.length > 0) writer.emit({ do: "if", when: isAnd ? condition : not(condition), then: rest.statements, otherwise: [] });
  if (!rest.ends) {
    writer.learn(condition, !isAnd);
    value = { is: "never" };
  }
  const first = isTruth ? known(!isAnd) : left;
  return isAnd ? oneOf(condition, value, first) : oneOf(condition, first, value);
}

function object(writer: Writer, frame: Frame, node: Of<"ObjectExpression">): Value {
  let fields = new Map<string, Value>();
  for (const one of node.properties) {
    if (one.type === "SpreadElement") {
      const from = resolved(writer, expression(writer, frame, one.argument));
      fields = new Map([...fields, ...spread(writer, from)]);
      continue;
    }
    if (one.kind !== "init") return unclear("a property that is computed when it is read");
    fields.set(nameOf(one.key, one.computed), kept(writer, expression(writer, frame, one.value), keyOf(writer, one)));
  }
  return { is: "record", fields, identity: {} };
}

function spread(writer: Writer, from: Value): Iterable<readonly [string, Value]> {
  if (from.is === "record") return from.fields;
  if (from.is === "constant" && isPlain(from.value))
    return Object.entries(reliedWhole(writer, from.value)).map(([name, value]) => [name, captured(writer, value)]);
  if (from.is === "pick" && from.list.every(isPlain)) {
    const names = new Set(from.list.flatMap((one) => Object.keys(one as object)));
    const value = held(writer, from);
    return [...names].map((name) => [name, member(writer, value, name)]);
  }
  return unclear("the parts of what is not a plain object");
}

function array(writer: Writer, frame: Frame, node: Of<"ArrayExpression">): Value {
  const parts = node.elements.map((one) => {
    if (one === null) return { isMany: false, value: nothing };
    if (one.type !== "SpreadElement") return { isMany: false, value: kept(writer, expression(writer, frame, one), keyOf(writer, one)) };
    const value = kept(writer, expression(writer, frame, one.argument), keyOf(writer, one));
    return isList(value) ? { isMany: true, value } : unclear("the elements of what is not a list");
  });
  if (parts.every(({ isMany, value }) => !isMany || value.is === "tuple"))
    return { is: "tuple", items: parts.flatMap(({ isMany, value }) => isMany && value.is === "tuple" ? [...value.items] : [value]) };
  return {
    is: "stream",
    most: parts.reduce((sum, { isMany, value }) => sum + (isMany ? elementsOf(writer, value)!.most : 1), 0),
    each: (its, body) => {
      for (const { isMany, value } of parts) if (isMany) elementsOf(its, value)!.each(its, body); else body(value);
    },
  };
}

function assignment(writer: Writer, frame: Frame, node: Of<"AssignmentExpression">): Value {
  const { left, right, operator } = node;
  const given = (): Value => kept(writer, expression(writer, frame, right), keyOf(writer, right));
  if (left.type === "ArrayPattern" || left.type === "ObjectPattern") {
    const value = given();
    assignParts(writer, frame, left, value);
    return value;
  }
  const target = reference(writer, frame, left);
  const sign = operator.slice(0, -1);
  if (sign === "&&" || sign === "||" || sign === "??") return unclear(`"${operator}"`);
  const old = sign === "" ? null : held(writer, target.get());
  const value = old === null ? given() : held(writer, arithmetic(writer, sign, old, given()));
  target.put(value);
  return value;
}

/** What is assigned: found once, before the value is. */
interface Reference {
  readonly get: () => Value;
  readonly put: (value: Value) => void;
}

function reference(writer: Writer, frame: Frame, target: AnyNode): Reference {
  if (target.type === "ParenthesizedExpression") return reference(writer, frame, target.expression);
  if (target.type === "Identifier") return {
    get: () => lookUp(writer, frame.scope, target.name),
    put: (value) => assignName(writer, frame.scope, target.name, value),
  };
  if (target.type !== "MemberExpression") return unclear(`an assignment to a ${target.type}`);
  if (target.object.type === "Super" || target.property.type === "PrivateIdentifier") return unclear("a private name");
  const on = held(writer, expression(writer, frame, target.object));
  const place = target.computed ? kept(writer, expression(writer, frame, target.property), keyOf(writer, target.property))
    : known((target.property as Of<"Identifier">).name);
  return { get: () => computedMember(writer, on, place), put: (value) => assignMember(writer, on, place, value) };
}

/** Assigns a part of what has parts. */
function assignMember(writer: Writer, target: Value, place: Value, value: Value): void {
  distribute(writer, target, (one) => {
    const name = place.is === "constant" && typeof place.value === "string" ? place.value : null;
    if (one.is === "row" && name !== null) assignColumn(writer, one, name, value);
    else if (isNothing(one)) return fault(writer, "missing row");
    else if (name === null && isList(one)) storeAt(writer, one, place, value);
    else if (one.is === "record" && one.strict !== undefined)
      return refuse("not only read", `a sentence replaces "${name ?? ""}" of ${one.strict}`);
    else return unclear("an assignment to a part of an object");
    return nothing;
  });
}

/** Assigns the parts of a value, in the order in which they are named. */
function assignParts(writer: Writer, frame: Frame, target: Of<"ArrayPattern"> | Of<"ObjectPattern">, value: Value): void {
  const from = kept(writer, value, keyOf(writer, target));
  const assign = (to: AnyNode, part: () => Value): void => {
    if (to.type === "RestElement") return unclear("the rest of what is assigned");
    const [goal, otherwise] = to.type === "AssignmentPattern" ? [to.left, to.right] : [to, null];
    const given = (): Value => otherwise === null ? part() : orDefault(writer, frame, part(), otherwise);
    if (goal.type === "ArrayPattern" || goal.type === "ObjectPattern") return assignParts(writer, frame, goal, given());
    const own = reference(writer, frame, goal);
    own.put(kept(writer, given(), keyOf(writer, goal)));
  };
  if (target.type === "ArrayPattern") return target.elements.forEach((one, i) => {
    if (one !== null) assign(one, () => elementAt(writer, from, known(i)));
  });
  for (const one of target.properties) {
    if (one.type === "RestElement") return unclear("the rest of what is assigned");
    assign(one.value, () => member(writer, from, nameOf(one.key, one.computed)));
  }
}
