/** The methods of lists. */
import { type Stmt, binary, constant, local, someStatement } from "../form.ts";
import { same } from "./arithmetic.ts";
import { unclear } from "./ending.ts";
import { made } from "./keeping.ts";
import { elementAt, elementsOf, store } from "./lists.ts";
import { type Shape, assignVariable, joinShapes, newVariable, readVariable, shapeOf, wide, widen } from "./shapes.ts";
import { type List, type Value, held, known, nothing, number, resolved, truth, truthOf } from "./values.ts";
import type { Writer } from "./writer.ts";

/** Elements that a list may get beyond those that it began with. */
const pushedMost = 256;

/** Calls a function that a sentence has, with a key for what it makes. */
export type Call = (writer: Writer, fn: Value, args: readonly Value[]) => Value;

const methods = new Set(["some", "every", "find", "findIndex", "filter", "map", "flatMap", "forEach", "reduce", "includes", "indexOf",
  "slice", "push", "at", "concat", "join", "entries", "toSorted", "reverse", "toReversed", "findLast"]);

/** What a name of a list stands for. */
export function listMember(writer: Writer, value: Value, name: string): Value {
  if (name === "length") {
    const { length, most, each } = elementsOf(writer, value)!;
    if (length !== undefined)
      return number(writer.mayWrite ? writer.hold(length) : length, 0, Math.max(most, value.is === "array" ? most + pushedMost : 0));
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
    case "filter": return { is: "stream", most,
      each: (its, body) => asked((item, answer) => its.branch(truthOf(its, answer), () => body(item)))(its) };
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

const canFail = (statements: readonly Stmt[]): boolean => someStatement(statements, (one) => one.do === "must");

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
