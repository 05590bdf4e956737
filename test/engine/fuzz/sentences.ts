/** Random conditions and effects over the rows and values that a sentence can see, as text. */
import type { Draw } from "./draw.ts";
import type { ColumnText, TableText } from "./text.ts";

/** What a sentence can name: rows, lists of rows, and values of arguments. */
export interface Scope {
  readonly tables: readonly TableText[];
  readonly rows: readonly { readonly name: string; readonly table: string }[];
  readonly lists: readonly { readonly name: string; readonly table: string }[];
  readonly values: readonly { readonly name: string; readonly kind: "flag" | "number" | "word"; readonly max?: number; readonly words?: readonly string[] }[];
  /** Whether rows may be told apart by their number or their place in a list. */
  readonly mayIndex: boolean;
}

const tableOf = (scope: Scope, name: string): TableText => scope.tables.find((one) => one.name === name)!;
const rowsOfTable = (scope: Scope, table: string): string[] => scope.rows.filter((one) => one.table === table).map(({ name }) => name);

/** The events and states of a machine's description. */
export const eventsOf = (machine: any): string[] =>
  [...new Set<string>(Object.values<any>(machine.states).flatMap(({ on = {}, states }) => [...Object.keys(on), ...(states === undefined ? [] : eventsOf({ states }))]))];
export const statesOf = (machine: any, above = ""): string[] => Object.entries<any>(machine.states).flatMap(([name, { states }]) =>
  [`${above}${name}`, ...(states === undefined ? [] : statesOf({ states }, `${above}${name}.`))]);

/** A condition on a column of a row. */
function onColumn(draw: Draw, scope: Scope, row: string, column: ColumnText): string {
  const { name, kind, max = 0, from = 0, words = [], table = "", machine } = column;
  const at = `${row}.${name}`;
  const others = rowsOfTable(scope, table);
  const other = others.length > 0 ? draw.pick(others) : "null";
  const number = draw.chance(70) ? draw.below(Math.min(max, 3) + 1) : max;
  switch (kind) {
    case "flag": return draw.pick([at, `!${at}`]);
    case "count": return draw.pick([`${at} < ${number}`, `${at} === ${number}`, `${at} > 0`, `${at} !== ${number}`, `${at} % 2 === 0`]);
    case "signed": return draw.pick([`${at} < 0`, `${at} === ${from}`, `${at} > ${number}`, `${at} + 1 <= ${number}`, `-${at} > 1`, `Math.abs(${at}) < 2`]);
    case "cyclic": return draw.pick([`${at} < ${number}`, `${at} === ${max}`, `(${at} + 1) % ${max + 1} === 0`, `${at} !== 0`]);
    case "choice": return `${at} ${draw.pick(["===", "!=="])} ${JSON.stringify(draw.pick(words))}`;
    case "reference": return draw.pick([`${at} === null`, `${at} !== null`, `${at} === ${other}`, `${at} !== ${other}`]);
    case "queue": return draw.pick([`${at}.isEmpty`, `!${at}.isEmpty`, `${at}.isFull`, `${at}.length > 1`, `${at}.first === ${other}`, `${at}.at(1) === ${other}`,
      ...(other === "null" ? [] : [`${at}.has(${other})`, `${at}.count(${other}) > 1`])]);
    case "set": return draw.pick([`${at}.isEmpty`, `${at}.size > 1`, ...(other === "null" ? [] : [`${at}.has(${other})`, `!${at}.has(${other})`])]);
    case "rights": return draw.pick([`${at}.has(${JSON.stringify(draw.pick(words))})`, `${at}.isEmpty`, `!${at}.has(${JSON.stringify(draw.pick(words))})`]);
    case "lifecycle": return draw.pick([`${row}.within(${JSON.stringify(draw.pick(statesOf(machine)))})`, `${at} === ${JSON.stringify(draw.pick(statesOf(machine)))}`,
      `${row}.can(${JSON.stringify(draw.pick(eventsOf(machine)))})`]);
  }
}

