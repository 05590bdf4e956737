/** Draws random specifications: every kind of column, argument and claim, small enough to be searched by the plain interpreter. */
import { Draw } from "./draw.ts";
import { sound } from "./plain-claims.ts";
import { Interpreter } from "./plain-search.ts";
import { type Scope, condition, effect, eventsOf, openEffect, statesOf } from "./sentences.ts";
import { type AskText, type CaseText, type CheckText, type ColumnText, type InvariantText, type OperationText, type Sentence, type SpecText, type TableText, built } from "./text.ts";

/** How a specification is drawn: what may tell rows apart, and which tables say that nothing does. */
export const shapes = ["plain", "symmetric", "told apart", "list taken", "busy"] as const;
export type Shape = (typeof shapes)[number];

const machines = [
  { id: "m", initial: "off", states: { off: { on: { go: "lit" } }, lit: { on: { stop: "off", fail: "broken" } }, broken: { type: "final" } } },
  { id: "m", initial: "rest", states: { rest: { on: { go: "busy" } }, busy: { initial: "slow", on: { stop: "rest" }, states: { slow: { on: { more: "fast" } }, fast: { on: { more: "slow" } } } } } },
  { id: "m", initial: "a", states: { a: { initial: "b", on: { out: "z" }, states: { b: { initial: "c", on: { next: "d" }, states: { c: { on: { deep: "e" } }, e: {} } }, d: { on: { next: "b" } } } }, z: { on: { go: "a" } } } },
];
const tableNames = ["lamp", "task", "port"];
const words = ["red", "green", "blue", "grey"];
const kinds = ["flag", "count", "signed", "cyclic", "count", "choice", "reference", "queue", "set", "rights", "lifecycle"] as const;
const columnNames = { flag: "on", count: "level", signed: "credit", cyclic: "phase", choice: "colour", reference: "next", queue: "line", set: "group", rights: "may", lifecycle: "state" };
/** The most that counts go to, small ones more often than those at the edges of the packing. */
const bounds = [1, 2, 3, 2, 3, 255, 256, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1];

/** Draws the specification of a seed; in most, what the plain interpreter finds broken at once is drawn anew. */
export function drawn(seed: number, shape: Shape): SpecText {
  const draw = new Draw(seed);
  const tables = drawnTables(draw, seed, shape);
  const facts = { amounts: draw.pick([[0, 1], [2], [0, 1, 2]]), names: ["red", "green"], none: [] };
  const mayIndex = shape !== "symmetric" && shape !== "busy";
  const boot = drawnBoot(draw, tables);
  const operation = (o: number): OperationText => shape === "list taken" && o < 2 ? [beginning, takingOne(draw, tables)][o]!
    : shape === "busy" && o < 2 ? filling(draw, tables, o) : drawnOperation(draw, tables, o, mayIndex);
  const operations = Array.from({ length: 2 + draw.below(2) }, (_, o) => operation(o));
  const invariants = Array.from({ length: 1 + draw.below(3) }, (_, i) => drawnInvariant(draw, tables, i, mayIndex, operations));
  let text: SpecText = { shape, seed, tables, facts, boot, operations, invariants };
  if (draw.chance(25)) return text;
  for (let attempt = 0; attempt < 20; attempt++) {
    const { specification, system } = built(text);
    const { violations, states, shortest } = new Interpreter(specification, system).search(redrawnMost);
    if (violations.length > 0 && shortest > 1 && draw.chance(40)) return text;
    if (violations.length === 0 && (states.size >= 10 || draw.chance(10))) return text;
    const isBroken = (name: string): boolean => violations.some(({ claim, operation }) => claim === name || (claim === sound && operation === name));
    text = {
      ...text,
      operations: text.operations.map((one, o) =>
        isBroken(one.name) || (violations.length === 0 && draw.chance(50)) ? operation(o) : one),
      invariants: text.invariants.map((one, i) => isBroken(one.name) ? drawnInvariant(draw, tables, i, mayIndex, operations) : one),
    };
  }
  return text;
}

/** Calls that are taken to find out whether something is broken at once. */
const redrawnMost = 1500;

