/** The fields that a case holds, each with what is declared of it and the case with something else there. */
import type { Field, Shape } from "../../src/timing-cases/schema/declare.ts";
import { fieldsIn } from "../../src/timing-cases/schema/read.ts";

export interface Place {
  /** As refusals name it; "" is the whole. */
  readonly place: string;
  /** The same without the places in lists and the case's own names, as pages have it. */
  readonly path: string;
  readonly shape: Shape;
  readonly field: Field;
  readonly value: unknown;
  /** Whether the case may leave it out. */
  readonly mayBeLeftOut: boolean;
  /** Whether it may not be another without more: it says which fields there are, or no other may have the same. */
  readonly isFixed: boolean;
  /** The whole case with another value there; leaves the field out where that is undefined. */
  readonly withValue: (change: (value: unknown) => unknown) => unknown;
}

/** All fields of a value that are there, the whole among them; of a field that may be several things, what it is. */
export function places(field: Field, value: unknown, place = "", path = "", withValue: Place["withValue"] = (change) => change(value), isKind = false): Place[] {
  const shape = resolved(field, value);
  const own: Place = { place, path, shape, field, value, mayBeLeftOut: field.unless !== undefined, isFixed: isKind || shape.kind === "name" && shape.isOwn, withValue };
  const inside = (name: string | number, of: Field, at: string, as: string, isKindOf = false): Place[] => places(of, (value as never)[name], at, as, (change) =>
    withValue(() => Array.isArray(value) ? value.with(Number(name), change(value[name as number]))
      : { ...value as object, [name]: change((value as never)[name]) }), isKindOf);
  switch (shape.kind) {
    case "object": {
      const join = (name: string, to: string): string => to === "" ? name : `${to}.${name}`;
      return [own, ...Object.entries(fieldsIn(shape, value as never, place)).filter(([name]) => (value as never)[name] !== undefined)
        .flatMap(([name, of]) => inside(name, of, join(name, place), join(name, path), shape.kinds?.by === name))];
    }
    case "list": return [own, ...(value as unknown[]).flatMap((_, i) => inside(i, shape.of, `${place}[${i}]`, `${path}[]`))];
    case "tuple": return [own, ...shape.of.flatMap((of, i) => inside(i, of, `${place}[${i}]`, `${path}[${i}]`))];
    case "by name": return [own, ...Object.keys(value as object).flatMap((name) => inside(name, shape.of, `${place}.${name}`, `${path}.<${shape.names}>`))];
    default: return [own];
  }
}

/** The paths of all fields that are declared; of a shape that may hold itself, those of the first level. */
export function declaredPaths({ shape }: Field, path = "", isInside = false): string[] {
  const own = path === "" ? [] : [path];
  const join = (name: string): string => path === "" ? name : `${path}.${name}`;
  switch (shape.kind) {
    case "object": {
      const { by, of } = shape.kinds ?? { by: "", of: {} };
      const all = [shape.fields, ...Object.values(of)].flatMap((fields) => Object.entries(fields));
      return [...own, ...by === "" ? [] : [join(by)], ...all.flatMap(([name, field]) => declaredPaths(field, join(name), isInside))];
    }
    case "list": return [...own, ...declaredPaths(shape.of, `${path}[]`, isInside)];
    case "tuple": return [...own, ...shape.of.flatMap((of, i) => declaredPaths(of, `${path}[${i}]`, isInside))];
    case "by name": return [...own, ...declaredPaths(shape.of, `${path}.<${shape.names}>`, isInside)];
    case "either": return [...own, ...shape.of.flatMap((of) => declaredPaths(of, path, isInside))];
    case "named": return isInside ? own : declaredPaths(shape.of(), path, true);
    default: return own;
  }
}

/** What a field is where it may be several things, and behind a name. */
function resolved({ shape }: Field, value: unknown): Shape {
  if (shape.kind === "named") return resolved(shape.of(), value);
  if (shape.kind !== "either") return shape;
  return (shape.of.find(({ shape: one }) => one.kind === "list" || one.kind === "tuple" ? Array.isArray(value)
    : one.kind === "object" || one.kind === "by name" ? typeof value === "object" && !Array.isArray(value)
    : one.kind === "count" ? typeof value === "number" : one.kind === "number" ? typeof value === "number" || /^[-\d]/.test(String(value))
    : typeof value === "string") ?? shape.of[0]!).shape;
}
