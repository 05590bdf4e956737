/**
 * Understands expressions and statements of a text, and the functions that it calls: each call of a function of the specification
 * is understood where it stands, with what it is given there.
 */
import type { AnyNode } from "acorn";
import { arithmetic, isMissing, negative, ordered, same } from "./arithmetic.ts";
import { type Expr, binary, constant, local, not, select } from "./form.ts";
import { callList, elementAt, elementsOf, isList, kept, listMember, made, storeAt } from "./lists.ts";
import { type Native, nativeOf } from "./natives.ts";
import { assignColumn, callPart, callRow, fault, partMember, refuse, rowMember } from "./rows.ts";
import { assignVariable, newVariable, readVariable, shapeOf, wide } from "./shapes.ts";
import {
  type FunctionValue, type Scope, type Value, distribute, held, known, nothing, number, numberOf, oneOf, picked, resolved, truth, truthOf, unclear,
} from "./values.ts";
import type { Label } from "./form.ts";
import type { Writer } from "./writer.ts";
import { didYouMean } from "../language/fault.ts";

/** Calls of calls, at most: a function that calls itself is not understood. */
const deepest = 40;

type Of<T extends AnyNode["type"]> = Extract<AnyNode, { type: T }>;

/** Where the text that is understood returns to. */
interface Frame {
  readonly scope: Scope;
  /** Where a return in the middle of a loop puts its value and goes; null where returns are values of their statements. */
  readonly exit: { readonly label: Label; readonly give: (value: Value) => void } | null;
  readonly loops: readonly { readonly name: string | null; readonly out: Label; readonly next: Label | null }[];
}

const inner = (scope: Scope): Scope => ({ up: scope, names: new Map() });

const keyOf = (writer: Writer, node: { readonly start: number }): string => `${writer.path}/${node.start}`;

// ---- names

function lookUp(writer: Writer, scope: Scope, name: string): Value {
  for (let at: Scope | null = scope; at !== null; at = at.up) {
    const one = at.names.get(name);
    if (one === undefined) {
      if (at.free !== undefined) return at.free(name);
      continue;
    }
    if (one.is === "variable") return readVariable(writer, one.variable);
    if (one.is === "unset") return nothing;
    return one;
  }
  return name === "undefined" ? nothing : unclear(`the name "${name}"`);
}

function assignName(writer: Writer, scope: Scope, name: string, value: Value): void {
  for (let at: Scope | null = scope; at !== null; at = at.up) {
    const one = at.names.get(name);
    if (one === undefined) continue;
    const stays = kept(writer, value, `${writer.path}=${name}`);
    if (one.is === "variable") return assignVariable(writer, one.variable, stays);
    return unclear(`an assignment to "${name}"`);
  }
  return unclear(`an assignment to "${name}", which is not a variable of the sentence`);
}

/** Gives the names of a pattern what they stand for. */
function bind(writer: Writer, frame: Frame, pattern: AnyNode, value: Value, changes: ReadonlySet<string>): void {
  switch (pattern.type) {
    case "Identifier": {
      const { name } = pattern;
      const key = `${keyOf(writer, pattern)}:${name}`;
      const stays = kept(writer, value, key);
      if (!changes.has(name)) return void frame.scope.names.set(name, stays);
      const begin = shapeOf(stays) ?? { is: "constant", value: undefined };
      const n = numberOf(stays);
      const shape = writer.shapeOf(key) ?? (n === null ? begin : wide(n.whole));
      writer.learnShape(key, shape);
      const variable = newVariable(writer, shape, key);
      frame.scope.names.set(name, { is: "variable", variable });
      return assignVariable(writer, variable, stays);
    }
    case "AssignmentPattern": {
      const isUnset = same(writer, value, nothing);
      const given = choose(writer, isUnset, () => expression(writer, frame, pattern.right), () => value);
      return bind(writer, frame, pattern.left, given, changes);
    }
    case "ObjectPattern": {
      const from = kept(writer, value, keyOf(writer, pattern));
      const taken: string[] = [];
      for (const one of pattern.properties) {
        if (one.type === "RestElement") {
          bind(writer, frame, one.argument, without(writer, from, taken), changes);
          continue;
        }
        const name = nameOf(one.key, one.computed);
        taken.push(name);
        bind(writer, frame, one.value, member(writer, from, name), changes);
      }
      return;
    }
    case "ArrayPattern": {
      const from = kept(writer, value, keyOf(writer, pattern));
      return pattern.elements.forEach((one, i) => {
        if (one === null) return;
        if (one.type === "RestElement") return unclear("the rest of a list");
        bind(writer, frame, one, elementAt(writer, from, known(i)), changes);
      });
    }
    default: return unclear(`a pattern of the kind ${pattern.type}`);
  }
}

