/** An answer in the order in which somebody reads it: tables of what has a name, then single values, then what it rests on. */
import { type Exact, asJson, zero } from "../timing/exact.ts";
import type { Assumption, Conventions } from "../timing/evidence.ts";
import type { TimingCase } from "./case.ts";
import { type Answer, type Comparison, compared, numberIn } from "./comparing.ts";
import type { Observation } from "./observing.ts";

export interface TimingReport {
  readonly id: string;
  readonly title: string;
  readonly source?: string;
  readonly analysis: string;
  readonly conventions?: Conventions;
  readonly assumptions: readonly Assumption[];
  /** All that was answered; numbers as "p/q" where they are not whole. */
  readonly answer: Answer;
  readonly tables: readonly TimingTable[];
  /** What stands in no table. */
  readonly values: Answer;
  /** Where the case says what must come out. */
  readonly comparison?: Comparison;
}

/** A table: a row for each named thing. */
export interface TimingTable {
  /** What its rows are, where the answer has a name for them. */
  readonly title?: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly unknown[] }[];
}

/** Puts an answer in order, and beside it what simulation has shown. */
export function reportOf({ id, title, source, analysis, input, expected, tolerance }: TimingCase, answered: Answer,
  seen?: Observation | null): TimingReport {
  const { conventions, assumptions, ...answer } = answered;
  // What has no names in the input has those of its analysis.
  const lists: (readonly Named[])[] = [...namedLists(input), ...(seen === undefined || seen === null ? [] : [seen.tasks])];
  const observed = seen?.tasks.map(({ found }) => found?.observedMax ?? null);
  const gap = seen?.tasks.map(({ found }) => found?.gap ?? null);
  const columns = Object.entries({ ...answer, ...(observed?.some((one) => one !== null) === true ? { observed, gap } : {}) })
    .flatMap(([key, value]) => columnsOf(key, value, lists));
  const lateOf = latenessIn(input, conventions as Conventions | undefined);
  const tables = [...new Set(columns.map(({ table }) => table))]
    .map((table) => tableOf(columns.filter((one) => one.table === table), lists, lateOf));
  return {
    id, title, ...(source === undefined ? {} : { source }), analysis,
    ...(conventions === undefined ? {} : { conventions: conventions as Conventions }),
    assumptions: [...(assumptions ?? []) as readonly Assumption[], ...searched(seen)],
    answer: asAnswer(answer) as Answer, tables,
    values: asAnswer(Object.fromEntries(Object.entries(answer)
      .filter(([key, value]) => !isEmpty(value) && !columns.some((column) => column.of === key)))) as Answer,
    ...(expected === undefined ? {} : { comparison: compared(expected, answer, tolerance) }),
  };
}

/** What the search was, and how many bounds it reached: those are no higher than they must be. */
function searched(seen?: Observation | null): Assumption[] {
  const found = seen?.tasks.flatMap((task) => task.found ?? []) ?? [];
  return found.length === 0 ? [] : [{ says: "what was observed is possible, and the search proves nothing beyond it",
    checked: `${found.filter(({ gap }) => gap?.equals(1) === true).length} of ${found.length} bounds were reached; the gap is a bound over what was observed` }];
}

interface Column {
  /** The key of the answer that it is from. */
  readonly of: string;
  /** What is equal for columns of one table. */
  readonly table: string;
  readonly title?: string;
  readonly key: string;
  readonly names: readonly string[];
  readonly cells: readonly unknown[];
}

interface Named {
  readonly name: string;
  readonly D?: unknown;
  readonly J?: unknown;
  readonly T?: unknown;
}

/** The lists of named things in the input: tasks, clients, messages. */
function namedLists(input: unknown): Named[][] {
  return Object.values(input as Answer).filter((list): list is Named[] => Array.isArray(list) && list.length > 0
    && list.every((one: unknown) => typeof one === "object" && one !== null && "name" in one && typeof one.name === "string"));
}

