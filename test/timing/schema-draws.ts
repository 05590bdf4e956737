/** Draws values of all that is declared of a field, both ends of its range among them, and values that it may not hold. */
import fc from "fast-check";
import type { Field, Fields, Limits, Shape } from "../../src/timing-cases/schema/declare.ts";

const simple = ["1/3", "1/2", "3/2", "7/3"];
const asNumber = (given: string): number => given.split("/").map(Number).reduce((a, b) => a / b);

/** A value of a field. */
export const drawn = (field: Field, depth = 0): fc.Arbitrary<unknown> => ofShape(field.shape, depth);

function ofShape(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "number": return numbers(shape);
    case "count": {
      const least = shape.least ?? -3;
      return fc.oneof({ weight: 4, arbitrary: fc.integer({ min: least, max: Math.min(shape.most ?? Infinity, least + 7) }) }, { weight: 1, arbitrary: fc.constant(least) });
    }
    case "flag": return fc.boolean();
    case "name": return fc.constantFrom("a", "b", "c", "t1");
    case "text": return fc.constantFrom(...["run 3", "server 2", "serverB 1", "H>M>L", "a>b", "a", "[a, b]"].filter((one) => shape.form.test(one)));
    case "choice": return fc.constantFrom(...Object.keys(shape.names));
    case "list": return fc.array(ofShape(shape.of.shape, depth), { minLength: shape.least, maxLength: Math.min(shape.most ?? 3, 3) })
      .map((list) => withOwnNames(list, shape.of.shape));
    case "tuple": return fc.tuple(...shape.of.map((one) => drawn(one, depth)));
    case "by name": return fc.dictionary(fc.constantFrom("a", "b", "A57_TX1", "res0", "t1"), drawn(shape.of, depth), { maxKeys: 3 });
    case "object": {
      if (shape.kinds === undefined) return ofFields(shape.fields, depth);
      const { by, of } = shape.kinds;
      // At some depth only what does not go deeper.
      const kinds = Object.entries(of).filter(([, fields]) => depth < 2 || !Object.values(fields).some(isDeep));
      return fc.oneof(...kinds.map(([kind, fields]) => ofFields({ ...fields, ...shape.fields }, depth).map((one) => ({ [by]: kind, ...one as object }))));
    }
    case "either": return fc.oneof(...shape.of.map((one) => drawn(one, depth)));
    case "named": return drawn(shape.of(), depth + 1);
    case "any object": return fc.constant({});
    case "note": return fc.constantFrom("a note", 3, null);
  }
}

const isDeep = ({ shape }: Field): boolean => shape.kind === "named" || shape.kind === "list" && isDeep(shape.of);

const ofFields = (fields: Fields, depth: number): fc.Arbitrary<unknown> => fc.record(
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, drawn(field, depth)])),
  { requiredKeys: Object.entries(fields).filter(([, { unless }]) => unless === undefined).map(([name]) => name) });

/** The same with the names that must differ told apart. */
function withOwnNames(list: readonly unknown[], shape: Shape): unknown[] {
  const own = shape.kind === "object" ? Object.entries(shape.fields).filter(([, one]) => one.shape.kind === "name" && one.shape.isOwn).map(([name]) => name) : [];
  return list.map((one, i) => own.reduce((all, name) => Object.hasOwn(all as object, name) ? { ...all as object, [name]: `t${i + 1}` } : all, one));
}

function numbers({ above, least, below, most }: Limits): fc.Arbitrary<unknown> {
  const isIn = (one: number): boolean => !(one <= (above ?? -Infinity) || one < (least ?? -Infinity) || one >= (below ?? Infinity) || one > (most ?? Infinity));
  const whole = Array.from({ length: 14 }, (_, i) => (least ?? above ?? -2) + i).filter(isIn);
  return fc.constantFrom(...whole, ...simple.filter((one) => isIn(asNumber(one))), ...(most === undefined ? [] : [most]));
}

/** Both ends of a range: a value at each, or near it, and one beyond. */
export function endsOf(shape: Shape): { readonly within: readonly unknown[]; readonly beyond: readonly unknown[] } {
  if (shape.kind !== "number" && shape.kind !== "count") return { within: [], beyond: [] };
  const { above, least, below, most } = shape as Limits;
  // No closer to an end than that: a period of a thousandth makes a schedule of a thousand times the length.
  const plus = (end: number, by: 1 | -1): unknown => shape.kind === "count" ? end + by : `${end * 2 + by}/2`;
  return {
    within: [...least === undefined ? [] : [least], ...most === undefined ? [] : [most], ...above === undefined ? [] : [plus(above, 1)], ...below === undefined ? [] : [plus(below, -1)]],
    beyond: [...least === undefined ? [] : [plus(least, -1)], ...most === undefined ? [] : [plus(most, 1)], ...above === undefined ? [] : [above], ...below === undefined ? [] : [below]],
  };
}

/** What is wrong in most fields. */
export const oddValues: readonly unknown[] = [true, "", "no such thing", "1/0", 1.5, -1, 3, Number.NaN, 1e300, [], {}, [[]], { zzz: 1 }];
