/**
 * What curves are made of: points, and straight pieces on open intervals. Between two stretches there may be a gap, where
 * the function is +infinity; closures need that, and whole curves have none.
 */
import { type Exact, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";

/** A point, where `from` equals `to`, or a straight piece on the open interval between the two. */
export interface Stretch {
  readonly from: Exact;
  readonly to: Exact;
  /** The value of a point; of a piece, its limit at `from`. */
  readonly at: Exact;
  readonly slope: Exact;
}

/** Stretches that do not overlap, in order. */
export type Stretches = readonly Stretch[];

/** Most stretches of a curve, and most pairs of stretches that an operation goes through: some seconds each. */
export const stretchesMost = 100_000;
export const pairsMost = 400_000;

export const refuseTooMany = (stretches: number, field = "curve"): void => refuseAbove(stretchesMost, stretches, "stretches", field);
export const refuseTooManyPairs = (left: Stretches, right: Stretches): void =>
  refuseAbove(pairsMost, left.length * right.length, "pairs of stretches", "curve");

function refuseAbove(most: number, count: number, what: string, field: string): void {
  if (count > most) throw new TimingRefusal("too large", field,
    `needs ${count} ${what}; at most ${most} are taken: choose periods with a smaller common multiple, or rates further apart`);
}

export const pointAt = (x: Exact, y: Exact): Stretch => ({ from: x, to: x, at: y, slope: zero });
export const isPoint = ({ from, to }: Stretch): boolean => from.equals(to);

/** The value of a straight piece at a time of its interval, ends included; of a point, its value. */
export const valueOn = ({ from, at, slope }: Stretch, x: Exact): Exact => slope.n === 0n ? at : at.add(slope.mul(x.sub(from)));
/** The limit at the end. */
export const endOf = (stretch: Stretch): Exact => valueOn(stretch, stretch.to);

export const moved = ({ from, to, at, slope }: Stretch, right: Exact, up: Exact): Stretch =>
  ({ from: from.add(right), to: to.add(right), at: at.add(up), slope });

export const negated = (list: Stretches): Stretch[] =>
  list.map(({ from, to, at, slope }) => ({ from, to, at: at.neg(), slope: slope.neg() }));

/** f(-x): from right to left. */
export const mirrored = (list: Stretches): Stretch[] =>
  list.map((stretch) => ({ from: stretch.to.neg(), to: stretch.from.neg(), at: endOf(stretch), slope: stretch.slope.neg() })).reverse();

/** The number of the first stretch that reaches beyond a time, or is a point at it. */
export function firstFrom(list: Stretches, x: Exact): number {
  let low = 0;
  for (let high = list.length; low < high;) {
    const middle = low + high >> 1;
    const stretch = list[middle]!;
    if (stretch.to.lt(x) || (stretch.to.equals(x) && !isPoint(stretch))) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The part on [from, to). */
export const cropped = (list: Stretches, from: Exact, to: Exact): Stretch[] => [...partOf(list, from, to)];

function* partOf(list: Stretches, from: Exact, to: Exact): Generator<Stretch, undefined> {
  for (let i = firstFrom(list, from); i < list.length && list[i]!.from.lt(to); i++) {
    const stretch = list[i]!;
    const end = stretch.to.gt(to) ? to : stretch.to;
    if (stretch.from.lt(from)) {
      yield pointAt(from, valueOn(stretch, from));
      yield { ...stretch, from, to: end, at: valueOn(stretch, from) };
    } else yield end === stretch.to ? stretch : { ...stretch, to: end };
  }
}

/**
 * Whether what a joined list is on [from, to) is there again, that much later and higher. Most lists differ soon, so that one by one is
 * quick.
 */
export function repeats(list: Stretches, from: Exact, to: Exact, later: Exact, higher: Exact): boolean {
  const again = partOf(list, from.add(later), to.add(later));
  for (const stretch of partOf(list, from, to)) {
    const next = again.next().value;
    if (next === undefined || !isEqual(moved(stretch, later, higher), next)) return false;
  }
  return again.next().done === true;
}

/** The same function in as few stretches as can be. */
export function joined(list: Stretches): Stretch[] {
  const out: Stretch[] = [];
  for (const next of list) {
    const [before, point] = [out[out.length - 2], out[out.length - 1]];
    const goesOn = before !== undefined && point !== undefined && !isPoint(next) && isPoint(point) && !isPoint(before)
      && before.to.equals(point.from) && next.from.equals(point.from)
      && next.slope.equals(before.slope) && next.at.equals(point.at) && endOf(before).equals(point.at);
    if (goesOn) out.splice(-2, 2, { ...before, to: next.to });
    else out.push(next);
  }
  return out;
}

/** Whether two lists are the same function; both joined. */
export const same = (a: Stretches, b: Stretches): boolean => a.length === b.length && a.every((one, i) => isEqual(one, b[i]!));

const isEqual = (a: Stretch, b: Stretch): boolean =>
  a.from.equals(b.from) && a.to.equals(b.to) && a.at.equals(b.at) && a.slope.equals(b.slope);

/** The lower of two functions; where one has a gap, the other. */
export function lower(a: Stretches, b: Stretches): Stretch[] {
  const out: Stretch[] = [];
  walk(a, b, (one, other) => {
    if (one === undefined || other === undefined) return void out.push((one ?? other)!);
    const [first, last] = [one.at.compare(other.at), endOf(one).compare(endOf(other))];
    if (first <= 0 && last <= 0) return void out.push(one);
    if (first >= 0 && last >= 0) return void out.push(other);
    const [before, after] = first < 0 ? [one, other] : [other, one];
    const crossing = one.from.add(other.at.sub(one.at).div(one.slope.sub(other.slope)));
    const value = valueOn(one, crossing);
    out.push({ ...before, to: crossing }, pointAt(crossing, value), { ...after, from: crossing, at: value });
  });
  return joined(out);
}

/** The sum of two functions; a gap where one has a gap. */
export function total(a: Stretches, b: Stretches): Stretch[] {
  const out: Stretch[] = [];
  walk(a, b, (one, other) => {
    if (one !== undefined && other !== undefined) out.push({ ...one, at: one.at.add(other.at), slope: one.slope.add(other.slope) });
  });
  return joined(out);
}

/** The lowest of many functions, halved and halved again, so that each stretch is looked at a few times only. */
export function lowest(lists: readonly Stretches[]): Stretches {
  if (lists.length <= 1) return lists[0] ?? [];
  const half = lists.length >> 1;
  return lower(lowest(lists.slice(0, half)), lowest(lists.slice(half)));
}

/** Visits two lists from left to right, cut so that both have the same stretch, or one has a gap. */
function walk(a: Stretches, b: Stretches, visit: (one: Stretch | undefined, other: Stretch | undefined) => void): void {
  const [left, right] = [[...a].reverse(), [...b].reverse()];
  while (left.length > 0 && right.length > 0) {
    const [one, other] = [left[left.length - 1]!, right[right.length - 1]!];
    if (isBefore(one, other)) visit(left.pop(), undefined);
    else if (isBefore(other, one)) visit(undefined, right.pop());
    else if (one.from.lt(other.from)) split(left, other.from);
    else if (other.from.lt(one.from)) split(right, one.from);
    else if (one.to.gt(other.to)) split(left, other.to);
    else if (other.to.gt(one.to)) split(right, one.to);
    else visit(left.pop(), right.pop());
  }
  while (left.length > 0) visit(left.pop(), undefined);
  while (right.length > 0) visit(undefined, right.pop());
}

function isBefore(a: Stretch, b: Stretch): boolean {
  const order = a.to.compare(b.from);
  return order < 0 || (order === 0 && !(isPoint(a) && isPoint(b)));
}

/** Splits the piece on top of a stack at an inner time. */
function split(stack: Stretch[], x: Exact): void {
  const piece = stack.pop()!;
  const value = valueOn(piece, x);
  stack.push({ ...piece, from: x, at: value }, pointAt(x, value), { ...piece, to: x });
}