function drawnTables(draw: Draw, seed: number, shape: Shape): TableText[] {
  const size = 1 + draw.below(3);
  const names = tableNames.slice(0, size);
  // The kinds of column go round, so that each is drawn often.
  let turn = seed;
  if (shape === "busy") {
    // Counts at the edges of the packing, and queues, more often than the rest.
    const turn = Math.floor(seed / 3);
    const kind = turn % 2 === 0 ? "count" : ([...kinds, "queue", "queue"] as const)[(turn >> 1) % (kinds.length + 2)]!;
    const bound = [65536, 2 ** 31, 256, 2 ** 53 - 1, 3, 65535, 2 ** 31 - 1, 255][(turn >> 1) % 8]!;
    const column = { ...drawnColumn(draw, kind, ["lamp"]), ...(kind === "queue" ? { capacity: draw.pick([2, 3, 4]) } : {}), ...(kind === "count" ? { max: bound } : {}) };
    const isFree = draw.chance(70);
    return [{ name: "lamp", size: draw.pick([2, 3]), columns: draw.chance(30) ? [{ name: "on", kind: "flag" }] : [], ...(isFree ? { interchangeable: true } : {}) },
      { name: "task", size: draw.pick([1, 2]), columns: [column], ...(isFree && draw.chance(50) ? { interchangeable: true } : {}) }];
  }
  const isSymmetric = shape === "symmetric" || shape === "told apart";
  const isTaken = shape === "list taken";
  const sizes = names.map(() => draw.pick([1, 2, 2, 3]));
  if (isSymmetric || isTaken) sizes[0] = draw.pick([2, 2, 3]);
  else if (draw.chance(25)) sizes[draw.below(size)] = 0;
  const hasParts = isSymmetric && size > 1 && draw.chance(40);
  if (hasParts) sizes[1] = sizes[0]! * draw.pick([1, 2]);
  const own = names.map((name, t): TableText => {
    const columns: ColumnText[] = t > 0 || !isTaken ? [] : [{ name: "on", kind: "flag" }];
    for (let n = draw.pick(t === 0 ? [1, 2, 2, 3] : [0, 1, 1, 2]); n > 0; n--) {
      const changing = drawnColumn(draw, kinds[turn++ % kinds.length]!, names);
      const column: ColumnText = !["queue", "set", "rights", "lifecycle"].includes(changing.kind) && draw.chance(15) ? { ...changing, constant: true } : changing;
      if (!columns.some((one) => one.name === column.name)) columns.push(column);
    }
    const isFree = isSymmetric && !(hasParts && t === 1) && (t === 0 || draw.chance(40));
    return { name, size: sizes[t]!, columns, ...(isFree ? { interchangeable: true } : {}), ...(hasParts && t === 1 ? { within: names[0]! } : {}) };
  });
  return isTaken ? [...own, { name: "gate", size: 1, columns: [{ name: "ready", kind: "flag" }] }] : own;
}

/** Fills the one column of a task, or empties it again. */
function filling(draw: Draw, tables: readonly TableText[], o: number): OperationText {
  const { name, kind, max = 0, from = 0, words: own = [], machine } = tables[1]!.columns[0]!;
  const at = `task.${name}`;
  const word = JSON.stringify(draw.pick(own.length > 0 ? own : [""]));
  const event = machine === undefined ? "" : JSON.stringify(draw.pick(eventsOf(machine)));
  const high = max > 8 ? [max, max - 1, Math.ceil(max / 2)] : [max];
  const effects: Record<ColumnText["kind"], readonly [string, string]> = {
    flag: [`${at} = true`, `${at} = !${at}`],
    count: [max > 8 ? `${at} = ${at} === ${max} ? 0 : ${max}` : `if (${at} < ${max}) ${at}++; else ${at} = 0`, draw.pick([`${at} = ${draw.pick(high)}`, `${at} = ${max} - ${at}`, `if (${at} > 0) ${at}--`])],
    signed: [`${at} = ${at} < ${max} ? ${at} + 1 : ${from}`, draw.pick([`${at} = ${from}`, `if (${at} > ${from}) ${at}--`, `if (${at} >= ${-max} && ${at} <= ${-from}) ${at} = -${at}`])],
    cyclic: [`${at}++`, draw.pick([`${at} -= 2`, `${at} = -${at}`, `${at} = ${at} * 2 + 1`])],
    choice: [`${at} = ${word}`, `${at} = ${JSON.stringify(own.at(-1))}`], reference: [`${at} = lamp`, `if (${at} === lamp) ${at} = null`],
    queue: [`if (!${at}.isFull) ${at}.push(lamp)`, draw.pick([`if (!${at}.isEmpty) ${at}.shift()`, `${at}.remove(lamp)`, `${at}.remove(lamp)`, `if (${at}.count(lamp) > 1) ${at}.clear()`, `if (${at}.at(1) === lamp) ${at}.shift()`])],
    set: [`${at}.add(lamp)`, `${at}.delete(lamp)`], rights: [`${at}.add(${word})`, draw.pick([`${at}.delete(${word})`, `${at}.become(other.${name})`])],
    lifecycle: [`if (task.can(${event})) task.take(${event})`, draw.pick([`task.clear()`, `if (task.within(${JSON.stringify(draw.pick(machine === undefined ? [""] : statesOf(machine)))})) task.clear()`])],
  };
  const [fill, empty] = effects[kind];
  const asks: AskText[] = [{ name: "lamp", ask: "row", table: "lamp" }, { name: "other", ask: "row", table: "task" }];
  const body = `{ ${o === 0 ? fill : empty}; }`;
  return { name: ["Move", "Take"][o]!, by: "task", asks: asks.filter((ask) => new RegExp(`\\b${ask.name}\\b`).test(body)), look: null, checks: [],
    cases: [{ sentence: "always", text: null, then: [{ sentence: "it is done", text: overScene(draw, body, ["task", "lamp", "other"]) }] }] };
}

