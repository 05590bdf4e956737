/**
 * Which tables that are declared interchangeable are so: no sentence of any operation, claim or `seen` can tell their rows apart, by
 * its form. One table is renamed at a time, with those that lie within it: what holds of two renamings holds of one after the other.
 */
import type { PlacedColumn } from "../../sentences/layout.ts";
import { type Given, operationTellsApart, tellsApart } from "../../sentences/renamed/alike.ts";
import type { Renamed } from "../../sentences/renamed/comparing.ts";
import type { UnderstoodState, UnderstoodStep } from "../../sentences/understand.ts";
import type { Watch } from "../claims/checking.ts";
import { type UnderstoodSearch, understoodSearch } from "../search/compiled-search.ts";
import type { ExploreOptions } from "../search/exploration.ts";
import type { Model } from "../model.ts";
import { exploredClaims } from "../progress/deciding.ts";
import { Cells, rowsOf } from "./renaming.ts";
import { type Symmetry, symmetryOf } from "./symmetry.ts";
import { type Understood, askedOf } from "../code/understood.ts";

/** A table whose rows are declared interchangeable, where that is not seen to be true: which sentence may tell them apart, and how. */
export interface Unproved {
  readonly table: string;
  readonly sentence: string;
  readonly why: string;
}

export interface Interchangeable {
  /** By table: whether its rows are declared interchangeable and are so for certain. */
  readonly proved: readonly boolean[];
  readonly unproved: readonly Unproved[];
}

/** Orders of rows from which on symmetry pays: a search with it goes by the sentences, one without it by their code. */
const ordersWorth = 100;

/** The symmetry that a search uses. */
export interface Chosen {
  readonly symmetry: Symmetry | null;
  /** Whether it need not be put to the test. */
  readonly isProved: boolean;
  /** What a search says of tables that it would have used. */
  readonly unproved: readonly string[];
}

/** The symmetry that is wanted of a search, as far as there is one. Claims about progress are decided without, and waits counted. */
export function symmetryFor(model: Model, wanted: ExploreOptions["symmetry"], watch?: Watch): Chosen {
  const { layout } = model.now;
  const rows = wanted === false || exploredClaims(model).length > 0 ? null : rowsOf(layout);
  if (rows === null) return { symmetry: null, isProved: true, unproved: [] };
  const counting = model.claims.find(({ within }) => within !== undefined);
  if (counting !== undefined) return { symmetry: null, isProved: true, unproved: [
    `without symmetry: for "${counting.name}" it is counted how long each row waits, and the numbers do not change places with the rows`] };
  const { proved, unproved } = interchangeable(model, watch);
  if (wanted === true) return { symmetry: symmetryOf(layout), isProved: unproved.length === 0, unproved: [] };
  const orders = proved.reduce((product, is, t) => is ? product * factorial(rows.sizes[t]!) : product, 1);
  return {
    symmetry: orders >= ordersWorth ? symmetryOf(layout, proved) : null, isProved: true,
    unproved: unproved.map(({ table, sentence, why }) => `without symmetry: the rows of "${table}" are declared interchangeable, `
      + `yet as far as is seen "${sentence}" tells them apart (${why})`),
  };
}

const factorial = (n: number): number => n < 2 ? 1 : n * factorial(n - 1);

const known = new WeakMap<Model, Interchangeable>();

/** Looks at each table of which interchangeable rows are declared and that has more than one; found once for a model. */
export function interchangeable(model: Model, watch?: Watch): Interchangeable {
  let found = known.get(model);
  if (found === undefined) known.set(model, found = lookThrough(model, watch));
  return found;
}

function lookThrough(model: Model, watch: Watch | undefined): Interchangeable {
  const { layout } = model.now;
  const { schema: { tableNames } } = layout;
  const rows = rowsOf(layout);
  const proved = tableNames.map(() => false);
  const unproved: Unproved[] = [];
  if (rows === null) return { proved, unproved };
  // Each is counted at its own place, which tells its name.
  const places = { reasons: model.claims.map(() => 0), seenInSteps: 0 };
  const search = understoodSearch(model, places, watch);
  const constants = new Set(search?.understood.constants);
  for (const [t, table] of tableNames.entries()) {
    if (!rows.free[t]! || rows.sizes[t]! < 2) continue;
    const told = search === null ? { sentence: "a sentence", why: "not all sentences are understood (cordon list --unread)" }
      : constantsTell(model, constants, t) ?? whoTells(model, search, renamedWith(model, search.understood, rows.owner, t));
    if (told === null) proved[t] = true;
    else unproved.push({ table, ...told });
  }
  return { proved, unproved };
}