/**
 * A list of single values is a column of the named list of its length; an object of them is a column of its own names; and an object
 * of objects that have the same names in them is a table.
 */
function columnsOf(key: string, value: unknown, lists: readonly (readonly Named[])[]): Column[] {
  const column = (names: readonly string[], cells: readonly unknown[]): Column => ({ of: key, table: names.join(), key, names, cells });
  if (Array.isArray(value)) {
    const list = lists.find(({ length }) => length === value.length);
    return list === undefined || !value.every(isCell) ? [] : [column(list.map(({ name }) => name), value)];
  }
  if (isCell(value) || Object.keys(value as Answer).length === 0) return [];
  const names = Object.keys(value as Answer);
  const rows: unknown[] = Object.values(value as Answer);
  if (rows.every(isCell)) return [column(names, rows)];
  if (!isTable(rows)) return [];
  return Object.keys(rows[0]!).map((name) =>
    ({ ...column(names, rows.map((row) => row[name])), key: name, table: `${key}:`, title: key }));
}

/** Rows that all have the same names, and single values by them. */
const isTable = (rows: readonly unknown[]): rows is Answer[] => rows.every((row) => !isCell(row) && !Array.isArray(row)
  && Object.values(row as Answer).every(isCell) && Object.keys(row as Answer).join() === Object.keys(rows[0] as Answer).join());

const isCell = (one: unknown): boolean => one === null || typeof one !== "object" || numberIn(one) !== null;

/** How late each task may be released: its deadline counts from arrival, and its response may not. */
function latenessIn(input: unknown, conventions: Conventions | undefined): (name: string) => Exact {
  const tasks = (input as { readonly tasks?: unknown }).tasks;
  const late: readonly Named[] = conventions?.from === "release" && Array.isArray(tasks) ? tasks : [];
  return (name) => numberIn(late.find((one) => one.name === name)?.J ?? 0) ?? zero;
}

function tableOf(columns: readonly Column[], lists: readonly (readonly Named[])[], lateOf: (name: string) => Exact): TimingTable {
  const { names, title } = columns[0]!;
  // The deadline is the period unless said.
  const deadlines = names.map((name) => lists.flat().find((one) => one.name === name)).map((one) => numberIn(one?.D ?? one?.T ?? null));
  const response = columns.find(({ key }) => key === "R")?.cells.map(numberIn);
  const shown: Column[] = [...columns];
  if (response !== undefined && deadlines.every((deadline): deadline is Exact => deadline !== null)) shown.push(
    { ...columns[0]!, key: "D", cells: deadlines },
    { ...columns[0]!, key: names.every((name) => lateOf(name).equals(0)) ? "D - R" : "D - J - R",
      cells: deadlines.map((deadline, i) => response[i] === null ? null : deadline.sub(response[i]!).sub(lateOf(names[i]!))) });
  return {
    ...(title === undefined ? {} : { title }), columns: shown.map(({ key }) => key),
    rows: names.map((name, i) => (
      { name, cells: shown.map(({ key, cells }) => key === "gap" ? rounded(cells[i]) : asAnswer(cells[i])) })),
  };
}

/** A gap in a table: two decimals say how far a bound is from what was seen. */
const rounded = (gap: unknown): string | null => numberIn(gap)?.round(2).toString() ?? null;

/** Nothing to show: an empty list or object, or lists of these. */
const isEmpty = (value: unknown): boolean => value === undefined
  || typeof value === "object" && value !== null && numberIn(value) === null && Object.values(value).every(isEmpty);

/** A value with its numbers as JSON has them. */
function asAnswer(value: unknown): unknown {
  const number = typeof value === "string" ? null : numberIn(value);
  if (number !== null) return asJson(number);
  if (value === Infinity) return "inf";
  if (Array.isArray(value)) return value.map(asAnswer);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asAnswer(one)]));
}