function nameOf(key: AnyNode, computed: boolean): string {
  if (!computed && key.type === "Identifier") return key.name;
  if (key.type === "Literal") return String(key.value);
  return unclear("a name that is computed");
}

/** The rest of an object without some of its names. */
function without(writer: Writer, value: Value, names: readonly string[]): Value {
  return distribute(writer, value, (one) => {
    if (one.is === "record") return { ...one, identity: {}, fields: new Map([...one.fields].filter(([name]) => !names.includes(name))) };
    const objects = one.is === "constant" ? [one.value] : one.is === "pick" ? one.list : [];
    if (objects.length === 0 || !objects.every((object) => isPlain(object))) return unclear("the rest of what is no plain object");
    const rests = objects.map((object) => Object.fromEntries(Object.entries(reliedWhole(writer, object as object)).filter(([name]) => !names.includes(name))));
    return picked(rests, one.is === "pick" ? one.node : constant(0));
  });
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const kind: unknown = Object.getPrototypeOf(value);
  return (kind === Object.prototype || kind === null) && Object.values(Object.getOwnPropertyDescriptors(value)).every((one) => "value" in one);
}

function reliedWhole(writer: Writer, object: object): Readonly<Record<string, unknown>> {
  for (const [name, value] of Object.entries(object)) writer.setting.relied(object, name, value);
  return object as Readonly<Record<string, unknown>>;
}

// ---- members

/** What a name of a value stands for. */
export function member(writer: Writer, value: Value, name: string): Value {
  return distribute(writer, value, (one) => {
    switch (one.is) {
      case "constant": return constantMember(writer, one.value, name);
      case "pick": return isList(one) ? listMember(writer, one, name) : pickMember(writer, one, name);
      case "row": return rowMember(writer, one, name);
      case "part": return partMember(writer, one, name);
      case "world": return tableNamed(writer, one.side, name);
      case "record": return recordMember(one, name);
      case "table": case "tuple": case "stream": case "array": return listMember(writer, one, name);
      case "number": case "truth": return unclear(`the name "${name}" of ${one.is === "number" ? "a number" : "yes or no"}`);
      default: return unclear(`the name "${name}" of a function`);
    }
  });
}

function recordMember({ fields, strict }: Extract<Value, { is: "record" }>, name: string): Value {
  const value = fields.get(name);
  if (value !== undefined) return value;
  if (name in Object.prototype) return unclear(`the name "${name}" of an object`);
  if (strict === undefined) return nothing;
  return refuse("unknown name", `${strict} has no name "${name}"${didYouMean(name, fields.keys())}`);
}

function tableNamed({ setting: { schema } }: Writer, side: "now" | "before", name: string): Value {
  const table = schema.tableNames.indexOf(name);
  if (table >= 0) return { is: "table", table, side };
  if (name in Object.prototype || name === "then" || name === "toJSON") return unclear(`the name "${name}" of the world`);
  return refuse("unknown name", `the world has no table "${name}"${didYouMean(name, schema.tableNames)}`);
}

function constantMember(writer: Writer, value: unknown, name: string): Value {
  if (value === null || value === undefined) return fault(writer, "missing row");
  if (typeof value === "string") return name === "length" ? known(value.length) : /^\d+$/.test(name) ? known(value[Number(name)])
    : { is: "method", of: known(value), name };
  if (Array.isArray(value)) return listMember(writer, known(value), name);
  if (value instanceof Map || value instanceof Set) return name === "size" ? known(value.size) : { is: "method", of: known(value), name };
  if (typeof value === "object" || typeof value === "function") return propertyOf(writer, value, name);
  return unclear(`the name "${name}" of ${typeof value}`);
}

/** A property of an object that is a constant; it must stay as it is. */
function propertyOf(writer: Writer, object: object, name: string): Value {
  if (typeof object !== "function" && !isPlain(object) && !isModule(object)) return unclear(`the name "${name}" of an object of a class`);
  const descriptor = Object.getOwnPropertyDescriptor(object, name);
  if (descriptor === undefined) {
    if (name in object) return unclear(`the name "${name}" of an object`);
    writer.setting.relied(object, name, undefined);
    return nothing;
  }
  const value: unknown = "value" in descriptor || isModule(object) ? Reflect.get(object, name) : unclear(`"${name}", which is computed when it is read`);
  writer.setting.relied(object, name, value);
  return captured(writer, value);
}

const isModule = (object: object): boolean => Object.prototype.toString.call(object) === "[object Module]";

