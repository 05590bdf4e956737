/** The methods of lists. */
import type { AnyNode } from "acorn";
import { type Expr, binary, constant, local, select } from "../form.ts";
import { isAlike, same } from "./arithmetic.ts";
import { unclear } from "./ending.ts";
import { distribute, held, resolved, truthOf } from "./holding.ts";
import { type Elements, elementAt, elementsOf, store } from "./lists.ts";
import { nativeOf } from "./natives.ts";
import { type Shape, assignVariable, joinShapes, newVariable, readVariable, shapeOf, wide, widen } from "./shapes.ts";
import { type Value, counted, known, nothing, number, numberOf, truth, wholeMost } from "./values.ts";
import type { Writer } from "./writer.ts";

/** Calls a function that a sentence has, with a key for what it makes. */
export type Call = (writer: Writer, fn: Value, args: readonly Value[]) => Value;

const methods = new Set(["some", "every", "find", "findIndex", "filter", "map", "flatMap", "forEach", "reduce", "includes", "indexOf",
  "slice", "push", "at", "concat", "join", "entries", "toSorted", "reverse", "toReversed", "findLast"]);

/** What a name of a list stands for. */
export function listMember(writer: Writer, value: Value, name: string): Value {
  if (name === "length") {
    const { length, most, each } = elementsOf(writer, value)!;
    if (length !== undefined) return counted(value.is === "array" || writer.mayWrite ? writer.hold(length) : length, most);
    const count = writer.newLocal("i32");
    writer.emit({ do: "set", local: count, value: constant(0) });
    each(writer, () => writer.emit({ do: "set", local: count, value: binary("add", local(count), constant(1)) }));
    return counted(local(count), most);
  }
  if (methods.has(name)) return { is: "method", of: value, name };
  if (/^\d+$/.test(name)) return elementAt(writer, value, known(Number(name)));
  return unclear(`"${name}" of a list`);
}

/** Methods that may end before they have asked of every element. */
const endsEarly = new Set(["some", "every", "find", "findIndex", "indexOf", "includes"]);

/**
 * Goes through a list for a call. One that is only computed is gone through while it is computed, unless that shows: where something
 * changes meanwhile, or where an element that the call does not come to may be a fault, it is made before.
 */
function goneThrough(writer: Writer, { each }: Elements, isStream: boolean, name: string, key: string, body: (item: Value) => void): void {
  if (!isStream) return each(writer, body);
  let inside = 0;
  const before = writer.musts;
  const changes = writer.changesMeanwhile(() => each(writer, (item) => {
    const first = writer.musts;
    body(item);
    inside += writer.musts - first;
  }));
  if (changes || (endsEarly.has(name) && writer.musts - before > inside)) writer.makeEarly(key);
}

/** Calls a method of a list. `key` names the call's place in the text. */
export function callList(writer: Writer, list: Value, name: string, args: readonly Value[], call: Call, key: string): Value {
  const elements = elementsOf(writer, list)!;
  const { most } = elements;
  const each = (its: Writer, body: (item: Value) => void): void => goneThrough(its, elements, list.is === "stream", name, key, body);
  const fn = args[0] ?? nothing;
  /** Asks the function of each element, with its place and the list where it takes that. */
  const asked = (its: Writer, body: (item: Value, answer: Value) => void): void => {
    const count = parametersOf(fn);
    if (count <= 1) return each(its, (item) => body(item, call(its, fn, [item])));
    const place = its.newLocal("i32");
    its.emit({ do: "set", local: place, value: constant(-1) });
    each(its, (item) => {
      its.emit({ do: "set", local: place, value: binary("add", local(place), constant(1)) });
      body(item, call(its, fn, [item, counted(its.copy(local(place)), most), ...(count > 2 ? [wholeOf(list)] : [])]));
    });
  };
  switch (name) {
    case "some": case "every": {
      const [isSome, answer] = [name === "some", writer.newLocal("i32", true)];
      writer.emit({ do: "set", local: answer, value: constant(Number(!isSome)) });
      writer.block((out) => asked(writer, (_, found) => {
        writer.branch(truthOf(writer, found), ...(isSome ? [() => end(), () => {}] as const : [() => {}, () => end()] as const));
        function end(): void {
          writer.emit({ do: "set", local: answer, value: constant(Number(isSome)) });
          writer.emit({ do: "leave", label: out });
        }
      }));
      return truth(local(answer));
    }
    case "find": return found(writer, key, (take) =>
      asked(writer, (item, answer) => writer.branch(truthOf(writer, answer), () => take(item))));
    case "findIndex": case "indexOf": {
      if (name === "indexOf" && args.length > 1) return unclear("indexOf() from a place on");
      const [place, now] = [writer.newLocal("i32"), writer.newLocal("i32")];
      writer.emit({ do: "set", local: place, value: constant(-1) });
      writer.emit({ do: "set", local: now, value: constant(0) });
      writer.block((out) => {
        const take = (is: Expr): void => {
          writer.branch(is, () => {
            writer.emit({ do: "set", local: place, value: local(now) });
            writer.emit({ do: "leave", label: out });
          });
          writer.emit({ do: "set", local: now, value: binary("add", local(now), constant(1)) });
        };
        if (name === "indexOf") each(writer, (item) => take(same(writer, item, fn)));
        else asked(writer, (_, answer) => take(truthOf(writer, answer)));
      });
      return number(local(place), -1, most - 1);
    }
    case "includes": {
      if (args.length > 1) return unclear("includes() from a place on");
      if (list.is === "constant" && resolved(writer, fn).is !== "constant") {
        const values = list.value as readonly unknown[];
        return truth(values.map((one) => isAlike(writer, known(one), fn)).reduce((any, one) => binary("or", any, one), constant(0)));
      }
      const answer = writer.newLocal("i32", true);
      const wanted = held(writer, fn);
      writer.emit({ do: "set", local: answer, value: constant(0) });
      writer.block((out) => each(writer, (item) => writer.branch(isAlike(writer, item, wanted), () => {
        writer.emit({ do: "set", local: answer, value: constant(1) });
        writer.emit({ do: "leave", label: out });
      })));
      return truth(local(answer));
    }
    case "filter": return { is: "stream", most,
      each: (its, body) => asked(its, (item, answer) => its.branch(truthOf(its, answer), () => body(item))) };
    case "map": return { is: "stream", most, each: (its, body) => asked(its, (_, answer) => body(answer)) };
    case "flatMap": {
      let inner = 0;
      writer.apart(() => asked(writer, (_, answer) => { inner = Math.max(inner, flatMost(writer, answer)); }));
      return { is: "stream", most: most * inner, each: (its, body) => asked(its, (_, answer) => eachFlat(its, answer, body)) };
    }
    case "forEach": {
      asked(writer, () => {});
      return nothing;
    }
    case "reduce": {
      if (args[1] === undefined) return unclear("reduce() without a first value");
      if (parametersOf(fn) > 2) return unclear("reduce() with places");
      return folded(writer, args[1], key, (sum, put) => each(writer, (item) => put(call(writer, fn, [sum(), item]))));
    }
    case "push": return pushed(writer, list, args);
    case "at": return elementFrom(writer, list, fn);
    default: return unclear(`${name}() of a list`);
  }
}

