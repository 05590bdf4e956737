/**
 * Tasks bound to processors, each below its capacity. Sums are exact: 3/5 and 2/5 fill a processor, where rounding may refuse them.
 * Source: Johnson, Near-Optimal Bin Packing Algorithms (1973); for processors Lopez, Diaz and Garcia, Real-Time Systems 28 (2004).
 */
import type { Assumption } from "../evidence.ts";
import { type Exact, type Given, one } from "../exact.ts";
import { TimingRefusal, asFound } from "../refusal.ts";
import { oneOf } from "../response/results.ts";
import { positive } from "../task.ts";
import { Total } from "./total.ts";

/** Something to be placed: a task with its utilisation. */
export interface Item {
  readonly id: string;
  readonly utilisation: Given;
}

export interface PackingOptions {
  /** First: the first processor with room. Best: the fullest with room. Worst: the emptiest. */
  readonly fit: "first" | "best" | "worst";
  /** Decreasing unless said; else as it is given. Of equals the earlier goes first. */
  readonly order?: "decreasing" | "given";
  /** How many there are. Unless said, one more is opened whenever nothing fits. */
  readonly processors?: number;
}

export interface Packing {
  readonly processors: readonly Processor[];
  /** What fits nowhere. */
  readonly unplaced: readonly string[];
  /** On each processor EDF meets all deadlines if these are no earlier than the periods' ends. */
  readonly schedulable: boolean;
  readonly assumptions: readonly Assumption[];
}

export interface Processor {
  readonly items: readonly { readonly id: string; readonly utilisation: Exact }[];
  readonly utilisation: Exact;
}

/** Each item is compared with each processor. */
const itemsMost = 2_000;

export function partition(given: readonly Item[], { fit, order = "decreasing", processors }: PackingOptions): Packing {
  oneOf(fit, ["first", "best", "worst"], "options.fit");
  oneOf(order, ["decreasing", "given"], "options.order");
  const items = readItems(given);
  if (processors !== undefined) refuseCount(processors);
  const queue = order === "given" ? items : [...items].sort((a, b) => b.utilisation.compare(a.utilisation));
  const open: { readonly items: Processor["items"][number][]; readonly load: Total }[] = [];
  const unplaced: string[] = [];
  const fresh = (): number => open.push({ items: [], load: new Total() }) - 1;
  for (let i = 0; i < (processors ?? 0); i++) fresh();
  for (const item of queue) {
    const mayOpen = processors === undefined && item.utilisation.lte(one);
    const place = placeFor(item.utilisation, open.map(({ load }) => load), fit) ?? (mayOpen ? fresh() : null);
    if (place === null) unplaced.push(item.id);
    else {
      open[place]!.items.push(item);
      open[place]!.load.add(item.utilisation);
    }
  }
  const packed = open.map(({ items: placed, load }): Processor => ({ items: placed, utilisation: load.exact() }));
  return {
    processors: packed, unplaced, schedulable: unplaced.length === 0,
    assumptions: [
      { says: "no processor has a utilisation above 1", checked: `${packed.length} exact sums` },
      { says: "deadlines are no earlier than the ends of the periods", checked: "taken as given" },
    ],
  };
}

/** Most processors. */
const processorsMost = 1_000;

export function refuseCount(processors: number): void {
  if (typeof processors !== "number" || !Number.isSafeInteger(processors)) throw new TimingRefusal("not a number", "processors", `is ${asFound(processors)}; give a whole number`);
  if (processors < 1) throw new TimingRefusal("out of range", "processors", `is ${processors}; it must be at least 1`);
  if (processors > processorsMost) throw new TimingRefusal("too large", "processors", `is ${processors}; at most ${processorsMost} are taken`);
}

function placeFor(utilisation: Exact, loads: readonly Total[], fit: PackingOptions["fit"]): number | null {
  const room = one.sub(utilisation);
  let found: number | null = null;
  for (const [i, load] of loads.entries()) {
    if (found !== null && (fit === "best" ? load.compare(loads[found]!) <= 0 : load.compare(loads[found]!) >= 0)) continue;
    if (!load.isAtMost(room)) continue;
    if (fit === "first") return i;
    found = i;
  }
  return found;
}

function readItems(given: readonly Item[]): Processor["items"] {
  const list: unknown = given;
  if (!Array.isArray(list)) throw new TimingRefusal("missing", "items", "must be a list");
  if (given.length > itemsMost) throw new TimingRefusal("too large", "items", `has ${given.length} entries; at most ${itemsMost} are taken`);
  const ids = new Set<string>();
  return given.map(({ id, utilisation }, i) => {
    if (typeof id !== "string" || id === "") throw new TimingRefusal("missing", `items[${i}].id`, "must be a name");
    if (ids.has(id)) throw new TimingRefusal("duplicate name", `items[${i}].id`, `is "${id}", which another one has: names must differ`);
    ids.add(id);
    return { id, utilisation: positive(utilisation, `items[${i}].utilisation`) };
  });
}