function pickMember(writer: Writer, { list, node }: Extract<Value, { is: "pick" }>, name: string): Value {
  if (typeof list[0] === "string") return name === "length" ? picked(list.map((word) => (word as string).length), node) : { is: "method", of: { is: "pick", list, node }, name };
  const index = writer.hold(node);
  const values = list.map((object) => {
    const one = constantMember(writer, object, name);
    return one.is === "constant" ? one.value : unclear(`"${name}" of one of some objects`);
  });
  return picked(values, index);
}

/** What a value from outside of the sentence stands for. */
export function captured(writer: Writer, value: unknown): Value {
  if (typeof value !== "function") return known(value);
  if (nativeOf(value) !== null) return known(value);
  const read = writer.setting.reader.of(value);
  if (read.kind === "unread") return unclear(read.why);
  return { is: "function", tree: read.tree as AnyNode, scope: scopeOf(writer, read.names), name: value.name };
}

type Names = Extract<ReturnType<Writer["setting"]["reader"]["of"]>, { kind: "read" }>["names"];

/** The scope of a function that was read: what it captures. */
export function scopeOf(writer: Writer, names: Names): Scope {
  return { up: null, names: new Map(), free: (name) => {
    const one = names.get(name);
    if (one === undefined) return name === "undefined" ? nothing : unclear(`the name "${name}"`);
    return one.kind === "unreadable" ? unclear(one.why) : captured(writer, one.value);
  } };
}

// ---- expressions

/** One of two values by a condition, each understood where it is known that the condition holds or does not. */
function choose(writer: Writer, when: Expr, then: () => Value, otherwise: () => Value): Value {
  const settled = writer.settled(when);
  if (settled !== null) return settled ? then() : otherwise();
  const condition = writer.hold(when);
  return distribute(writer, { is: "either", when: condition, then: known(true), otherwise: known(false) },
    (one) => kept(writer, (one as { value: boolean }).value ? then() : otherwise(), `${writer.path}?`));
}

/** What an expression stands for. */
export function expression(writer: Writer, frame: Frame, node: AnyNode): Value {
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
    case "ConditionalExpression": return choose(writer, truthOf(writer, expression(writer, frame, node.test)),
      () => expression(writer, frame, node.consequent), () => expression(writer, frame, node.alternate));
    case "ObjectExpression": return object(writer, frame, node);
    case "ArrayExpression": return array(writer, frame, node);
    case "AssignmentExpression": return assignment(writer, frame, node);
    case "UpdateExpression": {
      const old = held(writer, expression(writer, frame, node.argument));
      const value = arithmetic(writer, node.operator === "++" ? "+" : "-", old, known(1));
      assignTo(writer, frame, node.argument, value);
      return node.prefix ? value : old;
    }
    case "SequenceExpression": return node.expressions.map((one) => expression(writer, frame, one)).at(-1)!;
    case "ParenthesizedExpression": return expression(writer, frame, node.expression);
    case "NewExpression": return made_(writer, frame, node);
    default: return unclear(wordsFor[node.type] ?? `${node.type}`);
  }
}

const wordsFor: Readonly<Record<string, string>> = {
  ThisExpression: "this", AwaitExpression: "await", YieldExpression: "yield", ClassExpression: "a class", TaggedTemplateExpression: "a tagged text",
  ImportExpression: "import()", MetaProperty: "a property of the running module", TryStatement: "try: what a sentence runs into must not be caught",
};

function asWord(writer: Writer, value: Value): Value {
  return distribute(writer, value, (one) => one.is === "constant" ? known(String(one.value))
    : one.is === "pick" && typeof one.list[0] === "string" ? one : unclear("a text made of what is no word"));
}

function made_(writer: Writer, frame: Frame, node: Of<"NewExpression">): Value {
  const callee = expression(writer, frame, node.callee);
  const [argument] = node.arguments;
  if (callee.is === "constant" && callee.value === Set && argument !== undefined && node.arguments.length === 1) {
    const list = expression(writer, frame, argument);
    if (isList(list)) return { is: "method", of: kept(writer, list, keyOf(writer, node)), name: "$set" };
  }
  return unclear("new");
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
      if (!node.computed) return use(member(writer, one, (property as Of<"Identifier">).name));
      const place = kept(writer, expression(writer, frame, property), keyOf(writer, property));
      return use(computedMember(writer, one, place));
    }));
  }
  if (node.type === "CallExpression") {
    if (node.callee.type === "Super") return unclear("super");
    return chain(writer, frame, node.callee, (callee) => asked(callee, node.optional, (one) => use(call(writer, frame, one, node))));
  }
  return use(expression(writer, frame, node));
}

