/**
 * A helper thread: answers the main thread's questions one after the other. Specifications, the user's files and
 * everything they contain run only here, where they can be watched and ended.
 */
import { parentPort, workerData } from "node:worker_threads";
import {
  ClaimThrew, type Model, emptyTally, explore, exploreBriefly, exploreByCode, judge, judgeExploration, needsOfCode, runChunk, sampleSize,
  shrink, stateGraph, textAtFault, textsAtFault, tracesPerChunk, unreadOf,
} from "../engine/index.ts";
import { type Kernel, kernelDescribedIn } from "../kernels/index.ts";
import { type Specification, SpecificationFault, isExplored } from "../language/index.ts";
import { Refusal } from "./refusal.ts";
import { callsOn } from "../timing/chains/call-conventions.ts";
import { type Loaded, Loader, inWords, systemName } from "./load.ts";
import { loadConfiguration } from "./extras.ts";
import { mutantsKnown, trial } from "./mutating.ts";
import { Board } from "./board.ts";
import { guardHelper } from "./guarding.ts";
import { atSource, placed } from "./placing.ts";
import { type Ask, type Job, type Prices, type Questions, type Said, stopAfter } from "./protocol.ts";
import { factsOf, readFile } from "./reading.ts";
import { rehearse } from "./rehearsing.ts";
import { exploreShare } from "./searching.ts";
import { recordedTrace, replay } from "./telling.ts";
import { textDigest } from "./text-digest.ts";
import { weakened } from "./weakening.ts";

const board = new Board((workerData as { readonly board: SharedArrayBuffer }).board);
board.begin();
guardHelper();
const { watch } = board;
const loader = new Loader((what, action) => board.during(what, action));

/** Loads a job whose sentences are evaluated now. Until the first of them is entered, its system is made ready. */
async function toRun(job: Job): Promise<Loaded> {
  const loaded = await loader.load(job);
  board.does(`the boot of ${inWords(job)}`);
  return loaded;
}

/** What the text of sentences shows to be at fault. Where no code was made, only what users bring is read: tests have read the rest. */
function faultsIn(job: Job, model: Model): string[] {
  return textsAtFault(model, job.with.length > 0).map((one) => {
    const at = one.place === undefined ? null : atSource(one.place);
    return textAtFault(one, at === null ? "" : `, ${at.file}:${at.line}:${at.column}`);
  });
}

type Answering = {
  readonly [K in keyof Questions]: (
    question: Questions[K]["question"],
    event: (value: Questions[K]["event"]) => void,
  ) => Promise<Questions[K]["answer"]>;
};

