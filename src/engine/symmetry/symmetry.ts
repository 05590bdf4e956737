/**
 * One state for all that differ only in the order of interchangeable rows: the canonical form of a state.
 *
 * Rows get colours from their content and from the colours of the rows that they refer to and that refer to them, until
 * no more are told apart. Rows that still have one colour are either twins, which can be swapped without changing the
 * state, so that their order does not matter; or one of them is singled out and the colours are refined again, for each of
 * them in turn, unless it leads to the same state as one before. The least state that results is the canonical one.
 * Colours are hashes: equal ones may hide a difference, which costs time and never exactness, since states are compared.
 */
import { sameWords } from "../world/digest.ts";
import { mix } from "../traces/random.ts";
import type { Layout } from "../../sentences/layout.ts";
import { Cells, type Part, type Rows, extend, partsOf, rename, rowsOf } from "./renaming.ts";

/** The symmetry of a layout, of some of its tables if these are given; null when no rows may change places. */
export function symmetryOf(layout: Layout, only?: readonly boolean[]): Symmetry | null {
  const rows = rowsOf(layout, only);
  return rows === null ? null : new Symmetry(layout, rows);
}

/** A state with its rows in some order, and the order. */
interface Labelled {
  readonly words: Int32Array;
  readonly renaming: Int32Array;
}

export class Symmetry {
  readonly rows: Rows;
  readonly parts: readonly Part[];
  private readonly state: Cells;
  private readonly other: Cells;
  private readonly identity: Int32Array;
  /** Colours of the rows before anything is known of their content: rows that cannot change places have one of their own. */
  private readonly bare: Int32Array;
  /** The links of the present state: from row to row, with what they mean. */
  private links = 0;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly label: Int32Array;
  /** By row: links to and from rows that may change places. */
  private readonly degree: Int32Array;
  private readonly sums: Int32Array;
  private readonly sorted: Int32Array;
  private readonly within: readonly (readonly [from: number, to: number, label: number])[];

  constructor(layout: Layout, rows: Rows) {
    this.rows = rows;
    this.parts = partsOf(layout, rows);
    this.state = new Cells(layout.bytes);
    this.other = new Cells(layout.bytes);
    this.degree = new Int32Array(rows.count);
    this.sums = new Int32Array(rows.count);
    this.sorted = new Int32Array(rows.count + 1);
    this.identity = Int32Array.from({ length: rows.count }, () => 0);
    rows.first.forEach((first, t) => { for (let id = 0; id < rows.sizes[t]!; id++) this.identity[first + id] = id; });
    this.within = rows.owner.flatMap((owner, t) => owner < 0 ? [] : Array.from({ length: rows.sizes[t]! }, (_, id) => {
      const each = rows.sizes[t]! / rows.sizes[owner]!;
      return [rows.first[owner]! + Math.floor(id / each), rows.first[t]! + id, mix(-1 - t, id % each)] as const;
    }));
    this.bare = new Int32Array(rows.count);
    rows.first.forEach((first, t) => {
      const canMove = rows.free[t]! || rows.owner[t]! >= 0;
      for (let id = 0; id < rows.sizes[t]!; id++) this.bare[first + id] = mix(t + 1, canMove ? 0 : id + 1);
    });
    const most = this.parts.reduce((sum, { kind, size, cells, targetSize }) =>
      sum + (kind === "plain" ? 0 : size * (kind === "set" ? targetSize : cells)), this.within.length);
    [this.from, this.to, this.label] = [new Int32Array(most), new Int32Array(most), new Int32Array(most)];
  }

  /** The canonical form of a state. The result is overwritten by the next call. */
  canonical(words: Int32Array): Int32Array {
    this.state.words.set(words);
    const colours = this.firstColours();
    return this.least(colours).words;
  }

  /** A state with two rows of a table in each other's place. */
  swapped(words: Int32Array, t: number, a: number, b: number): Int32Array {
    this.state.words.set(words);
    this.swap(this.rows.first[t]! + a, this.rows.first[t]! + b);
    return this.other.words.slice();
  }

  private swap(a: number, b: number): void {
    const renaming = this.identity.slice();
    [renaming[a], renaming[b]] = [renaming[b]!, renaming[a]!];
    extend(this.rows, renaming);
    rename(this.parts, this.state, renaming, this.other);
  }

  /** The least state that comes of refining these colours and singling out rows. */
  private least(colours: Int32Array): Labelled {
    this.refine(colours);
    const cell = this.undecided(colours);
    if (cell === null) return this.labelled(colours);
    let best: Labelled | null = null;
    const leaves: { readonly leaf: Labelled; readonly row: number }[] = [];
    for (const row of cell) {
      const leaf = this.anyLeaf(singledOut(colours, row));
      const table = this.tableOf(row);
      // Where two ways end in one state, and the rows singled out in one place, one is the mirror image of the other.
      if (leaves.some((one) => sameWords(one.leaf.words, leaf.words)
        && one.leaf.renaming[one.row] === leaf.renaming[row] && this.tableOf(one.row) === table)) continue;
      leaves.push({ leaf, row });
      const found = this.least(singledOut(colours, row));
      if (best === null || isLess(found.words, best.words)) best = found;
    }
    return best!;
  }

  /** One state that comes of these colours: the first row is singled out each time. */
  private anyLeaf(colours: Int32Array): Labelled {
    for (;;) {
      this.refine(colours);
      const cell = this.undecided(colours);
      if (cell === null) return this.labelled(colours);
      colours = singledOut(colours, cell[0]!);
    }
  }

