/**
 * Lists: all rows of a table, some of them, what is computed of them, constants. Most are never made: the loop that goes through
 * one runs what is asked of each element. A list that gets a name is kept in working memory.
 */
import { type Expr, type Stmt, binary, both, constant, local, lookup, select } from "./form.ts";
import { same } from "./arithmetic.ts";
import { type Shape, assignVariable, joinShapes, newVariable, numbersOf, readVariable, shapeOf, typesOf, valueOf, wide, widen } from "./shapes.ts";
import {
  type List, type Value, distribute, held, known, nothing, number, numberOf, oneOf, picked, resolved, row, truth, truthOf, unclear,
} from "./values.ts";
import type { Writer } from "./writer.ts";

/** What goes through the elements of a list. */
export interface Elements {
  /** Elements at most. */
  readonly most: number;
  /** How many there are, where that is known without going through them. */
  readonly length?: Expr;
  readonly each: (writer: Writer, body: (item: Value) => void) => void;
  /** The element at a place that is among them. */
  readonly at?: (writer: Writer, place: Expr) => Value;
}

/** Calls a function that a sentence has, with a key for what it makes. */
export type Call = (writer: Writer, fn: Value, args: readonly Value[]) => Value;

/** Runs a body for each number from one up to another. */
export function countUp(writer: Writer, from: Expr, to: Expr, body: (i: Expr) => void): void {
  const i = writer.newLocal("i32");
  writer.emit({ do: "set", local: i, value: from });
  writer.block((label) => {
    writer.branch(binary("lt", local(i), to), () => {
      body(local(i));
      writer.emit({ do: "set", local: i, value: binary("add", local(i), constant(1)) });
      writer.emit({ do: "again", label });
    });
  });
}

/** Whether a value is a list of any kind. */
export function isList(value: Value): boolean {
  switch (value.is) {
    case "table": case "tuple": case "stream": case "array": return true;
    case "constant": return Array.isArray(value.value);
    case "pick": return value.list.every(Array.isArray);
    default: return false;
  }
}

/** The elements of a list; null for what is none. */
export function elementsOf(writer: Writer, value: Value): Elements | null {
  switch (value.is) {
    case "table": {
      const length = constant(writer.setting.sizes[value.table]!);
      const at = (_: Writer, place: Expr): Value => row(value.table, place, value.side);
      return counted(length, length.op === "constant" ? length.value : 0, at);
    }
    case "tuple": return {
      most: value.items.length, length: constant(value.items.length),
      each: (_, body) => value.items.forEach(body),
      ...(value.items.length === 0 ? {} : { at: (its: Writer, place: Expr) => oneByPlace(its, value.items, place) }),
    };
    case "stream": return value;
    case "array": {
      const { base, element } = value;
      if (element === null) return { most: 0, length: constant(0), each: () => {} };
      return counted({ op: "length", type: "i32", base }, value.most, (its, place) => itemAt(its, base, element, place));
    }
    case "constant": return Array.isArray(value.value) ? constantElements(writer, [value.value], constant(0)) : null;
    case "pick": return value.list.every(Array.isArray) ? constantElements(writer, value.list as readonly unknown[][], writer.hold(value.node)) : null;
    default: return null;
  }
}

function counted(length: Expr, most: number, at: (writer: Writer, place: Expr) => Value): Elements {
  return { most, length, at, each: (writer, body) => countUp(writer, constant(0), length, (i) => body(at(writer, i))) };
}

/** One of some values by its place, which is among them. */
function oneByPlace(writer: Writer, items: readonly Value[], place: Expr): Value {
  return items.slice(1).reduce((rest, item, i) => oneOf(writer.hold(binary("eq", place, constant(i + 1))), item, rest), items[0]!);
}

function itemAt(writer: Writer, base: Expr, element: Shape, place: Expr): Value {
  const types = typesOf(element);
  const index = writer.hold(place);
  return valueOf(element, types.map((type, field): Expr => writer.copy({ op: "item", type, base, index, fields: types.length, field })));
}

/** The elements of one of some constant lists. */
function constantElements(writer: Writer, lists: readonly (readonly unknown[])[], which: Expr): Elements {
  for (const list of lists) list.forEach((one, i) => writer.setting.relied(list, i, one));
  const all = lists.flat(1).length === 0 ? [] : lists.flatMap((list) => [...list]);
  const starts = lists.map((_, i) => lists.slice(0, i).reduce((sum, { length }) => sum + length, 0));
  const first = writer.hold(lookup(starts, which));
  const length = writer.hold(lookup(lists.map((list) => list.length), which));
  const most = Math.max(...lists.map((list) => list.length));
  const at = (_: Writer, place: Expr): Value => picked(all, binary("add", first, place));
  // So few that each is better understood by itself.
  if (lists.length === 1 && most <= 3) return { most, length, at, each: (_, body) => lists[0]!.forEach((one) => body(known(one))) };
  return counted(length, most, at);
}

