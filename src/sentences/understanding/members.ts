/** What the names of values stand for, and what values from outside of a sentence are. */
import type { AnyNode } from "acorn";
import { didYouMean } from "../../language/fault.ts";
import { keyWordOf } from "../../language/operation-key.ts";
import { binary, constant } from "../form.ts";
import { fault, refuse, unclear } from "./ending.ts";
import { distribute } from "./holding.ts";
import { eitherWay } from "./keeping.ts";
import { listMember } from "./list-methods.ts";
import { elementAt, isList } from "./lists.ts";
import { nativeOf } from "./natives.ts";
import { partMember } from "./parts.ts";
import { rowMember } from "./rows.ts";
import { type NumberValue, type Scope, type Value, known, nothing, picked } from "./values.ts";
import type { Setting, Writer } from "./writer.ts";

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
  if (typeof object !== "function" && !isKnownPlain(writer, object) && !isModule(object))
    return unclear(`the name "${name}" of an object of a class`);
  const descriptor = Object.getOwnPropertyDescriptor(object, name);
  if (descriptor === undefined) {
    if (name in object) return unclear(`the name "${name}" of an object`);
    writer.setting.relied(object, name, undefined);
    return nothing;
  }
  const value: unknown = "value" in descriptor || isModule(object) ? Reflect.get(object, name)
    : unclear(`"${name}", which is computed when it is read`);
  writer.setting.relied(object, name, value);
  return captured(writer, value);
}

const isModule = (object: object): boolean => Object.prototype.toString.call(object) === "[object Module]";

function pickMember(writer: Writer, { list, node }: Extract<Value, { is: "pick" }>, name: string): Value {
  if (typeof list[0] === "string") return name === "length" ? picked(list.map((word) => (word as string).length), node)
    : { is: "method", of: { is: "pick", list, node }, name };
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
  if (nativeOf(value) !== null || keyWordOf(value) !== undefined) return known(value);
  const read = writer.setting.reader.of(value);
  if (read.kind === "unread") return unclear(read.why);
  return { is: "function", tree: read.tree as AnyNode, scope: scopeOf(writer, read.names), name: value.name };
}

type Names = Extract<ReturnType<Writer["setting"]["reader"]["of"]>, { kind: "read" }>["names"];

/** The scope of a function that was read: what it captures. */
function scopeOf(writer: Writer, names: Names): Scope {
  return { up: null, names: new Map(), free: (name) => {
    const one = names.get(name);
    if (one === undefined) return name === "undefined" ? nothing : unclear(`the name "${name}"`);
    return one.kind === "unreadable" ? unclear(one.why) : captured(writer, one.value);
  } };
}

/** Whether a value is known to be missing. */
export const isNothing = (value: Value): boolean => value.is === "constant" && (value.value === null || value.value === undefined);

/** Whether a value is a whole number of so few possible values that each is understood by itself. */
export const isIndex = (value: Value): value is NumberValue =>
  value.is === "number" && value.whole && value.node.type === "i32" && value.high - value.low < 4096;

/** What a computed name or place of a value stands for. */
export function computedMember(writer: Writer, value: Value, place: Value): Value {
  return distribute(writer, value, (one) => distribute(writer, place, (where) => {
    if (where.is === "constant" && typeof where.value === "string") return member(writer, one, where.value);
    if (isNothing(one)) return fault(writer, "missing row");
    if (isList(one)) return elementAt(writer, one, where);
    if (where.is === "pick" && typeof where.list[0] === "string") {
      const node = writer.hold(where.node);
      const each = (i: number): Value => i === where.list.length - 1 ? member(writer, one, where.list[i] as string)
        : eitherWay(writer, binary("eq", node, constant(i)), () => member(writer, one, where.list[i] as string), () => each(i + 1));
      return each(0);
    }
    if (one.is === "constant" && isPlain(one.value) && isIndex(where)) {
      const object = reliedWhole(writer, one.value);
      const values = Array.from({ length: where.high - where.low + 1 }, (_, i) => object[String(where.low + i)]);
      return picked(values, binary("sub", where.node, constant(where.low)));
    }
    return unclear("a name that is computed");
  }));
}

/** Whether a value is an object that holds values and nothing else. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const kind: unknown = Object.getPrototypeOf(value);
  return (kind === Object.prototype || kind === null)
    && Object.values(Object.getOwnPropertyDescriptors(value)).every((one) => "value" in one);
}

const knownPlain = new WeakMap<Setting, WeakSet<object>>();

/** The same of an object that is asked for again and again, and stays what it is. */
function isKnownPlain({ setting }: Writer, object: object): boolean {
  let known = knownPlain.get(setting);
  if (known === undefined) knownPlain.set(setting, known = new WeakSet());
  if (known.has(object)) return true;
  const is = isPlain(object);
  if (is) known.add(object);
  return is;
}

/** An object that is a constant, all of whose parts must stay as they are. */
export function reliedWhole(writer: Writer, object: object): Readonly<Record<string, unknown>> {
  for (const [name, value] of Object.entries(object)) writer.setting.relied(object, name, value);
  return object as Readonly<Record<string, unknown>>;
}
