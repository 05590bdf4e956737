/** A simulation that was run again, for people. */
import { type Exactly, decimal } from "./decimal.ts";
import type { Paint } from "./paint.ts";
import { tableLines, wrapped } from "./table.ts";

interface SimulatedTask {
  readonly name: string;
  readonly jobs: number;
  readonly latest: Exactly;
  readonly job: number;
  readonly at: Exactly;
}

export interface SimulationText {
  readonly what: string;
  /** With the latest response of each, the job that has it, and when that arrived. */
  readonly tasks: readonly SimulatedTask[];
  /** The task whose worst case it shows, where it says so. */
  readonly about: string | null;
  /** Where something else happens now than is written: "jobs[3]". */
  readonly differs: string | null;
}

export function simulationText({ what, tasks, about, differs }: SimulationText, paint: Paint, width?: number): string {
  return `${[
    ...wrapped(`${what}${about === null ? "" : `: the worst case of ${about}`}`, width).map((line) => paint("bold", line)),
    "",
    ...tableLines([["", "jobs", "latest response", "of job", "arrived"], ...tasks.map(({ name, jobs, latest, job, at }) =>
      [name, `${jobs}`, decimal(latest, 3, "nearest"), `${job}`, decimal(at, 3, "nearest")])], width),
    "",
    ...wrapped(differs === null ? "The same happens as is written." : `Something else happens than is written: ${differs}.`, width),
  ].join("\n")}\n`;
}