/** What stands at a place of a list that may be none of its places. */
export function elementAt(writer: Writer, list: Value, place: Value): Value {
  return distribute(writer, list, (one) => distribute(writer, place, (where) => {
    const elements = elementsOf(writer, one);
    const n = numberOf(where);
    if (elements !== null && where.is === "constant" && where.value === undefined) return nothing;
    if (elements === null || n === null) return unclear("a place in what is no list");
    if (!n.whole || n.node.type !== "i32") return unclear("a place in a list that is no whole number");
    if (elements.length === undefined || elements.at === undefined)
      return elements.most === 0 ? nothing : unclear("a place in a list that is not made yet");
    const { length, at } = elements;
    if (n.node.op === "constant" && one.is === "tuple") return one.items[n.node.value] ?? nothing;
    const isAll = length.op === "constant" && n.low >= 0 && n.high < length.value;
    if (isAll) return at(writer, writer.hold(n.node));
    const index = writer.hold(n.node);
    const isIn = writer.hold(both(binary("ge", index, constant(0)), binary("lt", index, length)));
    if (elements.most === 0) return nothing;
    return oneOf(isIn, at(writer, writer.hold(select(isIn, index, constant(0)))), nothing);
  }));
}

/** Puts a value at a place of a list in working memory. */
export function storeAt(writer: Writer, list: Value, place: Value, value: Value): void {
  const n = numberOf(resolved(writer, place));
  const one = resolved(writer, list);
  if (one.is !== "array" || !one.key.startsWith(writer.root)) return unclear("an assignment to a part of what is not this sentence's own");
  if (n === null || !n.whole || n.node.type !== "i32") return unclear("a place in a list that is no whole number");
  const index = writer.hold(n.node);
  writer.must(both(binary("ge", index, constant(0)), binary("lt", index, { op: "length", type: "i32", base: one.base })), "a place in a list");
  store(writer, one, index, value);
}

function store(writer: Writer, { base, element, key }: Extract<Value, { is: "array" }>, index: Expr, value: Value): void {
  const shape = shapeOf(value);
  if (shape === null || writer.isDead) return;
  if (element === null || joinShapes(element, shape) !== element) widen(writer, key, shape);
  const fields = numbersOf(element!, value);
  fields.forEach((one, field) => writer.emit({ do: "store", base, index, fields: fields.length, field, value: one }));
}

/** Elements that a list may get beyond those that it began with. */
const pushedMost = 256;

/** A list in working memory with the elements of another, which is gone through once. */
export function made(writer: Writer, value: Value, key: string, room = 0): Value {
  const elements = elementsOf(writer, value)!;
  // What the elements are like is found by going through them once for nothing.
  if (writer.shapeOf(key) === null && elements.most > 0) {
    let shape: Shape | null = null;
    writer.apart(() => elements.each(writer, (item) => {
      const one = shapeOf(kept(writer, item, `${key}.`));
      if (one !== null) shape = shape === null ? one : joinShapes(shape, one);
    }));
    if (shape !== null) writer.learnShape(key, shape);
  }
  const element = writer.shapeOf(key);
  const most = elements.most + room;
  const base = writer.newLocal("i32");
  const array = { is: "array", base: local(base), element, most, key } as const;
  const fields = element === null ? 0 : typesOf(element).length;
  writer.emit({ do: "reserve", local: base, elements: constant(most), fields });
  writer.emit({ do: "length", base: local(base), value: constant(0) });
  const length = writer.newLocal("i32");
  writer.emit({ do: "set", local: length, value: constant(0) });
  elements.each(writer, (item) => {
    store(writer, array, local(length), kept(writer, item, `${key}.`));
    writer.emit({ do: "set", local: length, value: binary("add", local(length), constant(1)) });
  });
  writer.emit({ do: "length", base: local(base), value: local(length) });
  return array;
}