/** A condition, false and true often enough; conditions of conditions down to a depth. */
export function condition(draw: Draw, scope: Scope, depth = 1): string {
  const { rows, lists, values, mayIndex } = scope;
  if (depth > 0 && draw.chance(35)) {
    const [a, b] = [condition(draw, scope, depth - 1), condition(draw, scope, depth - 1)];
    return draw.pick([`(${a} && ${b})`, `(${a} || ${b})`, `!(${a})`]);
  }
  const ofRows = rows.flatMap(({ name, table }) => tableOf(scope, table).columns.map((column) => () => onColumn(draw, scope, name, column)));
  const ofLists = lists.map(({ name, table }) => () => {
    const inner = { ...scope, rows: [...rows, { name: "one", table }], lists: [] };
    const about = condition(draw, inner, 0);
    return draw.pick([`${name}.some((one) => ${about})`, `${name}.every((one) => ${about})`, `${name}.filter((one) => ${about}).length > 1`]);
  });
  const ofValues = values.map(({ name, kind, max = 0, words = [] }) => () => kind === "flag" ? draw.pick([name, `!${name}`])
    : kind === "number" ? draw.pick([`${name} > ${draw.below(max + 1)}`, `${name} === ${draw.below(max + 1)}`])
    : `${name} ${draw.pick(["===", "!=="])} ${JSON.stringify(draw.pick(words))}`);
  const ofPlaces = !mayIndex ? [] : rows.map(({ name, table }) => () => `${name}.id ${draw.pick(["===", "!==", "<"])} ${draw.below(tableOf(scope, table).size + 1)}`);
  const ofPairs = rows.flatMap((a) => rows.filter((b) => b.table === a.table && b.name < a.name).map((b) => () => `${a.name} ${draw.pick(["===", "!=="])} ${b.name}`));
  const all = [...ofRows, ...ofRows, ...ofLists, ...ofValues, ...ofPlaces, ...ofPairs];
  return all.length === 0 ? draw.pick(["true", "false"]) : draw.pick(all)();
}

/** Numbers that a count may be given: small ones, and those at the edges of its packing. */
const edges = [0, 1, 2, 254, 255, 256, 65534, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 2, 2 ** 53 - 1];

/** An effect on a column of a row. One in some is not guarded, and may be a fault. */
function effectOn(draw: Draw, scope: Scope, row: string, column: ColumnText, isCareful: boolean): string {
  const { name, kind, max = 0, from = 0, words = [], table = "", machine, constant } = column;
  // What only the boot writes is cleared with its row, which leaves it; one in many writes it, which is a fault.
  if (constant === true && isCareful && !draw.chance(3)) return `${row}.clear()`;
  const at = `${row}.${name}`;
  const others = rowsOfTable(scope, table);
  const other = others.length > 0 ? draw.pick(others) : null;
  const guarded = (guard: string, effect: string): string => isCareful ? `if (${guard}) ${effect}` : effect;
  const flags = scope.values.filter((one) => one.kind === "flag").map((one) => one.name);
  const numbers = scope.values.filter((one) => one.kind === "number" && one.max! <= max).map((one) => one.name);
  const word = JSON.stringify(draw.pick(words.length > 0 ? words : [""]));
  switch (kind) {
    case "flag": return draw.pick([`${at} = true`, `${at} = !${at}`, `${at} = false`, ...flags.map((one) => `${at} = ${one}`)]);
    case "count": {
      const high = edges.filter((edge) => edge <= max).slice(-4);
      return max > 8 ? draw.pick([`${at} = ${draw.pick(high)}`, `${at} = ${draw.pick(high)}`, `${at} = ${max} - ${at}`, `${at} = 0`, guarded(`${at} < 2`, `${at}++`)])
        : draw.pick([`${at} = (${at} + 1) % ${max + 1}`, guarded(`${at} < ${max}`, `${at}++`), guarded(`${at} > 0`, `${at}--`), `${at} = ${draw.below(max + 1)}`,
          ...numbers.map((one) => `${at} = ${one}`)]);
    }
    case "signed": return draw.pick([guarded(`${at} < ${max}`, `${at}++`), guarded(`${at} > ${from}`, `${at}--`), guarded(`${at} > ${from}`, `${at} -= 1`), `${at} = ${from}`, `${at} = ${max}`,
      `${at} = 0`, guarded(`-${at} >= ${from} && -${at} <= ${max}`, `${at} = -${at}`)]);
    case "cyclic": return draw.pick([`${at}++`, `${at}++`, `${at}--`, `${at} += ${max}`, `${at} -= 2`, `${at} = -${at}`, `${at} = ${at} * 3 + 1`, `${at} = ${max + 5}`]);
    case "choice": return `${at} = ${word}`;
    case "reference": return draw.pick([`${at} = null`, ...(other === null ? [] : [`${at} = ${other}`, `${at} = ${other}`])]);
    case "queue": return draw.pick([guarded(`!${at}.isEmpty`, `${at}.shift()`), `${at}.clear()`, guarded(`!${at}.isEmpty`, `${at}.push(${at}.shift())`),
      ...(other === null ? [] : [guarded(`!${at}.isFull`, `${at}.push(${other})`), guarded(`!${at}.isFull`, `${at}.push(${other})`), guarded(`!${at}.isFull`, `${at}.push(${other})`), `${at}.remove(${other})`])]);
    case "set": return draw.pick([`${at}.clear()`, ...(other === null ? [] : [`${at}.add(${other})`, `${at}.add(${other})`, `${at}.delete(${other})`])]);
    case "rights": return draw.pick([`${at}.add(${word})`, `${at}.add(${word})`, `${at}.delete(${word})`, `${at}.clear()`,
      ...rowsOfTable(scope, scope.rows.find((one) => one.name === row)!.table).map((one) => `${at}.become(${one}.${name})`)]);
    case "lifecycle": {
      const event = JSON.stringify(draw.pick(eventsOf(machine)));
      return guarded(`${row}.can(${event})`, `${row}.take(${event})`);
    }
  }
}

