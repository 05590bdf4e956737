/** Random sentences about the nasty world, as text: well typed, but that rows may be missing where one is asked for. */
import fc from "fast-check";

const join = (parts: readonly fc.Arbitrary<string>[], write: (...texts: string[]) => string): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => write(...texts));

const depth = { maxDepth: 2, depthSize: "small" } as const;

const oneOf = (...options: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> => fc.oneof(depth, ...options);

/** Texts of each kind. `x`, `y` are numbers, `b` is yes or no, `one` a row, `all` rows, `ns` numbers; callbacks have `a`, `k` and `i`. */
const { claim, step, look } = fc.letrec<Record<
  "num" | "bool" | "row" | "maybe" | "rows" | "nums" | "word" | "said" | "write" | "block" | "writes" | "claim" | "step" | "look", string>>((tie) => {
  const [num, bool, row, maybe, rows, nums, word] = [tie("num"), tie("bool"), tie("row"), tie("maybe"), tie("rows"), tie("nums"), tie("word")];
  const [said, block, write, writes] = [tie("said"), tie("block"), tie("write"), tie("writes")];
  const less = fc.constantFrom("1", "2", "3", "7", "256", "4096");
  return {
    num: oneOf(
      fc.constantFrom("0", "1", "2", "3", "-1", "0.5", "2147483647", "2147483648", "4294967296", "9007199254740991", "facts.limit", "x", "y", "x"),
      fc.constantFrom("item[0].n", "item[1].m", "item[2].w", "item[1].h", "one.n", "one.id", "one.m", "ns.length", "all.length"),
      join([row, fc.constantFrom("n", "n", "m", "w", "h", "id", "q.length", "g.size")], (r, c) => `${r}.${c}`),
      join([num, fc.constantFrom("+", "-", "*"), num], (p, sign, q) => `(${p} ${sign} ${q})`),
      join([row, less], (r, q) => `(${r}.m % ${q})`),
      join([fc.constantFrom("floor", "ceil", "trunc"), num, less], (f, p, q) => `Math.${f}(${p} / ${q})`),
      join([fc.constantFrom("min", "max"), num, num], (f, p, q) => `Math.${f}(${p}, ${q})`),
      join([fc.constantFrom("Math.abs(", "-(", "+("), num], (f, p) => `${f}${p})`),
      join([bool, num, num], (when, p, q) => `(${when} ? ${p} : ${q})`),
      join([rows, num, num], (list, p, q) => `${list}.reduce((x, a) => ${p}, ${q})`),
      join([nums, fc.constantFrom("length", "indexOf(x)", "findIndex((k, i) => k > i)")], (list, what) => `${list}.${what}`),
      join([nums, bool, num], (list, when, p) => `(${list}.find((k, i) => ${when}) ?? ${p})`),
      join([nums, num, num], (list, at, p) => `(${list}[${at}] ?? ${p})`),
      join([maybe, num], (r, p) => `(${r}?.n ?? ${p})`),
      join([num], (p) => `((y) => ${p})(x)`),
      fc.constantFrom("x++", "--x", "(x += 2)", "(y = x)"),
      join([row, row], (r, q) => `${r}.q.count(${q})`),
    ),
    bool: oneOf(
      fc.constantFrom("true", "false", "b", "b", "item[0].f", "one.f", "one.q.isEmpty", "item[1].q.isFull"),
      join([num, fc.constantFrom("<", "<=", ">", ">=", "===", "!=="), num], (p, sign, q) => `(${p} ${sign} ${q})`),
      join([row, fc.constantFrom("f", "q.isEmpty", "q.isFull", "g.isEmpty", 'p.has("read")', 'within("on")', 'can("start")', 's === "off"')],
        (r, what) => `(${r}.${what})`),
      join([maybe, fc.constantFrom("===", "!=="), maybe], (p, sign, q) => `(${p} ${sign} ${q})`),
      join([maybe, fc.constantFrom("=== null", "!== null", "=== undefined", "== null")], (p, is) => `(${p} ${is})`),
      join([word, fc.constantFrom("===", "!=="), word], (p, sign, q) => `(${p} ${sign} ${q})`),
      join([bool], (p) => `!${p}`),
      join([bool, fc.constantFrom("&&", "||"), bool], (p, sign, q) => `(${p} ${sign} ${q})`),
      join([bool, bool, bool], (p, q, r) => `(${p} ? ${q} : ${r})`),
      join([rows, fc.constantFrom("some", "every"), bool], (list, what, p) => `${list}.${what}((a) => ${p})`),
      join([rows, fc.constantFrom("some", "every"), bool], (list, what, p) => `${list}.${what}((a, i) => i > 0 && ${p})`),
      join([nums, num], (list, p) => `${list}.includes(${p})`),
      join([rows, maybe], (list, r) => `${list}.includes(${r})`),
      join([maybe, bool], (r, p) => `(${r}?.f ?? ${p})`),
      join([row, fc.constantFrom("q", "g"), row], (r, part, q) => `${r}.${part}.has(${q})`),
      join([row, row], (r, q) => `${r}.p.within(${q}.p)`),
      join([word], (p) => `facts.words.includes(${p})`),
      join([bool], (p) => `((b) => { if (b) return ${p}; return !b; })(b)`),
    ),
    row: oneOf(
      fc.constantFrom("item[0]", "item[1]", "item[2]", "one", "one"),
      join([maybe, row], (r, q) => `(${r} ?? ${q})`),
      join([bool, row, row], (when, r, q) => `(${when} ? ${r} : ${q})`),
      maybe,
    ),
    maybe: oneOf(
      fc.constantFrom("null", "one.r", "item[0].r", "item[1].q.first"),
      join([row, fc.constantFrom("r", "q.first", "r?.r")], (r, what) => `${r}.${what}`),
      join([row, num], (r, p) => `${r}.q.at(${p})`),
      join([rows, bool], (list, p) => `${list}.find((a, i) => ${p})`),
      join([rows, num], (list, p) => `${list}[${p}]`),
      join([bool, maybe, maybe], (when, r, q) => `(${when} ? ${r} : ${q})`),
    ),
    rows: oneOf(
      fc.constantFrom("item", "all", "all"),
      join([rows, bool], (list, p) => `${list}.filter((a) => ${p})`),
      join([rows, row], (list, r) => `${list}.map((a, i) => ${r})`),
      join([rows, bool, rows], (list, p, other) => `${list}.flatMap((a) => ${p} ? [a] : ${other})`),
      join([row, rows], (r, list) => `[${r}, ...${list}]`),
      join([bool, rows, rows], (when, p, q) => `(${when} ? ${p} : ${q})`),
    ),
    nums: oneOf(
      fc.constantFrom("ns", "ns", "facts.list", "[1, 2]"),
      join([num, num], (p, q) => `[${p}, ${q}]`),
      join([rows, num], (list, p) => `${list}.map((a) => ${p})`),
      join([rows, num], (list, p) => `${list}.map((a, i) => i + ${p})`),
      join([nums, bool], (list, p) => `${list}.filter((k) => ${p})`),
      join([nums, num], (list, p) => `${list}.map((k) => k + ${p})`),
      join([rows, num, bool], (list, p, q) => `${list}.flatMap((a) => ${q} ? [${p}, 1] : [])`),
      join([bool, nums, nums], (when, p, q) => `(${when} ? ${p} : ${q})`),
    ),
    word: oneOf(fc.constantFrom('"red"', '"blue"', "one.c", "item[0].c"), join([row], (r) => `${r}.c`), join([bool, word, word], (w, p, q) => `(${w} ? ${p} : ${q})`)),
    said: oneOf(
      join([fc.constantFrom("x =", "x +=", "y =", "x -="), num], (to, p) => `${to} ${p};`),
      join([bool], (p) => `b = ${p};`),
      join([row], (r) => `one = ${r};`),
      fc.constantFrom("[x, y] = [y, x];", "x++;", "if (ns.length < 6) ns.push(x);", "if (all.length < 6) all.push(one);"),
      join([num], (p) => `if (ns.length < 6) ns.push(${p});`),
      join([bool, block, block], (when, p, q) => `if (${when}) { ${p} } else { ${q} }`),
      join([bool, block], (when, p) => `if (${when}) { ${p} }`),
      join([rows, block, bool], (list, p, when) => `for (const a of ${list}) { ${p} if (${when}) break; }`),
      join([rows, bool, block], (list, when, p) => `for (const a of ${list}) { if (${when}) continue; ${p} }`),
      join([nums, block], (list, p) => `for (const k of ${list}) { ${p} }`),
      join([block], (p) => `for (let j = 0; j < 3; j++) { ${p} }`),
      join([rows, block], (list, p) => `${list}.forEach((a) => { ${p} });`),
      join([word, block, block], (w, p, q) => `switch (${w}) { case "red": ${p} break; case "green": case "blue": ${q} break; }`),
      join([num, block], (p, q) => `{ let z = ${p}; ${q} x = z; }`),
    ),
    block: fc.array(said, { maxLength: 2, depthIdentifier: "block" }).map((all) => all.join(" ")),
    write: oneOf(
      said,
      join([row, num], (r, p) => `(${r}).n = Math.abs(Math.trunc(${p} / 1)) % 8;`),
      join([row, rows], (r, list) => `(${r}).m = ${list}.length;`),
      join([row, num], (r, p) => `(${r}).h = ${p};`),
      join([row, bool], (r, p) => `(${r}).f = ${p};`),
      join([row, word], (r, p) => `(${r}).c = ${p};`),
      join([row, maybe], (r, q) => `(${r}).r = ${q} ?? null;`),
      join([row, row], (r, q) => `if (!${r}.q.isFull) ${r}.q.push(${q});`),
      join([row], (r) => `if (!${r}.q.isEmpty) x += ${r}.q.shift().id;`),
      join([row, fc.constantFrom("add", "delete"), row], (r, what, q) => `${r}.g.${what}(${q});`),
      join([row, row], (r, q) => `${r}.q.remove(${q});`),
      join([row, fc.constantFrom('add("read")', 'delete("write")', "clear()")], (r, what) => `${r}.p.${what};`),
      join([row], (r) => `if (${r}.can("start")) ${r}.take("start");`),
      join([fc.constantFrom("1", "2", "3")], (n) => `x = choose(${n});`),
      join([rows, writes], (list, p) => `for (const a of ${list}) { ${p} }`),
      join([rows, writes], (list, p) => `${list}.forEach((a) => { ${p} });`),
      join([bool, writes], (when, p) => `if (${when}) { ${p} }`),
      join([row], (r) => `(${r}).n--;`),
    ),
    writes: fc.array(write, { minLength: 1, maxLength: 3, depthIdentifier: "writes" }).map((all) => all.join(" ")),
    claim: join([fc.array(said, { maxLength: 4 }).map((all) => all.join(" ")), bool, bool, bool], (all, when, early, p) =>
      `({ item, other }, facts) => { let x = item[0].n, y = 2, b = item[1].f, one = item[2]; const ns = item.map(({ n }) => n), all = [...item]; `
      + `const a = one, k = x, i = 1; ${all} if (${when}) return ${early}; return ${p}; }`),
    step: join([writes], (all) => `({ item: a, other: one2, n: k, facts, world: item }, choose) => { let x = k, y = 2, b = a.f, one = one2; `
      + `const ns = [k, 1], all = [a, one2], i = 1; ${all} }`),
    look: fc.constant("(world, scene, facts) => ({ world: world.item, facts })"),
  };
});

/** A claim over states. */
export const claims = claim;

/** A step, and the look before it: what it finds are all items and the facts. */
export const steps = step;
export const looks = look;