/** A value that stays what it is: lists that are only computed are made, numbers stand in variables. */
export function kept(writer: Writer, value: Value, key: string): Value {
  switch (value.is) {
    case "stream": return made(writer, value, key);
    case "tuple": return { ...value, items: value.items.map((one, i) => kept(writer, one, `${key}.${i}`)) };
    case "record": return { ...value, fields: new Map([...value.fields].map(([name, one]) => [name, kept(writer, one, `${key}.${name}`)])) };
    case "either": return value.then.is === "stream" || value.otherwise.is === "stream" ? unclear("one of two lists") : held(writer, value);
    default: return held(writer, value);
  }
}

const methods = new Set(["some", "every", "find", "findIndex", "filter", "map", "flatMap", "forEach", "reduce", "includes", "indexOf", "slice",
  "push", "at", "concat", "join", "entries", "toSorted", "reverse", "toReversed", "findLast"]);

/** What a name of a list stands for. */
export function listMember(writer: Writer, value: Value, name: string): Value {
  if (name === "length") {
    const { length, most, each } = elementsOf(writer, value)!;
    if (length !== undefined) return number(writer.mayWrite ? writer.hold(length) : length, 0, Math.max(most, value.is === "array" ? most + pushedMost : 0));
    const count = writer.newLocal("i32");
    writer.emit({ do: "set", local: count, value: constant(0) });
    each(writer, () => writer.emit({ do: "set", local: count, value: binary("add", local(count), constant(1)) }));
    return number(local(count), 0, most);
  }
  if (methods.has(name)) return { is: "method", of: value, name };
  if (/^\d+$/.test(name)) return elementAt(writer, value, known(Number(name)));
  return unclear(`"${name}" of a list`);
}

/** Methods that may end before they have asked of every element. */
const endsEarly = new Set(["some", "every", "find", "findIndex", "indexOf", "includes"]);

/** Calls a method of a list. `key` names the call's place in the text. */
export function callList(writer: Writer, given: Value, name: string, args: readonly Value[], call: Call, key: string): Value {
  const list = given.is === "stream" && mustBeMade(writer, given, name) ? made(writer, given, `${key}*`) : given;
  const elements = elementsOf(writer, list)!;
  const { most, each } = elements;
  const fn = args[0] ?? nothing;
  /** Asks the function of each element, with its place where it takes that. */
  const asked = (body: (item: Value, answer: Value) => void) => (its: Writer, before: readonly Value[] = []): void => {
    if (parametersOf(fn) <= before.length + 1) return each(its, (item) => body(item, call(its, fn, [...before, item])));
    const place = its.newLocal("i32");
    its.emit({ do: "set", local: place, value: constant(-1) });
    each(its, (item) => {
      its.emit({ do: "set", local: place, value: binary("add", local(place), constant(1)) });
      body(item, call(its, fn, [...before, item, number(its.copy(local(place)), 0, most)]));
    });
  };
  switch (name) {
    case "some": case "every": {
      const [isSome, answer] = [name === "some", writer.newLocal("i32", true)];
      writer.emit({ do: "set", local: answer, value: constant(Number(!isSome)) });
      writer.block((out) => asked((_, found) => {
        writer.branch(truthOf(writer, found), ...(isSome ? [() => end(), () => {}] as const : [() => {}, () => end()] as const));
        function end(): void {
          writer.emit({ do: "set", local: answer, value: constant(Number(isSome)) });
          writer.emit({ do: "leave", label: out });
        }
      })(writer));
      return truth(local(answer));
    }
    case "find": return found(writer, key, (take) => asked((item, answer) =>
      writer.branch(truthOf(writer, answer), () => take(item)))(writer));
    case "findIndex": case "indexOf": {
      const [place, now] = [writer.newLocal("i32"), writer.newLocal("i32")];
      writer.emit({ do: "set", local: place, value: constant(-1) });
      writer.emit({ do: "set", local: now, value: constant(0) });
      writer.block((out) => each(writer, (item) => {
        const is = name === "indexOf" ? same(writer, item, fn) : truthOf(writer, call(writer, fn, [item]));
        writer.branch(is, () => {
          writer.emit({ do: "set", local: place, value: local(now) });
          writer.emit({ do: "leave", label: out });
        });
        writer.emit({ do: "set", local: now, value: binary("add", local(now), constant(1)) });
      }));
      return number(local(place), -1, most);
    }
    case "includes": {
      if (list.is === "constant" && resolved(writer, fn).is !== "constant") {
        const values = list.value as readonly unknown[];
        return truth(values.map((one) => same(writer, known(one), fn)).reduce((any, one) => binary("or", any, one), constant(0)));
      }
      const answer = writer.newLocal("i32", true);
      const wanted = held(writer, fn);
      writer.emit({ do: "set", local: answer, value: constant(0) });
      writer.block((out) => each(writer, (item) => writer.branch(same(writer, item, wanted), () => {
        writer.emit({ do: "set", local: answer, value: constant(1) });
        writer.emit({ do: "leave", label: out });
      })));
      return truth(local(answer));
    }
    case "filter": return { is: "stream", most, each: (its, body) => asked((item, answer) => its.branch(truthOf(its, answer), () => body(item)))(its) };
    case "map": return { is: "stream", most, each: (its, body) => asked((_, answer) => body(answer))(its) };
    case "flatMap": {
      let inner = 0;
      writer.apart(() => asked((_, answer) => { inner = Math.max(inner, elementsOf(writer, answer)?.most ?? 1); })(writer));
      return { is: "stream", most: most * inner, each: (its, body) => asked((_, answer) => {
        const own = elementsOf(its, answer);
        if (own === null) body(answer);
        else own.each(its, body);
      })(its) };
    }
    case "forEach": {
      asked(() => {})(writer);
      return nothing;
    }
    case "reduce": {
      if (args[1] === undefined) return unclear("reduce() without a first value");
      return folded(writer, args[1], key, (sum, put) => each(writer, (item) => put(call(writer, fn, [sum(), item]))));
    }
    case "push": {
      if (list.is !== "array" || !list.key.startsWith(writer.root)) return unclear("push() on a list that is not this sentence's own");
      const length = writer.hold({ op: "length", type: "i32", base: list.base });
      writer.must(binary("lt", length, constant(list.most)), "a list that grows too long");
      if (list.element === null) widen(writer, list.key, shapeOf(args[0]!)!);
      store(writer, list, length, args[0]!);
      writer.emit({ do: "length", base: list.base, value: binary("add", length, constant(1)) });
      return number(binary("add", length, constant(1)), 0, list.most);
    }
    case "at": return elementAt(writer, list, fn);
    default: return unclear(`${name}() of a list`);
  }
}

