/** `cordon replay` of a simulation that `cordon time --witness` has written. */
import { inColour, plain, simulationText, visibleIn } from "../render/index.ts";
import { complaint, schemaOf } from "../store/index.ts";
import { asJson, exact } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { replaySimulation } from "../timing/simulation/index.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { readJson } from "./json-file.ts";
import { Refusal } from "../running/refusal.ts";

/** Largest simulation that is read. */
const bytesMost = 64 * 1024 * 1024;

/** The content of a file of JSON, if that is a simulation. */
export function simulationIn(path: string): object | undefined {
  const content = readJson(path, bytesMost);
  return typeof content === "object" && content !== null && "simulation" in content ? content : undefined;
}

/** Runs a simulation again: 0 where the same happens, 1 where something else does. */
export function replayOfSimulation(path: string, content: object, io: Io): number {
  // Another version has another form, and is told so below.
  const odd = (content as { simulation: unknown }).simulation === 1 ? complaint(schemaOf("simulation"), content) : null;
  if (odd !== null) throw new Refusal(`${path}: ${odd}`);
  try {
    const { document: { system, scenario, jobs, ticksPerUnit }, differs } = replaySimulation(content);
    const perUnit = exact(ticksPerUnit, "ticksPerUnit");
    const time = (ticks: number): number | string => asJson(exact(ticks, "a time").div(perUnit));
    const tasks = system.tasks.flatMap(({ id }) => {
      const own = jobs.filter(({ task }) => task === id);
      const latest = own.toSorted((a, b) => b.response - a.response)[0];
      return latest === undefined ? []
        : [{ name: id, jobs: own.length, latest: time(latest.response), job: latest.job, at: time(latest.arrival) }];
    });
    const document = visibleIn({ what: path, tasks, differs, about: scenario.last ?? null });
    io.out(simulationText(document, io.colour ? inColour : plain, io.columns));
    return differs === null ? exitCodes.PASS : exitCodes.FAIL;
  } catch (error) {
    throw error instanceof TimingRefusal ? new Refusal(`${path}: ${error.message}`) : error;
  }
}