/** An effect on one of the rows, or nothing where there are none. */
export function effect(draw: Draw, scope: Scope, isCareful: boolean): string | null {
  const rows = scope.rows.filter(({ table }) => tableOf(scope, table).columns.length > 0);
  const changing = scope.lists.filter(({ table }) => tableOf(scope, table).columns.length > 0);
  if (changing.length > 0 && draw.chance(rows.length === 0 ? 100 : 15)) {
    const { name, table } = draw.pick(changing);
    const inner: Scope = { ...scope, rows: [...rows, { name: "one", table }], lists: [] };
    // A loop that looks at rows which it changes tells them apart by their order.
    const alone: Scope = { ...inner, rows: scope.mayIndex ? inner.rows : [{ name: "one", table }] };
    return `for (const one of ${name}) { if (${condition(draw, alone, 0)}) { ${effectOn(draw, inner, "one", draw.pick(tableOf(scope, table).columns), isCareful)}; } }`;
  }
  if (rows.length === 0) return null;
  const { name, table } = draw.pick(rows);
  if (draw.chance(4)) return `${name}.clear()`;
  return effectOn(draw, scope, name, draw.pick(tableOf(scope, table).columns), isCareful);
}

/** An effect that leaves a choice open: among rows of a list, among numbers, or whether something happens at all. */
export function openEffect(draw: Draw, scope: Scope, isCareful: boolean): string | null {
  const counts = scope.rows.flatMap(({ name, table }) => tableOf(scope, table).columns
    .filter(({ kind, max }) => kind === "count" && max! <= 8).map((column) => ({ at: `${name}.${column.name}`, max: column.max! })));
  const lists = scope.mayIndex ? scope.lists.filter(({ table }) => tableOf(scope, table).columns.length > 0) : [];
  const simple = effect(draw, scope, isCareful);
  const all = [
    ...counts.map(({ at, max }) => `${at} = choose(${max + 1})`),
    ...(simple === null ? [] : [`if (choose(2) === 1) { ${simple}; }`, `if (choose(3) === 2 && choose(2) === 0) { ${simple}; }`]),
    ...lists.map(({ name, table }) => {
      const inner: Scope = { ...scope, rows: [...scope.rows, { name: "one", table }], lists: [] };
      return `if (${name}.length > 0) { const one = ${name}[choose(${name}.length)]; ${effectOn(draw, inner, "one", draw.pick(tableOf(scope, table).columns), isCareful)}; }`;
    }),
  ];
  return all.length === 0 ? null : draw.pick(all);
}
