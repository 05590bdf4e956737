/**
 * Checks one target that was read: the random traces, the counterexample and its record, and the result of it all.
 */
import { type Failure, type Judgement, isWorthCode } from "../engine/index.ts";
import { type Result, type Verdict, worst } from "../language/index.ts";
import { counted } from "../render/index.ts";
import { type FailureRecord, type RecordedTrace, Recorder } from "../store/index.ts";
import { broken, isBreaking } from "./breaking.ts";
import { factsOf, lostRemark } from "./loading.ts";
import type { RunOptions } from "./options.ts";
import type { Progress } from "./progress.ts";
import type { ReadTarget } from "./reading.ts";
import { brokenSentence, capital, recordOf, writeRecord } from "./recording.ts";
import { Refusal } from "../running/refusal.ts";
import { type Ended, lostSentence, runCampaign } from "../running/campaign.ts";
import { HelperLost, Threw } from "../running/helper.ts";
import type { Pool } from "../running/pool.ts";
import type { Campaign, Job, JobFacts } from "../running/protocol.ts";

/** Everything of a result but what the static stage and the clock say. */
type Dynamic = Pick<
  Result, "verdict" | "traces" | "steps" | "ran" | "claims" | "outcomes" | "discovery" | "remarks" | "counterexample"
  | "breaks"
>;

export class Checking {
  private readonly pool: Pool;
  private readonly options: RunOptions;
  private readonly progress: Progress;

  constructor(pool: Pool, options: RunOptions, progress: Progress) {
    this.pool = pool;
    this.options = options;
    this.progress = progress;
  }

  /** Checks the target; throws a Refusal when a file of the user cannot be used for any. */
  async run(target: ReadTarget): Promise<Result> {
    const { what, subject, findings, summary, runs, unread, partly } = target;
    const began = performance.now();
    // What is wrong with a file that cannot be read is no verdict on the system in it.
    const broken = unread === undefined && findings.some(({ severity }) => severity === "error");
    const dynamic = !runs || this.options.traces === 0 ? notRun(...withoutTraces(target))
      : await this.traces({ subject, with: this.options.with }, what);
    const { traces, steps, ran, claims, outcomes, discovery, remarks, counterexample, breaks } = dynamic;
    return {
      what, kind: subject.kind, verdict: worst([dynamic.verdict, broken ? "FAIL" : "PASS", partly === undefined ? "PASS" : "WEAK"]), traces, steps,
      seconds: Math.round((performance.now() - began) / 10) / 100,
      ...(ran === undefined ? {} : { ran }),
      ...(summary === undefined ? {} : { system: summary }),
      claims, outcomes, ...(discovery === undefined ? {} : { discovery }), findings,
      remarks: [...(partly === undefined ? [] : [partly]), ...remarks],
      ...(counterexample === undefined ? {} : { counterexample }), ...(breaks === undefined ? {} : { breaks }),
    };
  }

  private async traces(job: Job, what: string): Promise<Dynamic> {
    try {
      const facts = await factsOf(this.pool, job, what);
      if (typeof facts === "string") return notRun(facts, "UNKNOWN");
      if (job.judging === undefined && isBreaking(facts)) return await broken<Dynamic>({
        facts, with: job.with, areTraces: true, run: (judging) => this.traces({ ...job, judging }, what),
        held: ({ verdict, traces }) => verdict === "PASS" || verdict === "WEAK" ? `in ${counted(traces, "trace")}` : null,
      });
      return await this.campaign(job, facts, what).catch((error: unknown) => notRun(lostRemark(error, what, facts), "UNKNOWN"));
    } catch (error) {
      // A fault of one specification is no reason to leave out what else was to be checked, nor its reports.
      if (error instanceof Refusal && error.fault !== undefined) return notRun(`No trace was run to a verdict: ${error.message}`, "UNKNOWN");
      throw error;
    }
  }