/** Makes the gate ready. */
const beginning: OperationText = { name: "Move", by: "gate", asks: [], look: null,
  checks: [{ sentence: "it is not ready", text: "({ gate }) => !gate.ready", answer: "no" }],
  cases: [{ sentence: "always", text: null, then: [{ sentence: "it is ready", text: "({ gate }) => { gate.ready = true; }" }] }] };

/** Takes a lamp from what look finds once the gate is ready, and does more to it by an argument that look does not need. */
function takingOne(draw: Draw, tables: readonly TableText[]): OperationText {
  const inner: Scope = { tables, rows: [{ name: "one", table: "lamp" }], lists: [], values: [], mayIndex: true };
  const asks: AskText[] = [...(draw.chance(40) ? [drawnAsk(draw, tables, 0)] : []), { name: "extra", ask: "flag" }];
  const head = draw.chance(40) ? ", it: gate[0]" : "";
  return { name: "Take", asks, look: `({ gate, lamp }) => ({ some: gate[0].ready${draw.chance(30) ? ` && ${condition(draw, { ...inner, rows: [], lists: [{ name: "lamp", table: "lamp" }] }, 0)}` : ""} ? lamp.filter((one) => !one.on) : null${head} })`,
    checks: [{ sentence: "it is ready", text: "({ some }) => some !== null", answer: "no" }],
    cases: [{ sentence: "always", text: null, then: [{ sentence: "one is taken",
      text: `({ some, extra }) => { if (some.length > 0) { const one = some.${draw.pick(["shift", "pop", "splice(0, 1).at", "reverse().at"])}(0); one.on = true; if (extra) { ${effect(draw, inner, true)}; } } }` }] }] };
}

function drawnColumn(draw: Draw, kind: ColumnText["kind"], names: readonly string[]): ColumnText {
  const name = columnNames[kind];
  switch (kind) {
    case "count": return { name, kind, max: draw.pick(bounds) };
    case "signed": {
      const [from, to] = draw.pick([[-1, 1], [-3, 2], [-2, 0], [0, 3], [-128, 127], [-255, 1], [-40_000, 30_000], [1 - 2 ** 30, 2 ** 30 - 1]] as const);
      return { name, kind, from, max: to };
    }
    case "cyclic": return { name, kind, max: draw.pick([1, 2, 4, 5, 256, 65_536, 2 ** 30]) - 1 };
    case "choice": case "rights": return { name, kind, words: words.slice(0, 1 + draw.below(3)) };
    case "reference": case "set": return { name, kind, table: draw.pick(names) };
    case "queue": return { name, kind, table: draw.pick(names), ...(draw.chance(60) ? { capacity: 1 + draw.below(3) } : {}) };
    case "lifecycle": return { name, kind, machine: draw.pick(machines) };
    default: return { name, kind };
  }
}