/** The list that a method hands to its function. */
const wholeOf = (list: Value): Value => list.is === "stream" ? unclear("a list that is handed on while it is computed") : list;

/** Puts elements at the end of a list of the sentence's own. */
function pushed(writer: Writer, list: Value, items: readonly Value[]): Value {
  const [item] = items;
  if (list.is !== "array" || !list.key.startsWith(writer.root)) return unclear("push() on a list that is not this sentence's own");
  if (item === undefined || items.length > 1) return unclear("push() of more or less than one");
  if (!writer.isGrown(list.key)) writer.grow(list.key);
  const length = writer.hold({ op: "length", type: "i32", base: list.base });
  writer.must(binary("lt", length, constant(list.most)), "a list that grows too long");
  writer.changes();
  store(writer, list, length, item);
  const longer = writer.hold(binary("add", length, constant(1)));
  writer.emit({ do: "length", base: list.base, value: longer });
  return number(longer, 1, list.most);
}

/** The element at a place that is counted from the end where it is negative. */
function elementFrom(writer: Writer, list: Value, place: Value): Value {
  return distribute(writer, place, (where) => {
    const n = numberOf(where);
    const length = elementsOf(writer, list)?.length;
    if (n === null || !n.whole || n.node.type !== "i32" || length === undefined)
      return unclear("at() of a place that may be no whole number");
    const index = writer.hold(n.node);
    if (n.low >= 0) return elementAt(writer, list, where);
    const fromEnd = select(binary("lt", index, constant(0)), binary("add", index, length), index);
    return elementAt(writer, list, { is: "number", node: fromEnd, low: -wholeMost, high: wholeMost, whole: true });
  });
}

/** Goes through what a value adds to a list that is made flat: its elements, or itself. */
function eachFlat(writer: Writer, value: Value, body: (item: Value) => void): void {
  const one = resolved(writer, value);
  if (one.is === "either") {
    const { then, otherwise } = one;
    return writer.branch(writer.hold(one.when), () => eachFlat(writer, then, body), () => eachFlat(writer, otherwise, body));
  }
  if (one.is === "never") return;
  const elements = elementsOf(writer, one);
  if (elements === null) body(one);
  else elements.each(writer, body);
}

const flatMost = (writer: Writer, value: Value): number =>
  value.is === "either" ? Math.max(flatMost(writer, value.then), flatMost(writer, value.otherwise)) : elementsOf(writer, value)?.most ?? 1;
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
  const begin = shapeOf(first);
  if (begin === null) return first;
  if (writer.shapeOf(key) === null) {
    let after = begin;
    writer.apart(() => run(() => first, (value) => { after = joinShapes(after, shapeOf(value) ?? after); }));
    writer.learnShape(key, after === begin ? begin : after.is === "number" ? wide(after.whole) : after);
  }
  const variable = newVariable(writer, writer.shapeOf(key)!, key);
  assignVariable(writer, variable, first);
  run(() => readVariable(writer, variable), (value) => assignVariable(writer, variable, value));
  return readVariable(writer, variable);
}

/** How many arguments a function looks at, where a method of a list calls it. */
function parametersOf(fn: Value): number {
  if (fn.is === "constant" && nativeOf(fn.value)?.takesOne === false) return unclear("a function of the runtime that is given places");
  if (fn.is !== "function") return 1;
  const { params } = fn.tree as { readonly params: readonly AnyNode[] };
  return params.some(({ type }) => type === "RestElement") ? 3 : params.length;
}
