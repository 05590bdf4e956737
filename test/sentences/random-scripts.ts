/**
 * Random scripts that declare and assign a few names in all ways that the language has, in code that is strict or not. Wherever they pass,
 * they hand on closures over these names (`keep`), and after each statement have them all asked (`ask`) what they see.
 */
import { Random } from "../../src/engine/index.ts";

const names = ["a", "b", "c"] as const;

/** The text of a script; it may be one that does not compile. */
export function randomScript(random: Random): string {
  let left = 16;
  let made = 0;
  const chance = (share: number): boolean => random.below(100) < share;
  const one = <T>(list: readonly T[]): T => list[random.below(list.length)]!;
  const name = (): string => one(names);
  // Evaluated text leaves little to read, so that few scripts have some.
  const evaluates = chance(10);
  const value = (): string => chance(15) ? `f(() => ${name()}, next())` : chance(10) ? "undefined" : "next()";
  const kind = (): string => one(["let", "let", "const", "var"]);

  const closure = (): string => {
    const [n, m] = [name(), name()];
    return one([
      `() => ${n}`, `() => ${n}`, `() => ${n}`, `function () { return ${n} }`, `{ m() { return ${n} } }.m`, `(${m} => () => ${n})(next())`, `function ${m}() { return ${n} }`,
      `(() => { ${kind()} ${m} = next(); return () => ${n} })()`, `((${m}, g = () => ${n}) => { var ${name()} = next(); return g })(next())`,
      `(${m} = next()) => ${n}`, `class { static x = ${n}; static f = () => ${n} }.f`, `class ${m} { static f() { return ${n} } }.f`,
    ]);
  };
  const pattern = (): string => one([`[${name()}]`, `{ x: ${name()} = next() }`, `[${name()} = next(), ...${name()}]`, `{ [next()]: ${name()} }`]);
  const assignment = (): string => one([
    `${name()} = ${value()}`, `${name()} = ${value()}`, `${name()}++`, `--${name()}`, `${name()} += next()`, `${name()} ??= next()`, `[${name()}] = [next()]`,
    `({ x: ${name()} } = { x: next() })`, `(${pattern()} = [next(), next()])`, `[keep(() => ${name()}), ${name()} = next()]`,
    `[${name()} = next(), keep(() => ${name()})]`,
  ]);
  const block = (): string => `{ ${statements()} }`;
  const statement = (): string => {
    left--;
    const label = `l${made++}`;
    return one<() => string>([
      () => `${kind()} ${name()} = ${value()};`, () => `${kind()} ${name()} = ${value()};`, () => `let ${name()};`, () => `var ${name()};`,
      () => `${kind()} ${pattern()} = [next(), next()];`,
      () => `try { ${assignment()}; } catch {}`, () => `try { ${assignment()}; } catch {}`, () => `attempt(() => { ${assignment()}; });`,
      () => `try { keep(${closure()}); } catch {}`, () => `try { keep(${closure()}); } catch {}`, () => `keep(() => ${name()});`,
      () => { const m = name(); return `try { keep(${m}); } catch {} ${statements()} function ${m}() { return ${name()} }`; },
      () => { const [m, n] = [name(), name()]; return `{ ${chance(50) ? `keep(() => ${m});` : ""} function ${m}() { return ${n} } ${statements()} } keep(() => ${m});`; },
      () => { const n = name(); return `switch (coin()) { case true: ${kind()} ${n} = next(); keep(() => ${n}); ${chance(50) ? "break;" : ""} default: keep(() => ${n}); ${statements()} }`; },
      () => { const n = name(); return `(function (${n}) { keep(() => ${n}); ${statements()} arguments[0] = next(); ask(); })(next());`; },
      () => { const n = name(); return `{ const { made } = { made: (${n}) => { ${chance(50) ? `${n}++;` : ""} return m; function m() { return ${n} } } }; keep(made(next())); }`; },
      block, () => `if (coin()) ${block()} else ${block()}`,
      () => `for (${one(["let", "var"])} ${name()} = 0, ${label} = 0; ${label} < 2; ${label}++${chance(50) ? `, ${assignment()}` : ""}) ${block()}`,
      () => `for (${kind()} ${name()} of [next(), next()]) ${block()}`, () => `try { for (${name()} of [next(), next()]) ${block()} } catch {}`,
      () => `for (${kind()} ${pattern()} of [[next()], [next()]]) ${block()}`, () => `for (${kind()} ${name()} in { x: 1, y: 2 }) ${block()}`,
      () => `{ let ${label} = 0; while (${label}++ < 2) ${block()} }`, () => `{ let ${label} = 0; do ${block()} while (${label}++ < 1); }`,
      () => `${label}: for (const i${label} of [1, 2]) { ${statements()} if (coin()) continue ${label}; ${statements()} }`,
      () => `switch (coin()) { case true: ${statements()} ${chance(50) ? "break;" : ""} default: ${statements()} }`,
      () => `try { ${statements()} if (coin()) throw next(); } catch (${chance(70) ? name() : `{ x: ${name()} = next() }`}) ${block()} finally ${block()}`,
      () => `function ${name()}() { ${statements()} } `,
      () => `(function ${label}(${name()}) { ${statements()} })(next());`,
      () => `(function (${name()}, ${name()}${label} = () => ${name()}) { keep(${name()}${label}); ${statements()} })(next());`,
      () => `((${name()} = next(), { x: ${label}, y: [q${label}] = [] } = {}) => { ${statements()} })(${chance(50) ? "next()" : ""});`,
      () => `{ const again${label} = (${name()}) => { ${statements()} }; again${label}(next()); attempt(() => again${label}(next())); }`,
      () => `{ const g${label} = (function* () { ${statements()} yield; ${statements()} })(); g${label}.next(); ask(); g${label}.next(); }`,
      () => `(function (${name()}) { keep(() => ${name()}); arguments[0] = next(); ${statements()} })(next());`,
      () => `class ${name()} { static { try { ${statements()} } catch {} } }`,
      () => `try { (class { static x = keep(() => ${name()}); static y = (${assignment()}); }); } catch {}`,
      ...evaluates ? [() => `try { eval(${JSON.stringify(`${assignment()};`)}); } catch {}`] : [],
    ])();
  };
  const statements = (): string => {
    let text = "";
    while (left > 0 && chance(80)) text += `${statement()} ask(); `;
    return text;
  };
  return `${statements()} ${statements()} ${statements()}`;
}