  /** Colours that come from the rows alone; the links are gathered on the way. */
  private firstColours(): Int32Array {
    const { state, degree, within } = this;
    const colours = this.bare.slice();
    this.links = 0;
    for (let i = 0; i < within.length; i++) this.link(within[i]![0], within[i]![1], within[i]![2]);
    degree.fill(0);
    for (const { index, kind, values: valuesOf, begin, step, cells, first, size, targetFirst } of this.parts) {
      const values = valuesOf(state);
      for (let id = 0, at = begin, row = first; id < size; id++, at += step, row++) {
        if (kind === "plain") colours[row] = mix(colours[row]!, mix(index, hashed(values[at]!)));
        else if (kind === "set") {
          for (let bytes = 0; bytes < cells; bytes++) for (let bits = values[at + bytes]!; bits !== 0; bits &= bits - 1)
            this.link(row, targetFirst + 8 * bytes + 31 - Math.clz32(bits & -bits), mix(index, 0));
        } else for (let i = kind === "queue" ? 1 : 0; i < cells; i++)
          if (values[at + i] !== 0) this.link(row, targetFirst + values[at + i]! - 1, mix(index, i));
      }
    }
    return colours;
  }

  private link(from: number, to: number, label: number): void {
    const at = this.links++;
    this.from[at] = from;
    this.to[at] = to;
    this.label[at] = label;
    this.degree[from]!++;
    this.degree[to]!++;
  }

  /** Tells rows apart by the colours of the rows that they are linked with, until that tells no more apart. */
  private refine(colours: Int32Array): void {
    const { from, to, label, links, sums } = this;
    for (let known = this.distinct(colours), before = 0; known > before && known < colours.length;) {
      before = known;
      sums.fill(0);
      for (let i = 0; i < links; i++) {
        const a = from[i]!;
        const b = to[i]!;
        sums[a] = (sums[a]! + mix(colours[b]!, label[i]!)) | 0;
        sums[b] = (sums[b]! + mix(~colours[a]!, label[i]!)) | 0;
      }
      for (let row = 0; row < colours.length; row++) colours[row] = mix(colours[row]!, sums[row]!);
      known = this.distinct(colours);
    }
  }

  private distinct(colours: Int32Array): number {
    const { sorted } = this;
    let count = 0;
    for (let row = 0; row < colours.length; row++) {
      const colour = colours[row]!;
      let i = count - 1;
      while (i >= 0 && sorted[i]! > colour) i--;
      if (i >= 0 && sorted[i] === colour) continue;
      sorted.copyWithin(i + 2, i + 1, count++);
      sorted[i + 1] = colour;
    }
    return count;
  }

  /** The first rows of one colour whose order matters, or null. */
  private undecided(colours: Int32Array): number[] | null {
    const { rows } = this;
    for (let t = 0; t < rows.free.length; t++) {
      if (!rows.free[t]! || rows.sizes[t]! < 2) continue;
      const sorted = this.inOrder(colours, t);
      for (let i = 0, end = 1; i < sorted.length; i = end++) {
        let matters = false;
        while (end < sorted.length && colours[sorted[end]!] === colours[sorted[i]!]) {
          matters ||= !this.areTwins(sorted[end - 1]!, sorted[end]!, t);
          end++;
        }
        if (matters) return sorted.slice(i, end);
      }
    }
    return null;
  }

  /** The rows of a table by their colours. */
  private inOrder(colours: Int32Array, t: number): number[] {
    const first = this.rows.first[t]!;
    const sorted: number[] = [];
    for (let row = first; row < first + this.rows.sizes[t]!; row++) {
      let i = sorted.length;
      while (i > 0 && colours[sorted[i - 1]!]! > colours[row]!) { sorted[i] = sorted[i - 1]!; i--; }
      sorted[i] = row;
    }
    return sorted;
  }

  /** Whether swapping two rows leaves the state as it is. */
  private areTwins(a: number, b: number, t: number): boolean {
    const { rows, degree } = this;
    const areAlone = degree[a] === 0 && degree[b] === 0 && !rows.owner.includes(t);
    if (areAlone) return this.haveSameContent(a - rows.first[t]!, b - rows.first[t]!, t);
    this.swap(a, b);
    return sameWords(this.state.words, this.other.words);
  }

  /** Whether two rows that are linked with none hold the same. */
  private haveSameContent(a: number, b: number, t: number): boolean {
    return this.parts.every(({ table, values: valuesOf, begin, step, cells }) => {
      if (table !== t) return true;
      const values = valuesOf(this.state);
      for (let i = 0; i < cells; i++) if (values[begin + a * step + i] !== values[begin + b * step + i]) return false;
      return true;
    });
  }

  private tableOf(row: number): number {
    return this.rows.first.findIndex((first, t) => row >= first && row < first + this.rows.sizes[t]!);
  }

  /** The state with its rows in the order of their colours. */
  private labelled(colours: Int32Array): Labelled {
    const { rows } = this;
    const renaming = new Int32Array(rows.count);
    for (let t = 0; t < rows.free.length; t++)
      if (rows.free[t]!) this.inOrder(colours, t).forEach((row, rank) => { renaming[row] = rank; });
    extend(rows, renaming);
    rename(this.parts, this.state, renaming, this.other);
    return { words: this.other.words.slice(), renaming };
  }
}

function singledOut(colours: Int32Array, row: number): Int32Array {
  const changed = colours.slice();
  changed[row] = mix(changed[row]!, 0x5bd1e995);
  return changed;
}

function isLess(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
}

/** A cell's value as a word. */
function hashed(value: number): number {
  return value > 0x7fffffff ? mix(value | 0, Math.floor(value / 0x100000000)) : value;
}
