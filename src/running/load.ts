/**
 * From a job to a model that runs, inside a helper. What was loaded is kept: questions about one job come in a row.
 */
import {
  type Demands, type Model, type Within, compile, mutantsOf, mutantsWithin, mutate, recompile, refuseMisspelt, refuseMisspeltSteps,
} from "../engine/index.ts";
import { kernelDescribedIn } from "../kernels/index.ts";
import { type Suite, judgedPart } from "../language/index.ts";
import { type Catalogue, openCatalogue, systemOf } from "./catalogue.ts";
import { Refusal, unknown } from "./refusal.ts";
import type { Job, Subject } from "./protocol.ts";
import { reading } from "./reading.ts";

/** A job made ready. */
export interface Loaded {
  readonly suite: Suite;
  readonly model: Model;
  readonly catalogue: Catalogue;
  /** What a run of it must show. */
  readonly demands: Demands;
  /** The mutants within its sentences, found when they are first asked for. */
  readonly within: () => Within;
}

/** How long the random traces over a system description are. */
const systemBudget: Suite["budget"] = { quick: { traces: 500, steps: 40 }, nightly: { traces: 20_000, steps: 60 } };

/** Most jobs that are kept; a folder of a thousand systems must not fill the memory. */
const keptMost = 16;

/** Does something that is named in words, so that it can be watched. */
export type During = <R>(what: string, action: () => Promise<R> | R) => Promise<R>;

/** The subject of a job in words, for what runs of it before its first sentence. */
export const inWords = ({ subject }: Job): string => subject.kind === "suite" ? `the suite "${subject.name}"` : subject.path;

export class Loader {
  private readonly during: During;
  private readonly catalogues = new Map<string, Promise<Catalogue>>();
  private readonly kept = new Map<string, Loaded>();

  constructor(during: During) {
    this.during = during;
  }

  /** The catalogue with the user's files. */
  catalogue(files: readonly string[]): Promise<Catalogue> {
    const key = JSON.stringify(files);
    let catalogue = this.catalogues.get(key);
    if (catalogue === undefined) this.catalogues.set(key, catalogue = openCatalogue(files, this.during));
    return catalogue;
  }

  /** Throws a Refusal or a SpecificationFault when the job cannot be run. */
  async load(job: Job): Promise<Loaded> {
    const key = JSON.stringify(job);
    let loaded = this.kept.get(key);
    if (loaded === undefined) {
      if (this.kept.size === keptMost) this.kept.clear();
      this.kept.set(key, loaded = await this.fresh(job, await this.catalogue(job.with)));
    }
    return loaded;
  }

  /** The model of a loaded job with one of its mutants in place of the right text. */
  mutated(loaded: Loaded, name: string): Promise<Model> {
    return this.during(`the mutant "${name}"`, () => mutated(loaded, name));
  }

  private async fresh(job: Job, catalogue: Catalogue): Promise<Loaded> {
    const suite = await this.during(`a declaration of ${inWords(job)}`, () => {
      const declared = suiteOf(job.subject, catalogue);
      const { specification, system } = declared;
      refuseMisspelt(specification, system, catalogue.crafted(specification).map(({ name }) => name), declared);
      // Our own claims are seen by the compiler, and held by tests.
      if (job.with.length > 0) refuseMisspeltSteps(specification);
      return judgedPart(declared, job.judging);
    });
    const model = await this.during(`the boot of ${inWords(job)}`, () => compile(suite.specification, suite.system));
    // A described system need not use what the suites of its specification do.
    const sharing = catalogue.suites.filter((one) => one.specification.name === suite.specification.name && !catalogue.apart.includes(one));
    const alone = job.subject.kind === "suite" && sharing.length === 1 && sharing[0]!.name === job.subject.name;
    let within: Within | undefined;
    const { specification, system: { boot } } = suite;
    return { suite, model, catalogue, demands: { ...suite, alone }, within: () => within ??= mutantsWithin(specification, boot) };
  }
}

/** What the system that a suite runs on is called: by the suite, or by itself. */
export function systemName({ system, systems = {} }: Suite): string {
  return Object.entries(systems).find(([, one]) => one === system)?.[0] ?? system.name;
}

/** The suite of a subject. */
function suiteOf(subject: Subject, { suites, kernels, formats, extended }: Catalogue): Suite {
  if (subject.kind === "suite") {
    const suite = suites.find(({ name }) => name === subject.name);
    const names = suites.map(({ name }) => name);
    if (suite === undefined) throw unknown("no suite", subject.name, names, "(cordon list shows all)");
    const system = systemOf(suite, subject.system);
    // What it breaks, and in how many steps, is said of its own system.
    const { breaks: _, ...usual } = suite;
    return { ...system === suite.system ? suite : usual, specification: extended(suite.specification), system };
  }
  const { path, text } = subject;
  const { described, summary } = reading(formats, text, path);
  if (described === undefined) throw new Refusal(`${path} starts no component: there is nothing to run`);
  const description = described.description();
  const { specification, describedSystem } = kernelDescribedIn(description.format, kernels) ?? {};
  if (specification === undefined || describedSystem === undefined)
    throw new Refusal(`${path}: no kernel makes a system of a file in this format (${summary.format}): add one that does by --with`);
  const claim = `The system that ${path} describes keeps every invariant of its specification.`;
  return { name: path, claim, specification: extended(specification), budget: systemBudget, ...describedSystem(description) };
}

function mutated({ model, catalogue, within }: Loaded, name: string): Model {
  const { operations } = model.specification;
  const inside = within().mutants.find((one) => one.name === name)?.faulty();
  if (inside?.boot !== undefined) return compile(model.specification, { ...model.system, boot: inside.boot });
  if (inside !== undefined) return recompile(model, inside.operations, inside.invariants);
  const mutants = mutantsOf(model.specification, catalogue.crafted(model.specification));
  return recompile(model, mutate(operations, mutants.find((one) => one.name === name)!));
}