/** The boot may tell rows apart: it only says where the search begins. */
function drawnBoot(draw: Draw, tables: readonly TableText[]): Sentence[] {
  const rows = tables.flatMap(({ name, size }) => Array.from({ length: size }, (_, id) => ({ name: `${name}[${id}]`, table: name })));
  const written = tables.map((one) => ({ ...one, columns: one.columns.map(({ constant: _, ...column }): ColumnText => column) }));
  const steps = Array.from({ length: draw.below(3) }, () => effect(draw, { tables: written, rows, lists: [], values: [], mayIndex: false }, true));
  return steps.flatMap((step, i) => step === null ? [] : [{ sentence: `boot ${i}`, text: `({ ${tables.map(({ name }) => name).join(", ")} }) => { ${step}; }` }]);
}

/** A sentence over what an operation knows, written in one of several forms; it takes only the names that it uses. */
export function overScene(draw: Draw, body: string, names: readonly string[], chooses = false): string {
  const used = names.filter((name) => new RegExp(`(?<![.\\w"])${name}\\b(?!")`).test(body));
  const scene = used.length === 0 && !chooses ? "" : `{ ${used.join(", ")} }`;
  if (!draw.chance(15)) return `(${scene}${chooses ? ", choose" : ""}) => ${body}`;
  const isBlock = body.startsWith("{");
  const inner = isBlock ? body.slice(1, -1) : ` return ${body}; `;
  return draw.chance(50) ? `(scene${chooses ? ", choose" : ""}) => { const { ${used.join(", ")} } = scene;${inner}}`
    : `function (scene${chooses ? ", choose" : ""}) { const { ${used.join(", ")} } = scene;${inner}}`;
}

function drawnAsk(draw: Draw, tables: readonly TableText[], place: number): AskText {
  const ask = draw.pick(["flag", "upTo", "choice", "row", "row", "among"] as const);
  const name = ["first", "second"][place]!;
  switch (ask) {
    case "upTo": return { name, ask, max: draw.below(3) };
    case "choice": return { name, ask, words: words.slice(0, 2) };
    case "row": return { name, ask, table: draw.pick(tables).name };
    case "among": return { name, ask, list: draw.chance(6) ? "none" : draw.pick(["amounts", "names"]) };
    default: return { name, ask };
  }
}