/**
 * Whether a list that is only computed must be made before a method goes through it: where a step may write what its elements
 * are computed of, and where an element that the method does not come to may be a fault.
 */
function mustBeMade(writer: Writer, { each }: Extract<List, { is: "stream" }>, method: string): boolean {
  return writer.mayWrite || (endsEarly.has(method) && canFail(writer.apart(() => each(writer, () => {})).statements));
}

function canFail(statements: readonly Stmt[]): boolean {
  return statements.some((one) => one.do === "must" || (one.do === "block" && canFail(one.body))
    || (one.do === "if" && (canFail(one.then) || canFail(one.otherwise))));
}

/** What is found on the way through a list, or nothing. */
function found(writer: Writer, key: string, search: (take: (item: Value) => void) => void): Value {
  const before = writer.shapeOf(key);
  const shape: Shape = before ?? { is: "constant", value: undefined };
  let wanted = shape;
  let variable = newVariable(writer, shape, key);
  const { statements, ends } = writer.apart(() => writer.block((out) => search((item) => {
    const one = shapeOf(item);
    if (one !== null && joinShapes(wanted, one) !== wanted) {
      // Nothing was assigned to a narrower variable yet, so it can still be made wider.
      if (before !== null || wanted !== shape) widen(writer, key, one);
      wanted = joinShapes(wanted, one);
      writer.learnShape(key, wanted);
      variable = newVariable(writer, wanted, key);
    }
    assignVariable(writer, variable, item);
    writer.emit({ do: "leave", label: out });
  })));
  assignVariable(writer, variable, nothing);
  for (const statement of statements) writer.emit(statement);
  if (!ends) writer.isDead = true;
  return readVariable(writer, variable);
}

/** What comes of a first value by taking something in again and again. */
function folded(writer: Writer, first: Value, key: string, run: (now: () => Value, put: (value: Value) => void) => void): Value {
  if (writer.shapeOf(key) === null) {
    const begin = shapeOf(first)!;
    let after = begin;
    writer.apart(() => run(() => first, (value) => { after = joinShapes(after, shapeOf(value) ?? after); }));
    writer.learnShape(key, after === begin ? begin : after.is === "number" ? wide(after.whole) : after);
  }
  const variable = newVariable(writer, writer.shapeOf(key)!, key);
  assignVariable(writer, variable, first);
  run(() => readVariable(writer, variable), (value) => assignVariable(writer, variable, value));
  return readVariable(writer, variable);
}

function parametersOf(fn: Value): number {
  if (fn.is !== "function") return 1;
  const { params } = fn.tree as { readonly params: readonly unknown[] };
  return params.length;
}
