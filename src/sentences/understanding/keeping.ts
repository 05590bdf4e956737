/** Values that stay what they are: lists that are only computed are made in working memory, numbers stand in variables. */
import { type Expr, binary, constant, local } from "../form.ts";
import { unclear } from "./ending.ts";
import { distribute, held, withEach } from "./holding.ts";
import { elementsOf, store } from "./lists.ts";
import { type Shape, joinShapes, shapeOf, typesOf } from "./shapes.ts";
import { type Value, known } from "./values.ts";
import type { Writer } from "./writer.ts";

/** Elements that a list may get beyond those that it began with. */
const grownMost = 256;

/** Bytes that a list may take. */
const bytesMost = 2 ** 28;

/** A list in working memory with the elements of another, which is gone through once. */
export function made(writer: Writer, value: Value, key: string): Extract<Value, { is: "array" }> {
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
  const most = elements.most + (writer.isGrown(key) ? grownMost : 0);
  const base = writer.newLocal("i32");
  const array = { is: "array", base: local(base), element, most, key } as const;
  const fields = element === null ? 0 : typesOf(element).length;
  if (most * (fields + 1) * 8 > bytesMost) return unclear("a list that may be too long");
  // One element at least, so that reading it does no harm where there is none.
  writer.emit({ do: "reserve", local: base, elements: constant(Math.max(1, most)), fields });
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

/** Whether a value is, or may be, a list that is only computed when somebody goes through it. */
export const isComputed = (value: Value): boolean =>
  value.is === "stream" || (value.is === "either" && (isComputed(value.then) || isComputed(value.otherwise)));

/** A value that stays what it is: lists that are only computed are made, numbers stand in variables. */
export function kept(writer: Writer, value: Value, key: string): Value {
  switch (value.is) {
    case "stream": return made(writer, value, key);
    case "tuple": {
      const items = value.items.map((one, i) => kept(writer, one, `${key}.${i}`));
      return items.every((one, i) => one === value.items[i]) ? value : { ...value, items };
    }
    case "record": {
      const fields = withEach(value.fields, (one, name) => kept(writer, one, `${key}.${name}`));
      return fields === value.fields ? value : { ...value, fields };
    }
    case "either": return isComputed(value) ? distribute(writer, value, (one) => kept(writer, one, key)) : held(writer, value);
    case "method": return unclear("a method that is not called at once");
    default: return held(writer, value);
  }
}

/** One of two values by a condition, each understood where it is known that the condition holds or does not. */
export function eitherWay(writer: Writer, when: Expr, then: () => Value, otherwise: () => Value): Value {
  const settled = writer.settled(when);
  if (settled !== null) return settled ? then() : otherwise();
  const condition = writer.hold(when);
  return distribute(writer, { is: "either", when: condition, then: known(true), otherwise: known(false) },
    (one) => kept(writer, (one as { value: boolean }).value ? then() : otherwise(), `${writer.path}?`));
}