const answering: Answering = {
  suites: async ({ with: files }) => {
    const { suites, apart } = await loader.catalogue(files);
    return board.during("a declaration of a suite", () => suites.map((suite) => ({
      name: suite.name, specification: suite.specification.name,
      systems: Object.keys(suite.systems ?? {}), apart: apart.includes(suite),
    })));
  },
  configuration: async ({ file }) => loadConfiguration(file, (what, action) => board.during(what, action)),
  formats: async ({ with: files }) => (await loader.catalogue(files)).formats.map(factsOf),
  read: async ({ with: files, bytes, path, demands, wanted }) => {
    const { formats } = await loader.catalogue(files);
    const { description, ...read } = await board.during(`the reading of ${path}`, () => readFile(formats, bytes, path, demands, wanted));
    // What a format keeps for itself, and what it answers later, stay here.
    return description === undefined ? read
      : { ...read, description: { format: description.format, components: description.components, content: null } };
  },
  prices: async ({ with: files, specification: name }) => {
    const { kernels, profiles, suites } = await loader.catalogue(files);
    const all = [...kernels.flatMap(({ specification }) => specification ?? []), ...suites.map(({ specification }) => specification)];
    const found = all.find((one) => one.name === name);
    return { profiles, priced: found === undefined ? null : priced(found, kernels.find((one) => one.name === name)?.costs) };
  },
  calls: async ({ with: files, format, platform }) => {
    const chains = kernelDescribedIn(format, (await loader.catalogue(files)).kernels)?.chains;
    if (chains === undefined) return null;
    return board.during("how calls go in a kernel", () => callsOn(chains, platform));
  },
  load: async ({ job }) => {
    const { suite, model, catalogue } = await loader.load(job);
    return {
      specification: { name: suite.specification.name, digest: textDigest(suite.specification) },
      system: systemName(suite),
      budget: suite.budget,
      claims: model.claims.map(({ name }) => name),
      explored: suite.specification.invariants.filter(isExplored).map(({ name }) => name),
      operations: model.steppers.map(({ operation }) => operation.name),
      breaks: suite.breaks ?? {},
      guards: suite.specification.invariants.flatMap(({ name, guards = [] }) =>
        guards.map((mutant) => ({ claim: name, mutant })),
      ),
      survivors: catalogue.survivors(suite.specification),
      empty: emptyTally(model),
    };
  },
  campaign: async ({ job, campaign, turns }, event) => {
    const { model } = await toRun(job);
    const turn = new Int32Array(turns);
    for (;;) {
      const chunk = Atomics.add(turn, 0, 1);
      if (chunk * tracesPerChunk >= campaign.traces || chunk > Atomics.load(turn, 1)) return null;
      board.takes(chunk);
      try {
        const tally = runChunk(model, { ...campaign, watch }, chunk * tracesPerChunk);
        const { failure } = tally;
        if (failure !== null) stopAfter(turn, chunk);
        event(failure === null ? { chunk, tally }
          : { chunk, tally, found: recordedTrace(model, failure.steps, failure.violation, watch) });
      } catch (error) {
        stopAfter(turn, chunk);
        event({ chunk, ...whatThrew(error, model.steppers[board.operation]?.operation.name) });
      }
    }
  },
  judge: async ({ job, tally, wanted }) => {
    const { model, demands } = await loader.load(job);
    return board.during("the question what the claims read", () => judge(model, tally, wanted, { ...demands, textsAtFault: faultsIn(job, model) }));
  },
  explore: async ({ job, search }, event) => exploreShare((await toRun(job)).model, search, event, watch, explore),
  exploreBriefly: async ({ job, search }, event) => exploreShare((await toRun(job)).model, search, event, watch, exploreBriefly),
  needsOfCode: async ({ job, worker, symmetry }) => needsOfCode((await toRun(job)).model, worker, symmetry, watch),
  exploreByCode: async ({ job, search }, event) => exploreShare((await toRun(job)).model, search, event, watch,
    // What was understood once is, the next time.
    (model, options) => exploreByCode(model, options)!),
  judgeExploration: async ({ job, exploration }) => {
    const { model, demands } = await loader.load(job);
    return board.during("the question what the claims read",
      () => judgeExploration(model, exploration, { ...demands, textsAtFault: faultsIn(job, model) }));
  },
  graph: async ({ job, search }) => stateGraph((await toRun(job)).model, { ...search, watch }),
  sample: async ({ job, search, ...how }, event) => {
    const progress = (states: number, depth: number) => event({ states, depth });
    return sampleSize((await toRun(job)).model, { ...search, ...how, watch, progress });
  },
  shrink: async ({ job, steps, violation }, event) => {
    const { model } = await toRun(job);
    const shrunk = shrink(model, steps, violation, (better) => event(recordedTrace(model, better.steps, better.violation, watch)), watch);
    return recordedTrace(model, shrunk.steps, shrunk.violation, watch, shrunk);
  },
  replay: async ({ job, record }) => replay((await toRun(job)).model, record, watch),
  unread: async ({ job }) => placed(unreadOf((await loader.load(job)).model)),
  mutants: async ({ job }) => mutantsKnown(await loader.load(job)),
  rehearse: async ({ job, campaign, first, last }) => rehearse(await toRun(job), { ...campaign, watch }, first, last),
  weakened: async (question) => weakened(question, toRun, (loaded, name) => loader.mutated(loaded, name), watch),
  trial: async ({ suites, ...how }) => trial(suites, how, toRun, (loaded, name) => loader.mutated(loaded, name), watch),
};

/** A specification by its outcomes alone, which leave the thread. */
const priced = ({ name, operations }: Specification, costs: Kernel["costs"]): Prices["priced"] => ({
  name, costs, operations: operations.map((one) => ({
    name: one.name, checks: one.checks.map(({ unless }) => ({ unless })), cases: one.cases.map(({ when }) => ({ when })),
  })),
});

/** Who threw: the invariant that the engine names, or else the operation that was entered last, if one was. */
function whatThrew(error: unknown, operation: string | undefined): { readonly threw: string; readonly claim: string } {
  if (error instanceof ClaimThrew) return { threw: error.message, claim: error.claim };
  const message = error instanceof Error ? error.message : String(error);
  return { threw: operation === undefined ? message : `the operation "${operation}" threw: ${message}`, claim: "" };
}

async function answer({ ask, question }: Ask): Promise<void> {
  const say = (said: Said) => parentPort!.postMessage(said);
  try {
    const answerTo = answering[ask] as (question: unknown, event: (value: unknown) => void) => Promise<unknown>;
    say({ said: "answer", value: await answerTo(question, (value) => say({ said: "event", value })) });
  } catch (error) {
    if (error instanceof Refusal) say({ said: "refused", sentence: error.message });
    else if (error instanceof SpecificationFault)
      say({ said: "refused", sentence: `the specification is at fault: ${error.message}`, fault: error.code });
    else {
      const { threw, claim } = whatThrew(error, undefined);
      say({ said: "threw", sentence: threw, claim });
    }
  }
}

parentPort!.on("message", (ask: Ask) => void answer(ask));
