/**
 * The rooms, and what each may import. The table below is the rule; each room's README repeats its row in one line, and
 * both are held here, so that neither can go stale.
 */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type SourceFile, importsOf, parsed, sources } from "./sources.ts";

interface Room {
  /** Rooms of ours that it may import, or all of them. A room may always import itself. */
  readonly ours: readonly string[] | "every other room";
  /** Rooms and packages of which it may import types alone. */
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
  /** Modules of Node. */
  readonly modules?: readonly string[];
  /** Whether it may touch files, processes, threads and the clock. */
  readonly machine?: true;
}

const rooms: Readonly<Record<string, Room>> = {
  "spec": { ours: ["src/language"], packages: ["xstate"] },
  "model": { ours: ["src/language", "src/timing", "spec"] },
  "properties": { ours: ["src/language", "spec", "model"] },
  "src/language": { ours: [], types: ["xstate"] },
  "src/sentences": { ours: ["src/language"], packages: ["acorn", "xstate"], modules: ["node:inspector"] },
  "src/engine": { ours: ["src/language", "src/sentences"], packages: ["fast-check", "pure-rand", "xstate"] },
  "src/timing": { ours: [], packages: ["flatqueue", "fraction.js"] },
  "src/timing-cases": { ours: ["model", "src/language", "src/timing"] },
  "src/adapters": { ours: ["src/language", "spec"], packages: ["saxes"] },
  "src/render": { ours: ["src/language"] },
  "src/store": { ours: [], machine: true },
  "src/kernels": { ours: ["examples", "model", "properties", "spec", "src/adapters", "src/language"], types: ["src/timing"] },
  "src/running": {
    ours: ["src/adapters", "src/engine", "src/kernels", "src/language", "src/store", "src/timing"], packages: ["tsx"], machine: true,
  },
  "src/cli": { ours: "every other room", packages: ["commander"], machine: true },
  "src/index.ts": { ours: ["model", "src/kernels", "src/language"] },
  "src/laws": {
    ours: ["src/engine", "src/kernels", "src/language", "src/render", "src/running", "src/store"], packages: ["fast-check", "xstate"],
  },
  "src/vitest.ts": { ours: ["src/language", "src/engine", "src/kernels", "src/laws"], packages: ["vitest"] },
  "bench": { ours: "every other room", packages: ["fast-check", "xstate"], machine: true },
  "test/kernels/moon": { ours: [], packages: ["cordon"] },
  "test": { ours: "every other room", packages: ["fast-check", "saxes", "typescript", "vitest", "xstate"], machine: true },
  "examples": { ours: ["src/language"], types: ["model"], packages: ["cordon", "fast-check", "vitest", "xstate"] },
};

/** Modules of Node that touch nothing outside the process and know no time. */
const harmless = ["node:util"];

/** The room of a path; the folders of `spec` are rooms of their own, which do not see each other. */
function roomOf(path: string): string {
  return Object.keys(rooms).find((room) => path === room || path.startsWith(`${room}/`)) ?? `${path} (no room)`;
}

const kernelOf = (path: string): string => /^spec\/[^/]+/.exec(path)?.[0] ?? path;

const packageOf = (name: string): string => name.split("/").slice(0, name.startsWith("@") ? 2 : 1).join("/");

/** What a file imports and may not, a line each. */
function offences(file: SourceFile): string[] {
  const own = roomOf(file.path);
  const { ours, types = [], packages = [], modules = [], machine }: Room = rooms[own] ?? { ours: [] };
  return importsOf(file).flatMap(({ from, ours: isOurs, typesOnly }) => {
    const line = [`${file.path} imports ${from}`];
    if (from.startsWith("node:")) return machine === true || [...harmless, ...modules].includes(from) ? [] : line;
    const wanted = isOurs ? roomOf(from) : packageOf(from);
    if (typesOnly && types.includes(wanted)) return [];
    if (!isOurs) return packages.includes(wanted) ? [] : line;
    if (own === "spec" && wanted === "spec") return kernelOf(from) === kernelOf(file.path) ? [] : line;
    return wanted === own || (wanted in rooms && (ours === "every other room" || ours.includes(wanted))) ? [] : line;
  });
}

/** The line of a room's README. */
function mayImport({ ours, types = [], packages = [], modules = [], machine }: Room): string {
  const listed = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  return [
    `May import: ${ours === "every other room" ? ours : ours.length === 0 ? "nothing of ours" : listed(ours)}`,
    ...(types.length === 0 ? [] : [`types of ${listed(types)}`]),
    ...(packages.length === 0 ? [] : [`packages ${listed(packages)}`]),
    ...(modules.length === 0 ? [] : [`of Node ${listed(modules)}`]),
    machine === true ? "files and processes" : "no files, no processes",
  ].join("; ") + ".";
}

describe("rooms", () => {
  test("import only what the table allows", () => {
    expect(sources.flatMap(offences)).toEqual([]);
  });

  test("cannot be broken unnoticed", () => {
    const planted = {
      "src/language/a.ts": ['import "../engine/index.ts";', 'import { setup } from "xstate";'],
      "src/engine/a.ts": ['export * from "../../spec/genode/index.ts";', 'await import("node:fs");'],
      "src/render/a.ts": ['import { genode } from "../../spec/genode/index.ts";', 'import "node:fs";'],
      "spec/nova/a.ts": ['import "../genode/world.ts";', 'let x: import("../../model/x.ts").X;'],
      "properties/a.ts": ['import "../src/engine/index.ts";', 'import "lodash";'],
      "elsewhere/a.ts": ['import "../src/language/index.ts";'],
    };
    for (const [path, lines] of Object.entries(planted)) for (const line of lines)
      expect(offences(parsed(path, line)), `${path}: ${line}`).toHaveLength(1);
    expect(offences(parsed("src/kernels/a.ts", 'import type { CallConventions } from "../timing/chains/index.ts";'))).toEqual([]);
  });

  for (const room of ["src/cli", "bench"]) test(`nobody imports ${room} but its tests`, () => {
    const visitors = sources.filter((file) => ![room, "test"].includes(roomOf(file.path))
      && importsOf(file).some(({ from, ours }) => ours && roomOf(from) === room));
    expect(visitors.map(({ path }) => path)).toEqual([]);
  });

  for (const [room, row] of Object.entries(rooms)) if (!room.endsWith(".ts"))
    test(`${room} has a short README that says what the table says`, () => {
      const readme = readFileSync(`${room}/README.md`, "utf8").trimEnd().split("\n");
      expect(readme.length).toBeLessThan(40);
      expect(readme).toContain(mayImport(row));
    });

  test("each kernel has a short README", () => {
    const kernels = new Set(sources.filter(({ path }) => path.startsWith("spec/")).map(({ path }) => kernelOf(path)));
    expect(kernels.size).toBeGreaterThan(0);
    for (const kernel of kernels) {
      expect(existsSync(`${kernel}/README.md`), `${kernel}/README.md`).toBe(true);
      expect(readFileSync(`${kernel}/README.md`, "utf8").split("\n").length).toBeLessThan(40);
    }
  });
});
