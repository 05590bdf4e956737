/**
 * A simulation as the trace-event JSON that chrome://tracing and Perfetto open: one row for each processor, one for each task.
 * A unit of the system is shown as a microsecond. Source: "Trace Event Format", the Catapult project.
 */
import { ratio } from "../exact.ts";
import type { Interval, Simulation } from "./simulate.ts";

export interface ChromeEvent {
  readonly name: string;
  readonly cat?: string;
  /** Complete event, or metadata. */
  readonly ph: "X" | "M";
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly args: Readonly<Record<string, string | number>>;
}

export interface ChromeTrace {
  readonly displayTimeUnit: "ns";
  readonly traceEvents: readonly ChromeEvent[];
}

const [processors, tasks] = [1, 2];

/** The trace as data for JSON.stringify; processors by number unless they have names. */
export function chromeTrace({ trace, ticks }: Simulation, names: readonly string[] = []): ChromeTrace {
  const taskRows = new Map([...new Set(trace.map(({ task }) => task))].sort().map((id, i) => [id, i]));
  const processorRows = [...new Set(trace.flatMap(({ processor }) => processor ?? []))].sort((a, b) => a - b);
  const perUnit = ratio(ticks.perUnit).valueOf();
  const name = (kind: "process_name" | "thread_name", pid: number, tid: number, shown: string): ChromeEvent =>
    ({ name: kind, ph: "M", pid, tid, args: { name: shown } });
  const bar = (pid: number, tid: number, { task, job, from, to, state }: Interval): ChromeEvent =>
    ({ name: pid === tasks ? state : `${task} #${job}`, cat: state, ph: "X", pid, tid, ts: from / perUnit, dur: (to - from) / perUnit, args: { task, job } });
  return {
    displayTimeUnit: "ns",
    traceEvents: [
      name("process_name", processors, 0, "processors"), name("process_name", tasks, 0, "tasks"),
      ...processorRows.map((p) => name("thread_name", processors, p, `processor ${names[p] ?? p}`)),
      ...[...taskRows].map(([id, row]) => name("thread_name", tasks, row, id)),
      ...trace.flatMap((one) => [
        ...(one.state === "running" ? [bar(processors, one.processor!, one)] : []), bar(tasks, taskRows.get(one.task)!, one),
      ]),
    ],
  };
}
