/** Names in a system: refused where they are unknown or given twice. */
import { TimingRefusal } from "../refusal.ts";

/** The number of a name. */
export function named(numbers: ReadonlyMap<string, number>, id: string, field: string): number {
  const number = numbers.get(id);
  if (number === undefined) throw new TimingRefusal("unknown name", field, `names "${id}", which is not there`);
  return number;
}

/** Refuses a choice that is not among the possible ones. */
export function oneOf(value: string, values: readonly string[], field: string): void {
  if (!values.includes(value)) throw new TimingRefusal("unknown name", field, `is "${value}"; give one of ${values.join(", ")}`);
}

export function refuseTwice(ids: readonly string[], field: string): void {
  const second = ids.findIndex((id, i) => ids.indexOf(id) !== i);
  if (second >= 0) throw new TimingRefusal("duplicate name", `${field}[${second}].id`, `is "${ids[second]!}", which another one has`);
}
