/** Whether two forms say the same for certain: node by node, whatever their variables and labels are called. */

/** Compares two forms, or parts of them. Variables and labels of one must stand for those of the other, one for one. */
export function isSameForm(one: unknown, other: unknown): boolean {
  const [there, back] = [new Map<object, object>(), new Map<object, object>()];
  const isSameName = (a: object, b: object): boolean => {
    if (!there.has(a) && !back.has(b)) {
      there.set(a, b);
      back.set(b, a);
    }
    return there.get(a) === b && back.get(b) === a;
  };
  const isSame = (a: unknown, b: unknown): boolean => {
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
    if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((part, i) => isSame(part, b[i]));
    if (isLocal(a)) return isLocal(b) && a.type === b.type && a.isTruth === b.isTruth && isSameName(a, b);
    const names = Object.keys(a);
    if (names.length !== Object.keys(b).length) return false;
    if (names.length === 1 && names[0] === "id") return "id" in b && isSameName(a, b);
    return names.every((name) => {
      if (!Object.hasOwn(b, name)) return false;
      const [left, right] = [Reflect.get(a, name) as unknown, Reflect.get(b, name) as unknown];
      // A column is one object for all forms of a system.
      return name === "column" ? left === right : isSame(left, right);
    });
  };
  return isSame(one, other);
}

const isLocal = (part: object): part is { readonly type: string; readonly isTruth: boolean } =>
  "id" in part && "type" in part && "isTruth" in part;