/**
 * A column that no step writes, where what booting left in it is not the same with two rows of a table in each other's place: what
 * forms have of it are constants, which no renaming reaches. `constants` are the columns of which forms have some.
 */
function constantsTell(
  { initial, now: { layout } }: Model, constants: ReadonlySet<number>, table: number,
): Pick<Unproved, "sentence" | "why"> | null {
  const { schema: { tableNames, columns }, sizes } = layout;
  const symmetry = symmetryOf(layout, tableNames.map((_, t) => t === table))!;
  const [before, after] = [new Cells(layout.bytes), new Cells(layout.bytes)];
  before.words.set(initial);
  for (let a = 0; a + 1 < sizes[table]!; a++) {
    after.words.set(symmetry.swapped(before.words, table, a, a + 1));
    for (const { index, width, table: of, name } of columns) {
      if (!constants.has(index)) continue;
      for (let id = 0; id < sizes[tableNames.indexOf(of)]!; id++) for (let cell = 0; cell < layout.cells[index]!; cell++) {
        const at = layout.first[index]! + id * layout.stride[index]! + cell;
        if (before.by[width][at] !== after.by[width][at])
          return { sentence: "boot", why: `no step writes "${of}.${name}", where they differ` };
      }
    }
  }
  return null;
}

/** The rows of one table renamed, and with them those of the tables that lie within it. */
function renamedWith({ now: { layout } }: Model, { setting }: Understood, owner: readonly number[], table: number): Renamed {
  const { schema, sizes } = layout;
  const liesIn = (t: number): boolean => t === table || (owner[t]! >= 0 && liesIn(owner[t]!));
  const namesOwner = ({ index, table: of, column }: PlacedColumn): boolean => {
    const own = schema.tableNames.indexOf(of);
    const its = owner[own]!;
    if (its < 0 || column.kind !== "reference" || column.table !== schema.tableNames[its] || setting.isWritten(index)) return false;
    const each = sizes[own]! / sizes[its]!;
    const ids = Array.from({ length: sizes[own]! }, (_, id) => id);
    return ids.every((id) => setting.initially(index, id) === Math.floor(id / each) + 1);
  };
  return { schema, sizes, moves: sizes.map((_, t) => liesIn(t)), namesOwner };
}

/** The first sentence that may tell the rows apart, and how. */
function whoTells(
  model: Model, { operations, states, seenInStates, steps }: UnderstoodSearch, renamed: Renamed,
): Pick<Unproved, "sentence" | "why"> | null {
  const { steppers, claims, stateClaims, seenInStates: seen, now: { layout: { schema } } } = model;
  const tablesOf = (o: number): (number | null)[] => askedOf(steppers[o]!, model).map(({ kind }) =>
    typeof kind === "object" && "table" in kind ? kind.table : null);
  const state = (sentence: string, form: UnderstoodState): ReturnType<typeof whoTells> => named(sentence, tellsApart(renamed, [], form));
  const step = (sentence: string, o: number, form: UnderstoodStep, changed: string | undefined): ReturnType<typeof whoTells> => {
    const tables = tablesOf(o);
    const given: Given = [...form.args.map((one, i) => [one, tables[i]!] as const), [form.outcome, null],
      [form.row, changed === undefined ? null : schema.tableNames.indexOf(changed)]];
    return named(sentence, tellsApart(renamed, given, form));
  };
  for (const [o, form] of operations.entries()) {
    const { operation } = steppers[o]!;
    const told = operationTellsApart(renamed, operation, form, tablesOf(o));
    if (told !== null) return { sentence: `${operation.name} / ${told.sentence}`, why: told.why };
    for (const { name, changes, reasons } of steps[o]!.claims) for (const { form: reason, count } of reasons) {
      const names = Object.keys(claims.find((claim) => claim.name === name)!.invariant.permits!);
      const other = step(`${name} / ${names[count / 8]!}`, o, reason, changes?.columns[0]?.table);
      if (other !== null) return other;
    }
    for (const { form: seenInStep, mark } of steps[o]!.seen) {
      const other = step(model.seenInSteps[mark]!.sentence, o, seenInStep, undefined);
      if (other !== null) return other;
    }
  }
  for (const [i, form] of states.entries()) {
    const told = state(claims[stateClaims[i]!]!.name, form);
    if (told !== null) return told;
  }
  for (const [i, form] of seenInStates.entries()) {
    const told = state(seen[i]!.sentence, form);
    if (told !== null) return told;
  }
  return null;
}

const named = (sentence: string, why: string | null): Pick<Unproved, "sentence" | "why"> | null => why === null ? null : { sentence, why };