function drawnOperation(draw: Draw, tables: readonly TableText[], o: number, mayIndex: boolean): OperationText {
  const by = draw.chance(65) ? draw.pick(tables).name : undefined;
  const asks = Array.from({ length: draw.pick([0, 1, 1, 2]) }, (_, i) => drawnAsk(draw, tables, i));
  const rows = [...(by === undefined ? [] : [{ name: by, table: by }]), ...asks.flatMap(({ name, table }) => table === undefined ? [] : [{ name, table }])];
  const values = asks.flatMap(({ name, ask, max, words: some, list }): Scope["values"][number][] =>
    ask === "flag" ? [{ name, kind: "flag" }] : ask === "upTo" ? [{ name, kind: "number", max: max! }] : ask === "choice" ? [{ name, kind: "word", words: some! }]
    : ask === "among" ? (list === "names" ? [{ name, kind: "word", words: ["red", "green"] }] : [{ name, kind: "number", max: 2 }]) : []);
  const found: { name: string; text: string; table: string; isList: boolean; mayBeNull: boolean }[] = [];
  const argumentScope: Scope = { tables, rows, lists: [], values, mayIndex };
  const filled = tables.filter(({ columns }) => columns.length > 0);
  if (filled.length > 0 && draw.chance(60)) {
    const { name: table, size } = draw.pick(filled);
    found.push({ name: "all", text: `world.${table}`, table, isList: true, mayBeNull: false });
    if (draw.chance(60)) found.push({ name: "some", text: `world.${table}.filter((one) => ${condition(draw, { ...argumentScope, rows: [...rows, { name: "one", table }] }, 0)})`, table, isList: true, mayBeNull: false });
    if (mayIndex && size > 0 && draw.chance(40)) found.push({ name: "head", text: `world.${table}[${draw.below(size)}]`, table, isList: false, mayBeNull: false });
  }
  const links = rows.flatMap(({ name, table }) => tables.find((one) => one.name === table)!.columns.filter(({ kind }) => kind === "reference" || kind === "queue")
    .map((column) => ({ text: `${name}.${column.name}${column.kind === "queue" ? ".first" : ""}`, table: column.table! })));
  if (links.length > 0 && draw.chance(60)) found.push({ name: "linked", ...draw.pick(links), isList: false, mayBeNull: true });
  // A list that is there in some states only, and that a step takes from.
  const guard = found.find(({ name }) => name === "some");
  const isTaken = mayIndex && guard !== undefined && draw.chance(50);
  if (isTaken) {
    const about = condition(draw, { ...argumentScope, rows: [], lists: [{ name: `world.${guard.table}`, table: guard.table }], values: [] }, 0);
    guard.text = `${about} ? ${guard.text} : null`;
    guard.mayBeNull = true;
    if (draw.chance(70)) found.shift();
    // Of what it takes from the list, look knows nothing.
    asks.push({ name: "extra", ask: "flag" });
    values.push({ name: "extra", kind: "flag" });
  }
  const sure: Scope = { ...argumentScope, rows: [...rows, ...found.filter((one) => !one.isList && !one.mayBeNull)], lists: found.filter((one) => one.isList && !one.mayBeNull) };
  const full: Scope = { ...sure, rows: [...rows, ...found.filter((one) => !one.isList)], lists: found.filter((one) => one.isList) };
  const names = [...rows, ...values, ...found].map(({ name }) => name);
  const usesWorld = found.length > 0;
  const look = !usesWorld ? null : `(world, ${scene(rows, values, found.map(({ text }) => text).join(" "))}) => ({ ${found.map(({ name, text }) => `${name}: ${text}`).join(", ")} })`;
  const checks: CheckText[] = found.filter(({ mayBeNull }) => mayBeNull).map(({ name }) =>
    ({ sentence: `there is ${name}`, text: overScene(draw, `${name} !== null`, names), answer: "nothing" }));
  for (let n = draw.pick([0, 1, 1, 2]); n > 0; n--) {
    const scope = draw.chance(40) ? argumentScope : full;
    const check = { sentence: `check ${n}`, text: overScene(draw, condition(draw, scope), names), answer: draw.pick(["no", "busy", "ok"]) };
    // Before the checks for null stands only what needs no look.
    if (scope === argumentScope && draw.chance(50)) checks.unshift(check); else checks.push(check);
  }
  const isCareful = draw.chance(88);
  const steps = (): Sentence[] => Array.from({ length: draw.pick([1, 1, 2, 3]) }, (_, s): Sentence | null => {
    if (isTaken && s === 0) {
      const column = tables.find((one) => one.name === guard.table)!.columns;
      const inner: Scope = { ...full, rows: [{ name: "one", table: guard.table }], lists: [], tables: [{ name: guard.table, size: 1, columns: column }, ...tables] };
      return { sentence: "one is taken", text: overScene(draw, `{ if (some.length > 0) { const one = some.${draw.pick(["shift", "pop"])}(); ${effect(draw, inner, true)}; if (extra) { ${effect(draw, inner, true)}; } } }`, names) };
    }
    const isOpen = draw.chance(25);
    const body = isOpen ? openEffect(draw, full, isCareful) : effect(draw, full, isCareful);
    return body === null ? null : { sentence: `step ${s}`, text: overScene(draw, `{ ${body}; }`, names, isOpen) };
  }).flatMap((one) => one ?? []);
  const cases: CaseText[] = [];
  const first = condition(draw, full);
  if (draw.chance(35)) {
    cases.push({ sentence: "either", text: overScene(draw, first, names), then: steps(), ...(draw.chance(30) ? { answer: "done" } : {}) });
    // Once in a while both cases apply, or none does.
    if (draw.chance(94)) cases.push({ sentence: "or", text: overScene(draw, draw.chance(94) ? `!(${first})` : condition(draw, full, 0), names), then: steps() });
  } else cases.push({ sentence: "always", text: null, then: steps(), ...(draw.chance(30) ? { answer: "done" } : {}) });
  return { name: ["Move", "Take", "Turn"][o]!, ...(by === undefined ? {} : { by }), asks, look, checks, cases };
}

function scene(rows: readonly { name: string }[], values: readonly { name: string }[], texts: string): string {
  const used = [...rows, ...values].map(({ name }) => name).filter((name) => new RegExp(`(?<![.\\w])${name}\\b`).test(texts));
  return `{ ${used.join(", ")} }`;
}