const isNothing = (value: Value): boolean => value.is === "constant" && (value.value === null || value.value === undefined);

function computedMember(writer: Writer, value: Value, place: Value): Value {
  return distribute(writer, value, (one) => distribute(writer, place, (where) => {
    if (where.is === "constant" && typeof where.value === "string") return member(writer, one, where.value);
    if (isNothing(one)) return fault(writer, "missing row");
    if (isList(one)) return elementAt(writer, one, where);
    if (where.is === "pick" && typeof where.list[0] === "string") {
      const node = writer.hold(where.node);
      const each = (i: number): Value => i === where.list.length - 1 ? member(writer, one, where.list[i] as string)
        : choose(writer, binary("eq", node, constant(i)), () => member(writer, one, where.list[i] as string), () => each(i + 1));
      return each(0);
    }
    if (one.is === "constant" && isPlain(one.value) && where.is === "number" && where.whole && where.node.type === "i32" && where.high - where.low < 4096) {
      const object = reliedWhole(writer, one.value);
      const values = Array.from({ length: where.high - where.low + 1 }, (_, i) => object[String(where.low + i)]);
      return picked(values, binary("sub", where.node, constant(where.low)));
    }
    return unclear("a name that is computed");
  }));
}

function unary(writer: Writer, frame: Frame, node: Of<"UnaryExpression">): Value {
  if (node.operator === "delete") return unclear("delete");
  const value = expression(writer, frame, node.argument);
  switch (node.operator) {
    case "!": return truth(not(truthOf(writer, value)));
    case "-": return value.is === "constant" && typeof value.value === "number" ? known(-value.value) : negative(writer, value);
    case "+": return distribute(writer, value, (one) => one.is === "number" ? one : one.is === "constant" && typeof one.value === "number" ? one
      : one.is === "truth" ? number(one.node, 0, 1) : unclear("+ of what is no number"));
    case "void": return nothing;
    case "typeof": return distribute(writer, value, (one) => known(one.is === "constant" ? typeof one.value : one.is === "number" ? "number"
      : one.is === "truth" ? "boolean" : one.is === "pick" ? typeof one.list[0] : one.is === "function" || one.is === "method" ? "function" : "object"));
    default: return unclear(`"${node.operator}"`);
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

const isTruthValue = (value: Value): boolean => value.is === "truth" || (value.is === "constant" && typeof value.value === "boolean");

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
  if (from.is === "constant" && isPlain(from.value)) return Object.entries(reliedWhole(writer, from.value)).map(([name, value]) => [name, captured(writer, value)]);
  if (from.is === "pick" && from.list.every(isPlain)) {
    const names = new Set(from.list.flatMap((one) => Object.keys(one as object)));
    const value = held(writer, from);
    return [...names].map((name) => [name, member(writer, value, name)]);
  }
  return unclear("the parts of what is no plain object");
}

function array(writer: Writer, frame: Frame, node: Of<"ArrayExpression">): Value {
  const parts = node.elements.map((one) => {
    if (one === null) return { isMany: false, value: nothing };
    if (one.type !== "SpreadElement") return { isMany: false, value: kept(writer, expression(writer, frame, one), keyOf(writer, one)) };
    const value = kept(writer, expression(writer, frame, one.argument), keyOf(writer, one));
    return isList(value) ? { isMany: true, value } : unclear("the elements of what is no list");
  });
  if (parts.every(({ isMany, value }) => !isMany || value.is === "tuple"))
    return { is: "tuple", items: parts.flatMap(({ isMany, value }) => isMany ? [...(value as Extract<Value, { is: "tuple" }>).items] : [value]) };
  return { is: "stream", most: parts.reduce((sum, { isMany, value }) => sum + (isMany ? elementsOf(writer, value)!.most : 1), 0),
    each: (its, body) => { for (const { isMany, value } of parts) if (isMany) elementsOf(its, value)!.each(its, body); else body(value); } };
}

function assignment(writer: Writer, frame: Frame, node: Of<"AssignmentExpression">): Value {
  if (node.operator === "=") {
    const value = kept(writer, expression(writer, frame, node.right), keyOf(writer, node.right));
    assignTo(writer, frame, node.left, value);
    return value;
  }
  const sign = node.operator.slice(0, -1);
  if (sign === "&&" || sign === "||" || sign === "??") return unclear(`"${node.operator}"`);
  const old = held(writer, expression(writer, frame, node.left as AnyNode));
  const value = held(writer, arithmetic(writer, sign, old, kept(writer, expression(writer, frame, node.right), keyOf(writer, node.right))));
  assignTo(writer, frame, node.left, value);
  return value;
}

function assignTo(writer: Writer, frame: Frame, target: AnyNode, value: Value): void {
  if (target.type === "Identifier") return assignName(writer, frame.scope, target.name, value);
  if (target.type !== "MemberExpression") return unclear("an assignment to several names at once");
  if (target.object.type === "Super" || target.property.type === "PrivateIdentifier") return unclear("a private name");
  const on = expression(writer, frame, target.object);
  const place = target.computed ? kept(writer, expression(writer, frame, target.property), keyOf(writer, target.property)) : null;
  distribute(writer, on, (one) => {
    const name = place === null ? (target.property as Of<"Identifier">).name : place.is === "constant" && typeof place.value === "string" ? place.value : null;
    if (one.is === "row" && name !== null) assignColumn(writer, one, name, value);
    else if (isNothing(one)) return fault(writer, "missing row");
    else if (place !== null && isList(one)) storeAt(writer, one, place, value);
    else if (one.is === "record" && one.strict !== undefined) return refuse("not only read", `a sentence replaces "${name ?? ""}" of ${one.strict}`);
    else return unclear("an assignment to a part of an object");
    return nothing;
  });
}

// ---- calls

function argumentsOf(writer: Writer, frame: Frame, { arguments: given, start }: Of<"CallExpression">): Value[] {
  return given.flatMap((one, i): Value[] => {
    if (one.type !== "SpreadElement") return [kept(writer, expression(writer, frame, one), `${writer.path}/${start}.${i}`)];
    const value = resolved(writer, expression(writer, frame, one.argument));
    return value.is === "tuple" ? [...value.items] : value.is === "constant" && Array.isArray(value.value)
      ? value.value.map((item: unknown) => captured(writer, item)) : [{ is: "stream", ...(elementsOf(writer, value) ?? unclear("the elements of what is no list")) }];
  });
}

function call(writer: Writer, frame: Frame, callee: Value, node: Of<"CallExpression">): Value {
  const key = keyOf(writer, node);
  const own = held(writer, callee);
  const args = argumentsOf(writer, frame, node);
  return applied(writer, own, args, key);
}

/** What a call answers. */
export function applied(writer: Writer, callee: Value, args: readonly Value[], key: string): Value {
  return distribute(writer, callee, (one) => {
    switch (one.is) {
      case "function": return inline(writer, one, args, key);
      case "choose": return chosen(writer, args[0] ?? nothing);
      case "method": return callMethod(writer, one, args, key);
      case "constant": {
        if (isNothing(one)) return fault(writer, "missing row");
        const native = nativeOf(one.value);
        if (native !== null) return callNative(writer, native, args, key);
        return typeof one.value === "function" ? applied(writer, captured(writer, one.value), args, key) : unclear("a call of what is no function");
      }
      default: return unclear("a call of what is no function");
    }
  });
}

function chosen(writer: Writer, among: Value): Value {
  return distribute(writer, among, (one) => {
    const n = numberOf(one);
    if (!writer.mayWrite) return refuse("not only read", "choose is called where no step runs");
    if (n === null) return fault(writer, "size out of bound");
    if (n.high < 1 || n.low > choicesMost) return fault(writer, "size out of bound");
    if (n.node.type !== "i32" || !n.whole) return unclear("an open choice among what may be no whole number");
    const node = writer.hold(n.node);
    if (n.low < 1 || n.high > choicesMost) writer.must(binary("and", binary("ge", node, constant(1)), binary("le", node, constant(choicesMost))), "size out of bound");
    const answer = writer.newLocal("i32");
    writer.emit({ do: "choose", local: answer, among: node });
    return number(local(answer), 0, Math.min(n.high, choicesMost) - 1);
  });
}

/** Answers that a step may choose among at most, as the engine has it. */
export const choicesMost = 65_536;

function callMethod(writer: Writer, { of, name }: Extract<Value, { is: "method" }>, args: readonly Value[], key: string): Value {
  if (of.is === "row") return callRow(writer, of, name, args);
  if (of.is === "part") return callPart(writer, of, name, args);
  if (isList(of)) return callList(writer, of, name, args, (its, fn, given) => applied(its, fn, given, key), key);
  if (of.is === "method" && of.name === "$set" && name === "has") return callList(writer, of.of, "includes", args, () => unclear("has()"), key);
  const words = of.is === "constant" ? [of.value] : of.is === "pick" ? of.list : [];
  const node = of.is === "pick" ? of.node : constant(0);
  if (words.length > 0 && words.every((word) => word instanceof Map || word instanceof Set)) return ofCollection(writer, words, node, name, args);
  if (words.length > 0 && words.every((word) => typeof word === "string")) return ofWords(writer, words, node, name, args);
  return unclear(`${name}() of this kind of value`);
}

const wordMethods = ["startsWith", "endsWith", "includes", "indexOf", "lastIndexOf", "slice", "toLowerCase", "toUpperCase", "trim", "split", "at", "padStart"];

function ofWords(writer: Writer, words: readonly string[], node: Expr, name: string, args: readonly Value[]): Value {
  if (!wordMethods.includes(name)) return unclear(`${name}() of a word`);
  const answer = (word: string, given: readonly unknown[]): unknown => (word[name as "at"] as (...all: unknown[]) => unknown)(...given);
  const own = args.map((one) => resolved(writer, one));
  const many = own.findIndex((one) => one.is === "pick");
  if (own.every((one, i) => one.is === "constant" || i === many)) {
    if (many < 0) return picked(words.map((word) => answer(word, own.map((one) => (one as { value: unknown }).value))), node);
    const pick = own[many] as Extract<Value, { is: "pick" }>;
    const values = words.flatMap((word) => pick.list.map((other) => answer(word, own.map((one, i) => i === many ? other : (one as { value: unknown }).value))));
    return picked(values, binary("add", binary("mul", node, constant(pick.list.length)), pick.node));
  }
  return unclear(`${name}() of a word and what is computed`);
}

function ofCollection(writer: Writer, all: readonly (Map<unknown, unknown> | Set<unknown>)[], node: Expr, name: string, args: readonly Value[]): Value {
  if (name !== "has" && name !== "get") return unclear(`${name}() of a map or a set`);
  if (!all.every((one) => Object.isFrozen(one))) return unclear("a map or a set that may change");
  return distribute(writer, args[0] ?? nothing, (given) => {
    const ask = (one: Map<unknown, unknown> | Set<unknown>, item: unknown): unknown => name === "has" ? one.has(item) : (one as Map<unknown, unknown>).get(item);
    if (given.is === "constant") return picked(all.map((one) => ask(one, given.value)), node);
    if (given.is === "pick") return picked(all.flatMap((one) => given.list.map((item) => ask(one, item))), binary("add", binary("mul", node, constant(given.list.length)), given.node));
    if (given.is === "number" && given.whole && given.node.type === "i32" && given.high - given.low < 4096) {
      const size = given.high - given.low + 1;
      return picked(all.flatMap((one) => Array.from({ length: size }, (_, i) => ask(one, given.low + i))),
        binary("add", binary("mul", node, constant(size)), binary("sub", given.node, constant(given.low))));
    }
    return unclear(`${name}() of a map or a set with what is computed`);
  });
}

function callNative(writer: Writer, native: Native, args: readonly Value[], key: string): Value {
  if (native.ofConstants !== undefined && args.every((one) => one.is === "constant"))
    return known(native.ofConstants(...args.map((one) => (one as { value: unknown }).value)));
  return native.apply(writer, args, (its, fn, given) => applied(its, fn, given, key));
}

/** Understands the text of a function with what it is given. */
function inline(writer: Writer, { tree, scope, name }: FunctionValue, args: readonly Value[], key: string): Value {
  const fn = tree as Of<"ArrowFunctionExpression"> | Of<"FunctionExpression">;
  if (fn.async || fn.generator) return unclear("a function that answers later");
  if (writer.depth >= deepest) return unclear(`calls of calls, ${deepest} deep: a function that calls itself`);
  const path = writer.path;
  writer.path = key;
  writer.depth++;
  try {
    const own = inner(scope);
    const changes = assignedNames(fn);
    if (fn.type === "FunctionExpression" && fn.id != null) own.names.set(fn.id.name, { is: "function", tree, scope, name });
    const frame: Frame = { scope: own, exit: null, loops: [] };
    fn.params.forEach((param, i) => {
      if (param.type === "RestElement") bind(writer, frame, param.argument, { is: "tuple", items: args.slice(i) }, changes);
      else bind(writer, frame, param, args[i] ?? nothing, changes);
    });
    if (fn.body.type !== "BlockStatement") return kept(writer, expression(writer, frame, fn.body), `${key}>`);
    return body(writer, frame, fn.body, changes, `${key}>`);
  } finally {
    writer.path = path;
    writer.depth--;
  }
}

// ---- statements

/** Whether a statement always returns or throws. */
function alwaysEnds(node: AnyNode | null | undefined): boolean {
  if (node === null || node === undefined) return false;
  switch (node.type) {
    case "ReturnStatement": case "ThrowStatement": return true;
    case "BlockStatement": return node.body.some(alwaysEnds);
    case "IfStatement": return alwaysEnds(node.consequent) && alwaysEnds(node.alternate);
    case "SwitchStatement": return node.cases.some(({ test }) => test == null) && node.cases.every(({ consequent }) => consequent.length === 0 || consequent.some(alwaysEnds));
    default: return false;
  }
}

const functions = new Set(["ArrowFunctionExpression", "FunctionExpression", "FunctionDeclaration"]);

/** Whether a node has one that fits, functions inside left out. */
function has(node: unknown, fits: (node: AnyNode) => boolean): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some((one) => has(one, fits));
  const one = node as AnyNode;
  if (typeof one.type !== "string") return false;
  if (fits(one)) return true;
  if (functions.has(one.type)) return false;
  return Object.entries(one).some(([name, value]) => name !== "type" && typeof value === "object" && has(value, fits));
}

