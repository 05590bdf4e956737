/** The simulator. */
export { type ChromeEvent, type ChromeTrace, chromeTrace } from "./chrome-trace.ts";
export { type Replay, type SimulationDocument, replaySimulation, simulationDocument } from "./document.ts";
export { type CdfPoint, type Histogram, histogramOf } from "./histogram.ts";
export { type ListSchedule, type ListedJob, listSchedule } from "./list-scheduling.ts";
export {
  type Interval, type SimulatedJob, type Simulation, type SimulationOptions, missesOf, simulate, simulationConventions,
} from "./simulate.ts";
export type { Budget, Policy, Scenario, SharedServer, SimulatedSystem, Step } from "./system.ts";