  private async campaign(job: Job, facts: JobFacts, what: string): Promise<Dynamic> {
    const { seed, budget, plain } = this.options;
    const { traces = facts.budget[budget].traces, steps = facts.budget[budget].steps } = this.options;
    const campaign: Campaign = { seed, traces, steps, compiled: !plain && isWorthCode({ traces, steps }) };
    const recorder = new Recorder(this.options.out);
    const noted = new Map<number, string>();
    const recorded = ({ trace, strategy, steps: { length } }: Failure, told: RecordedTrace) =>
      recordOf(job, facts, { seed, trace, strategy, foundAfter: length }, told);
    const ended = await runCampaign(this.pool, job, facts, campaign, {
      found: (chunk, failure, told) => noted.set(chunk, recorder.found(recorded(failure, told))),
      progress: (done) => this.progress.show(`${what}: ${done} of ${traces} traces`),
    });
    const judgement = await this.pool.helper().ask("judge", { job, tally: ended.tally, wanted: traces });
    const { tally: { traces: run, steps: taken, byCode, rerun } } = ended;
    const found = {
      ...judged(judgement, ended), traces: run, steps: taken, ...(run === 0 ? {} : { ran: { byCode, twice: rerun } }),
    };
    return ended.failure === undefined ? found : {
      ...found,
      ...await this.counterexample(job, facts, ended.failure, recorder, noted, recorded, judgement, what),
    };
  }

  private async counterexample(
    job: Job,
    facts: JobFacts,
    failure: NonNullable<Ended["failure"]>,
    recorder: Recorder,
    noted: ReadonlyMap<number, string>,
    recorded: (failure: Failure, told: RecordedTrace) => FailureRecord,
    judgement: Judgement,
    what: string,
  ): Promise<Pick<Result, "counterexample" | "remarks">> {
    const [, id] = [...noted].sort(([left], [right]) => left - right)[0]!;
    for (const other of noted.values())
      if (other !== id) recorder.dropped(other, "an earlier trace of the same run fails, too");
    let best = failure.told;
    const doubts: string[] = [];
    try {
      best = await this.pool
        .helper()
        .ask("shrink", { job, steps: failure.steps, violation: failure.violation }, (shorter) => {
          best = shorter;
          recorder.shorter(id, shorter);
          this.progress.show(`${what}: a counterexample of ${shorter.steps.length} steps`);
        });
    } catch (error) {
      if (!(error instanceof HelperLost || error instanceof Threw)) throw error;
      const sentence =
        error instanceof HelperLost ? lostSentence(error, facts).sentence : error.message;
      doubts.push(`The counterexample may not be the shortest: ${sentence}.`);
    }
    const { discovery } = judgement;
    const record = { ...recorded(failure, best), ...(discovery === undefined ? {} : { discovery }) };
    const written = writeRecord(recorder, id, record, `--seed ${this.options.seed}`);
    return { counterexample: written.counterexample, remarks: [brokenSentence(record), ...doubts, ...written.remarks] };
  }
}

/** A judgement with what stopped the run, if anything did. */
export function judged(
  { verdict, claims, remarks, ...counts }: Judgement,
  { stopped }: Pick<Ended, "stopped">,
): Judgement {
  if (stopped === undefined) return { verdict, claims, ...counts, remarks };
  return {
    verdict: worst([verdict, "UNKNOWN"]), ...counts, remarks: [`${capital(stopped.sentence)}.`, ...remarks],
    claims: claims.map((claim) => claim.name === stopped.claim ? { ...claim, verdict: "UNKNOWN" } : claim),
  };
}

/** The verdict where no trace is run, and why: nothing that was checked is no PASS. */
function withoutTraces({ subject, summary, findings, runs, unread }: ReadTarget): readonly [remark: string, verdict: Verdict] {
  if (unread !== undefined) return [findings.length > 0 ? "Nothing was checked." : `Nothing was checked: ${unread}.`, "SKIPPED"];
  if (!runs) return ["Nothing was checked: there is nothing to run, and nothing to find.", "SKIPPED"];
  if (subject.kind === "suite") return ["Nothing was checked: a suite has no static stage, and no trace was to be run.", "SKIPPED"];
  return [`Only the static stage ran: the routes and quota of ${counted(summary!.counts["components"]!, "component")} were looked at, and no claim was checked.`, "PASS"];
}

function notRun(remark: string, verdict: Verdict): Dynamic {
  return { verdict, traces: 0, steps: 0, claims: [], outcomes: [], remarks: [remark] };
}