const returns = (node: unknown): boolean => has(node, (one) => one.type === "ReturnStatement");

/** Whether returns need a place for their value: those in loops, and those of which what follows is reached otherwise. */
function needsExit(list: readonly AnyNode[]): boolean {
  return list.some((node) => {
    if (!returns(node)) return false;
    switch (node.type) {
      case "ReturnStatement": return false;
      case "BlockStatement": return node.body.some(returns) && !alwaysEnds(node) ? true : needsExit(node.body);
      case "IfStatement": return [node.consequent, node.alternate].some((one) => one != null && returns(one) && (!alwaysEnds(one) || needsExit([one])));
      case "SwitchStatement": return true;
      default: return true;
    }
  });
}

const assignedByFunction = new WeakMap<object, ReadonlySet<string>>();

/** The names that a function's text assigns after they were declared, functions inside it with it. */
function assignedNames(fn: AnyNode): ReadonlySet<string> {
  const before = assignedByFunction.get(fn);
  if (before !== undefined) return before;
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (Array.isArray(node)) return node.forEach(visit);
    const one = node as AnyNode;
    if (one.type === "AssignmentExpression" && one.left.type === "Identifier") names.add(one.left.name);
    if (one.type === "UpdateExpression" && one.argument.type === "Identifier") names.add(one.argument.name);
    for (const [name, value] of Object.entries(one)) if (name !== "type" && typeof value === "object") visit(value);
  };
  visit(fn);
  assignedByFunction.set(fn, names);
  return names;
}

