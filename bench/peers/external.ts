/** Peers that are programs of their own: compiled for a model and size into a temporary folder, and run from there. */
import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Found } from "./packed-js.ts";

/** A model of `examples` in one size, and how many states it has. */
export interface Sized {
  readonly model: "sync-ipc" | "caps";
  readonly numbers: readonly [number, number, number, number];
  readonly states: number;
}

export interface External {
  readonly name: string;
  /** Commands that must be there; each is in the package of its name. */
  readonly needs: readonly string[];
  /** Compiles into an empty folder, and answers what measures once. */
  readonly prepare: (folder: string, sized: Sized) => () => Found;
}

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const optimised = ["-O3", "-march=native"];

export const externals: Readonly<Record<string, External>> = {
  cpp: {
    name: "C++", needs: ["g++"],
    prepare(folder, { model, numbers }) {
      run(folder, "g++", ["-std=c++20", ...optimised, "-o", "packed", here("packed.cpp")]);
      return () => JSON.parse(run(folder, "./packed", [model, ...numbers.map(String)])) as Found;
    },
  },
  "spin-bfs": {
    name: "SPIN, breadth first", needs: ["spin", "g++"],
    prepare: (folder, sized) => spin(folder, sized, ["-DBFS"], []),
  },
  spin: {
    name: "SPIN, depth first", needs: ["spin", "g++"],
    // The stack may become as deep as there are states.
    prepare: (folder, sized) => spin(folder, sized, [], [`-m${sized.states}`]),
  },
  rumur: {
    name: "Rumur", needs: ["rumur", "g++"],
    prepare(folder, { model, numbers }) {
      const names = model === "sync-ipc" ? ["N", "S", "E", "R"] : ["P", "K", "O", "C"];
      const text = names.reduce((all, name, i) => all.replace(new RegExp(`^  ${name}: \\d+;`, "m"), `  ${name}: ${numbers[i]};`),
        readFileSync(here(`${model}.m`), "utf8"));
      writeFileSync(join(folder, "model.m"), text);
      run(folder, "rumur", ["--threads", "1", "--symmetry-reduction", "off", "--deadlock-detection", "off", "--pack-state", "off",
        "--output", "model.c", "model.m"]);
      run(folder, "gcc", ["-w", "-std=c11", ...optimised, "-o", "model", "model.c", "-lpthread"]);
      return spending(folder, "./model", [], (output) => {
        const [, states, transitions] = /No error found[^]*?(\d+) states, (\d+) rules fired/.exec(output) ?? refuse(output);
        return { states: Number(states), transitions: Number(transitions), depth: null };
      });
    },
  },
};

/** The packages of the commands that a tool needs and that are not there. */
export function missingFor({ needs }: External): readonly string[] {
  return needs.filter((command) => spawnSync("sh", ["-c", `command -v ${command}`]).status !== 0);
}

function spin(folder: string, { model, numbers, states }: Sized, compiled: readonly string[], options: readonly string[]): () => Found {
  const [a, b, c, d] = numbers;
  const fixed = model === "sync-ipc" ? [b, c, d].every((n) => n === 2) : a === 2 && b === 3;
  if (!fixed) throw new RangeError(`${model}.pml has some sizes fixed, and ${numbers.join(", ")} is none of its`);
  copyFileSync(here(`${model}.pml`), join(folder, "model.pml"));
  run(folder, "spin", [...(model === "sync-ipc" ? [`-DN=${a}`] : [`-DO=${c}`, `-DC=${d}`]), "-a", "model.pml"]);
  run(folder, "gcc", ["-w", ...optimised, "-DSAFETY", "-DNOREDUCE", ...compiled, "-o", "pan", "pan.c"]);
  // A table of two to four places a state.
  const table = `-w${Math.ceil(Math.log2(states)) + 1}`;
  return spending(folder, "./pan", [table, ...options], (output) => {
    if (output.includes("too small")) refuse(output);
    const [, depth] = /depth reached (\d+), errors: 0/.exec(output) ?? refuse(output);
    const [, found] = /(\d+) states, stored/.exec(output) ?? refuse(output);
    const [, taken] = /(\d+) transitions \(= stored\+matched\)/.exec(output) ?? refuse(output);
    // It counts the way to the initial state; depth first, its depth is that of the stack.
    return { states: Number(found), transitions: Number(taken) - 1, depth: compiled.length > 0 ? Number(depth) : null };
  });
}

/** What runs a command, with its cost measured from outside. */
function spending(
  folder: string, command: string, words: readonly string[], read: (output: string) => Pick<Found, "states" | "transitions" | "depth">,
): () => Found {
  run(folder, "g++", ["-O2", "-o", "spent", here("spent.cpp")]);
  return () => {
    const { status, output } = spawnSync("./spent", [command, ...words],
      { cwd: folder, stdio: ["ignore", "pipe", "pipe", "pipe"], maxBuffer: 1e9 });
    const text = String(output?.[1]);
    return { ...(status === 0 ? read(text) : refuse(text)), ...JSON.parse(String(output[3])) as Pick<Found, "seconds" | "bytes"> };
  };
}

function run(folder: string, command: string, words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: folder, encoding: "utf8" });
  return status === 0 ? stdout : refuse(`${command} ${words.join(" ")}\n${stdout}${stderr}`);
}

function refuse(output: string): never {
  throw new Error(`a peer did not do what it should:\n${output.slice(-2000)}`);
}
