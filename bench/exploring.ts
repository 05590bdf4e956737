/**
 * Exhaustive search against others: the same models, searched to the end by every tool, whose counts must agree.
 * `npm run bench -- explore` measures all; `npm run bench -- explore TOOL MODEL SIZE` measures one once and prints a line of
 * JSON. The former runs the latter, so that no tool warms or spoils the runtime for another.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, explore, exploreByCode } from "../src/engine/index.ts";
import type { Specification, System } from "../src/language/index.ts";
import { capabilities, capsSystems } from "../examples/capabilities/capabilities.ts";
import { syncIpc, syncIpcSystems } from "../examples/sync-ipc/sync-ipc.ts";
import { type Sized, externals, missingFor } from "./peers/external.ts";
import { type Found, searchPacked } from "./peers/packed-js.ts";
import { packedCaps, packedSyncIpc } from "./peers/packed-models.ts";
import { searchWithXState } from "./peers/xstate-graph.ts";
import { grouped, median, printTable, timed } from "./table.ts";

interface Task extends Sized {
  readonly size: string;
  readonly specification: Specification;
  readonly system: System<any, any>;
  readonly rounds: number;
  readonly tools: readonly string[];
  readonly transitions: number;
  readonly depth: number;
}

const checkers = ["cordon", "packed-js", ...Object.keys(externals)];
const graphs = ["cordon", "packed-js", "xstate"];

/** With the counts on which independent tools agree; a tool that finds others is wrong. */
const tasks: readonly Task[] = [
  { ...ipc("S"), rounds: 3, tools: checkers, states: 289_445, transitions: 3_089_056, depth: 16 },
  { ...ipc("M"), rounds: 1, tools: checkers, states: 2_246_591, transitions: 26_519_416, depth: 17 },
  { ...caps("S"), rounds: 3, tools: checkers, states: 301_441, transitions: 1_928_100, depth: 12 },
  { ...caps("M"), rounds: 1, tools: checkers, states: 807_627, transitions: 6_863_137, depth: 12 },
  { ...ipc("XS"), rounds: 3, tools: graphs, states: 7391, transitions: 61_012, depth: 14 },
];

/** What runs in a process of ours. */
const ours: Readonly<Record<string, { readonly name: string; readonly search: (task: Task) => Found }>> = {
  cordon: { name: "Cordon, one worker", search: searchWithCordon },
  "packed-js": {
    name: "packed JS",
    search: ({ model, numbers }) => searchPacked(model === "sync-ipc" ? packedSyncIpc(...numbers) : packedCaps(...numbers)),
  },
  xstate: { name: "XState getAdjacencyMap", search: ({ numbers }) => searchWithXState(...numbers) },
};

/** Measures and prints. */
export function measureExploring(): void {
  const [tool, model, size] = process.argv.slice(3);
  if (tool === undefined) measureAll();
  else {
    const task = tasks.find((one) => one.model === model && one.size === size && one.tools.includes(tool));
    if (task === undefined) {
      process.stderr.write(`To measure one tool once: ${["explore TOOL MODEL SIZE, of", ...tasks.map(told)].join("\n  ")}\n`);
      process.exitCode = 2;
    } else {
      const found = inFolder((folder) => ours[tool]?.search(task) ?? externals[tool]!.prepare(folder, task)());
      process.stdout.write(`${JSON.stringify(found)}\n`);
    }
  }
}

function measureAll(): void {
  const missing = Object.entries(externals).flatMap(([tool, external]) => {
    const packages = missingFor(external);
    if (packages.length > 0) process.stdout.write(`${external.name} is left out; it needs: apt-get install ${packages.join(" ")}\n`);
    return packages.length > 0 ? [tool] : [];
  });
  for (const task of tasks) {
    const tools = task.tools.filter((tool) => !missing.includes(tool));
    const rounds = inFolder((folder) => {
      const runs = tools.map((tool) => tool in ours ? () => apart(tool, task)
        : externals[tool]!.prepare(mkdtempSync(join(folder, "peer-")), task));
      return Array.from({ length: task.rounds }, () => runs.map((run) => run()));
    });
    print(task, tools, rounds);
  }
}

function print(task: Task, tools: readonly string[], rounds: readonly (readonly Found[])[]): void {
  const secondsOf = (i: number): number => median(rounds.map((round) => round[i]!.seconds));
  const reference = secondsOf(tools.indexOf("packed-js"));
  const how = rounds.length === 1 ? "one round" : `median of ${rounds.length} rounds`;
  process.stdout.write(`\n${task.model} ${task.size} (${task.numbers.join(", ")}), ${how}\n`);
  printTable(["tool", "states", "transitions", "depth", "CPU seconds", "states per CPU second", "bytes per state", "time of packed JS"],
    tools.map((tool, i) => {
      const { states, transitions, depth, bytes } = rounds[0]![i]!;
      const seconds = secondsOf(i);
      const isRight = states === task.states && transitions === task.transitions && (depth ?? task.depth) === task.depth;
      if (!isRight) process.exitCode = 1;
      return [`${(ours[tool] ?? externals[tool]!).name}${isRight ? "" : " (WRONG COUNTS)"}`, grouped(states), grouped(transitions), depth ?? "",
        seconds.toFixed(3), grouped(states / seconds), (bytes / states).toFixed(1), `${(seconds / reference).toFixed(2)} x`];
    }));
}

/** One measurement in a new process of this program. */
function apart(tool: string, task: Task): Found {
  const { status, stdout } = spawnSync(process.execPath, [...process.execArgv, process.argv[1]!, "explore", tool, task.model, task.size],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (status !== 0) throw new Error(`${tool} did not search ${told(task)}`);
  return JSON.parse(stdout) as Found;
}

function inFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "exploring-"));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function searchWithCordon({ specification, system }: Task): Found {
  const { result, seconds } = timed(() => {
    const model = compile(specification, system);
    return exploreByCode(model, { bytesMost: 3.5e9, symmetry: false }) ?? explore(model, { bytesMost: 4e9, symmetry: false });
  });
  if (!result.exhaustive) throw new Error(`not everything was looked at: ${result.stopped ?? "a claim broke"}`);
  const { states, transitions, depth, bytes } = result;
  return { states, transitions, depth, seconds, bytes };
}

const told = ({ tools, model, size }: Task): string => `${tools.join("|")} ${model} ${size}`;

function ipc(size: keyof typeof syncIpcSystems) {
  const system = syncIpcSystems[size];
  const { client, server, endpoint, slot } = system.sizes;
  return { model: "sync-ipc", size, specification: syncIpc, system, numbers: [client, server, endpoint, slot / server] } as const;
}

function caps(size: keyof typeof capsSystems) {
  const system = capsSystems[size];
  const { domain, object, slot } = system.sizes;
  return { model: "caps", size, specification: capabilities, system,
    numbers: [domain, slot / domain, object, system.facts.capabilitiesMost] } as const;
}