/** What the body of a function answers. */
function body(writer: Writer, frame: Frame, block: Of<"BlockStatement">, changes: ReadonlySet<string>, key: string): Value {
  if (!needsExit(block.body)) return answerOf(writer, frame, block.body, 0, changes, key);
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
    statements(writer, inside, block.body, changes);
    if (!writer.isDead) give(nothing);
  });
  return readVariable(writer, variable);
}

/** What a list of statements answers from one of them on, where each return ends its way. */
function answerOf(writer: Writer, frame: Frame, list: readonly AnyNode[], from: number, changes: ReadonlySet<string>, key: string): Value {
  hoist(frame, list);
  for (let i = from; i < list.length; i++) {
    if (writer.isDead) return { is: "never" };
    const node = list[i]!;
    if (!returns(node)) {
      statement(writer, frame, node, changes);
      continue;
    }
    if (node.type === "ReturnStatement") return kept(writer, node.argument == null ? nothing : expression(writer, frame, node.argument), key);
    if (node.type === "BlockStatement") return answerOf(writer, { ...frame, scope: inner(frame.scope) }, node.body, 0, changes, key);
    if (node.type !== "IfStatement") return unclear("a return in the middle of a loop");
    const when = truthOf(writer, expression(writer, frame, node.test));
    const rest = (): Value => answerOf(writer, frame, list, i + 1, changes, key);
    const way = (one: AnyNode | null | undefined): Value => {
      if (one == null) return rest();
      if (!returns(one)) {
        statement(writer, { ...frame, scope: inner(frame.scope) }, one, changes);
        return rest();
      }
      return answerOf(writer, { ...frame, scope: inner(frame.scope) }, one.type === "BlockStatement" ? one.body : [one], 0, changes, key);
    };
    return choose(writer, when, () => way(node.consequent), () => way(node.alternate));
  }
  return writer.isDead ? { is: "never" } : nothing;
}