function drawnInvariant(draw: Draw, tables: readonly TableText[], i: number, mayIndex: boolean, operations: readonly OperationText[]): InvariantText {
  const kind = draw.pick(["state", "row", "step", "change", "state", "row", "step", "change", "two runs"] as const);
  const table = draw.pick(tables).name;
  const lists = (from: string) => tables.map(({ name }) => ({ name: `${from}${name}`, table: name }));
  const seats = (from: string) => mayIndex ? tables.flatMap(({ name, size }) => size === 0 ? [] : [{ name: `${from}${name}[${draw.below(size)}]`, table: name }]) : [];
  const inState: Scope = { tables, rows: seats("world."), lists: lists("world."), values: [], mayIndex };
  const inStep: Scope = { tables, rows: [...seats("after."), ...(draw.chance(50) ? seats("before.") : [])], lists: [...lists("after."), ...lists("before.")],
    values: [{ name: "step.refused", kind: "flag" }, { name: "step.operation", kind: "word", words: operations.map(({ name }) => name) },
      { name: "step.outcome", kind: "word", words: operations.flatMap(({ cases, checks }) => [...cases, ...checks].map(({ sentence }) => sentence)) },
      { name: "step.answer", kind: "word", words: ["ok", "no", "done"] }], mayIndex };
  const rare = (scope: Scope): string => draw.chance(55) ? `(${condition(draw, scope)} || ${condition(draw, scope)} || ${condition(draw, scope)})` : condition(draw, scope);
  const seenOf = (parameters: string, scope: Scope): Sentence[] => draw.chance(50) ? [{ sentence: "it came true", text: `${parameters} => ${condition(draw, scope)}` }] : [];
  const name = `claim ${i}`;
  const world = draw.pick(["(world)", "(world, facts)"]);
  switch (kind) {
    case "state": return { name, kind, sentences: [{ sentence: "holds", text: `${world} => ${rare(inState)}` }], seen: seenOf("(world)", inState) };
    case "row": return { name, kind, table, seen: seenOf("(world)", inState),
      sentences: [{ sentence: "holds", text: `(row, world) => ${rare({ ...inState, rows: [{ name: "row", table }, ...inState.rows] })}` }] };
    case "step": return { name, kind, seen: seenOf("({ before, after, step })", inStep),
      sentences: Array.from({ length: 1 + draw.below(3) }, (_, r) => ({ sentence: `reason ${r}`, text: `({ before, after, step }) => ${draw.chance(25) ? condition(draw, { ...inStep, rows: [], lists: [] }) : rare(inStep)}` })) };
    case "change": {
      const scope: Scope = { ...inStep, rows: [{ name: "was", table }, { name: "is", table }, ...inStep.rows] };
      const { columns } = tables.find((one) => one.name === table)!;
      return { name, kind, table, ...(columns.length > 1 && draw.chance(40) ? { columns: [draw.pick(columns).name] } : {}), seen: seenOf("({ before, after, step })", inStep),
        sentences: Array.from({ length: 1 + draw.below(3) }, (_, r) => ({ sentence: `reason ${r}`, text: `({ before, after, step, was, is }) => ${draw.chance(25) ? condition(draw, { ...inStep, rows: [], lists: [] }) : rare(scope)}` })) };
    }
    case "two runs": {
      const { columns } = tables.find((one) => one.name === table)!;
      const own = columns.flatMap(({ name: column, kind: of }) => ["flag", "count", "signed", "cyclic", "choice", "lifecycle"].includes(of) ? [`row.${column}`]
        : of === "reference" ? [`row.${column} === null`] : of === "queue" ? [`row.${column}.length`] : of === "set" ? [`row.${column}.size`] : [`row.${column}.isEmpty`]);
      const acts = operations.filter(({ by }) => by === table).length > 0;
      return { name, kind, table, seen: [], sentences: [
        { sentence: "hidden", text: acts ? `(row, step) => step.args.${table} !== undefined && step.args.${table} !== row && step.args.${table}.id !== row.id` : `(row, step) => step.operation === ${JSON.stringify(draw.pick(operations).name)}` },
        { sentence: "hears", text: acts ? `(row, step) => step.args.${table} !== undefined && step.args.${table}.id === row.id` : "() => true" },
        { sentence: "view", text: `(row, world) => ${i % 2 === 0 ? `[${own.join(", ")}]` : inRecord(own, table)}` } ] };
    }
  }
}

/** A view as a record, with a list in it that may be longer or shorter. */
const inRecord = (own: readonly string[], table: string): string =>
  `({ ${own.map((one, i) => `thing${i}: ${one}, `).join("")}pair: [${own.slice(0, 2).join(", ")}], `
  + `few: world.${table}.filter((one) => one.id <= row.id).map((one) => one.id), last: row.id })`;