function hoist(frame: Frame, list: readonly AnyNode[]): void {
  for (const node of list) if (node.type === "FunctionDeclaration" && node.id != null)
    frame.scope.names.set(node.id.name, { is: "function", tree: node as AnyNode, scope: frame.scope, name: node.id.name });
}

function statements(writer: Writer, frame: Frame, list: readonly AnyNode[], changes: ReadonlySet<string>): void {
  hoist(frame, list);
  for (const node of list) {
    if (writer.isDead) return;
    statement(writer, frame, node, changes);
  }
}

function statement(writer: Writer, frame: Frame, node: AnyNode, changes: ReadonlySet<string>): void {
  switch (node.type) {
    case "EmptyStatement": case "FunctionDeclaration": return;
    case "ExpressionStatement": {
      const value = expression(writer, frame, node.expression);
      // A list that nobody goes through is gone through all the same.
      if (value.is === "stream") made(writer, value, keyOf(writer, node));
      return;
    }
    case "VariableDeclaration": {
      for (const { id, init } of node.declarations)
        bind(writer, frame, id, init == null ? nothing : expression(writer, frame, init), changes);
      return;
    }
    case "BlockStatement": return statements(writer, { ...frame, scope: inner(frame.scope) }, node.body, changes);
    case "IfStatement": {
      const when = writer.hold(truthOf(writer, expression(writer, frame, node.test)));
      const scoped = (one: AnyNode) => () => statement(writer, { ...frame, scope: inner(frame.scope) }, one, changes);
      return writer.branch(when, scoped(node.consequent), node.alternate == null ? undefined : scoped(node.alternate));
    }
    case "ReturnStatement": {
      if (frame.exit === null) return unclear("a return where none is expected");
      return frame.exit.give(node.argument == null ? nothing : expression(writer, frame, node.argument));
    }
    case "ThrowStatement": return void fault(writer, "sentence threw");
    case "ForOfStatement": return forOf(writer, frame, node, changes, null);
    case "ForStatement": case "WhileStatement": case "DoWhileStatement": return loop(writer, frame, node, changes, null);
    case "LabeledStatement": {
      const { label: { name }, body: of } = node;
      if (of.type === "ForOfStatement") return forOf(writer, frame, of, changes, name);
      if (of.type === "ForStatement" || of.type === "WhileStatement" || of.type === "DoWhileStatement") return loop(writer, frame, of, changes, name);
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
  const list = kept(writer, expression(writer, frame, node.right), keyOf(writer, node));
  const elements = elementsOf(writer, resolved(writer, list)) ?? unclear("a loop over what is no list");
  writer.block((out) => elements.each(writer, (item) => writer.block((next) => {
    const inside: Frame = { ...frame, scope: inner(frame.scope), loops: [...frame.loops, { name, out, next }] };
    if (node.left.type !== "VariableDeclaration") return unclear("a loop that assigns a name from outside");
    bind(writer, inside, node.left.declarations[0]!.id, item, changes);
    statement(writer, inside, node.body, changes);
  })));
}

function loop(
  writer: Writer, frame: Frame, node: Of<"ForStatement"> | Of<"WhileStatement"> | Of<"DoWhileStatement">, changes: ReadonlySet<string>, name: string | null,
): void {
  const own: Frame = { ...frame, scope: inner(frame.scope) };
  if (node.type === "ForStatement" && node.init != null) {
    if (node.init.type === "VariableDeclaration") statement(writer, own, node.init, changes);
    else expression(writer, own, node.init);
  }
  writer.block((out) => writer.block((again) => {
    const inside: Frame = { ...own, scope: inner(own.scope) };
    const go = (): void => {
      writer.block((next) => statement(writer, { ...inside, loops: [...frame.loops, { name, out, next }] }, node.body, changes));
      if (node.type === "ForStatement" && node.update != null && !writer.isDead) expression(writer, inside, node.update);
      if (node.type === "DoWhileStatement" && !writer.isDead) {
        writer.branch(writer.hold(truthOf(writer, expression(writer, inside, node.test))), () => writer.emit({ do: "again", label: again }));
        return;
      }
      writer.emit({ do: "again", label: again });
    };
    if (node.type === "DoWhileStatement" || node.test == null) return go();
    writer.branch(writer.hold(truthOf(writer, expression(writer, inside, node.test))), go);
  }));
}

function switched(writer: Writer, frame: Frame, node: Of<"SwitchStatement">, changes: ReadonlySet<string>): void {
  const on = held(writer, expression(writer, frame, node.discriminant));
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
        tests.push(same(writer, on, expression(writer, inside, test)));
        if (consequent.length === 0) continue;
        const when = writer.hold(tests.reduce((any, one) => binary("or", any, one)));
        return writer.branch(when, () => statements(writer, inside, consequent, changes), () => go(i + 1));
      }
      if (rest !== undefined) statements(writer, inside, rest.consequent, changes);
    };
    go(0);
  });
}

function leavesCase(node: AnyNode): boolean {
  return node.type === "BreakStatement" || node.type === "ContinueStatement" || alwaysEnds(node) || (node.type === "BlockStatement" && node.body.some(leavesCase));
}
