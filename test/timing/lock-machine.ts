/**
 * Processors with locks, tick by tick, as the protocols are told in their papers and as plain as can be: to hold bounds on blocking
 * against. It shares no code with the analyses or with the simulator.
 */
export type Protocol = "mpcp" | "dpcp" | "fmlp" | "msrp";

export interface LockTask {
  readonly processor: number;
  /** Stretches of a job in order; those with a resource hold it. The number of a task is its priority, 0 the highest. */
  readonly steps: readonly { readonly length: number; readonly resource?: number }[];
  /** Releases in order. */
  readonly releases: readonly number[];
}

/** Of the jobs of one task, the longest: response; and what kept a job from executing while no higher task of its processor did. */
export interface Kept {
  readonly response: number;
  /** Ticks neither executed nor spun. */
  readonly blocked: number;
  /** Ticks spun. */
  readonly spun: number;
}

interface Job {
  readonly task: number;
  readonly processor: number;
  readonly release: number;
  step: number;
  left: number;
  stage: "normal" | "waiting" | "holding";
  /** When the request was issued, counted over all. */
  issued: number;
  blocked: number;
  spun: number;
}

/** `homes` names the processor of each resource, for agents. */
export function keptBack(tasks: readonly LockTask[], protocol: Protocol, homes: readonly number[] = []): Kept[] {
  const processors = Math.max(...tasks.map(({ processor }) => processor), ...homes) + 1;
  const kept = tasks.map(() => ({ response: 0, blocked: 0, spun: 0 }));
  const next = tasks.map(() => 0);
  const jobs = new Map<number, Job>();
  const holders = new Map<number, Job>();
  let issued = 0;
  const needs = ({ task, step }: Job): number | undefined => tasks[task]!.steps[step]!.resource;
  const ceiling = (resource: number, foreign: number): number => tasks.reduce((highest, { processor, steps }, t) =>
    processor !== foreign && steps.some((one) => one.resource === resource) ? Math.min(highest, t) : highest, Infinity);

  const isShared = (resource: number): boolean =>
    new Set(tasks.filter(({ steps }) => steps.some((one) => one.resource === resource)).map(({ processor }) => processor)).size > 1;

  /** Who runs on a processor: a job, or the agent of one. */
  const chosen = (p: number): Job | undefined => {
    const own = [...jobs.values()].filter((job) => job.processor === p);
    if (protocol === "dpcp") {
      const agents = [...jobs.values()].filter((job) => job.stage !== "normal" && homes[needs(job)!] === p).sort((a, b) => a.task - b.task);
      const first = agents[0];
      if (first !== undefined) {
        const locks = agents.filter((job) => job !== first && job.stage === "holding" && ceiling(needs(job)!, -1) <= first.task);
        return first.stage === "holding" || locks.length === 0 ? first : locks.sort((a, b) => b.issued - a.issued)[0];
      }
    } else {
      const above = own.filter((job) => protocol === "msrp" ? job.stage !== "normal" && isShared(needs(job)!) : job.stage === "holding");
      const rank = (job: Job): number => protocol === "mpcp" ? ceiling(needs(job)!, p) : job.issued;
      if (above.length > 0) return above.sort((a, b) => rank(a) - rank(b) || a.issued - b.issued)[0];
    }
    // What one processor alone uses, is under the stack resource policy in MSRP: whoever holds it has the priority of its ceiling.
    const rank = (job: Job): number => job.stage === "normal" ? job.task : Math.min(job.task, ceiling(needs(job)!, -1) - 0.5);
    return own.filter(({ stage }) => stage === "normal" || (stage === "holding" && protocol === "msrp")).sort((a, b) => rank(a) - rank(b))[0];
  };

  /** Those who wait for a resource get it in their order. */
  const grant = (resource: number): void => {
    const waiting = [...jobs.values()].filter((job) => job.stage === "waiting" && needs(job) === resource)
      .sort((a, b) => protocol === "mpcp" ? a.task - b.task : a.issued - b.issued);
    if (holders.has(resource) || waiting.length === 0) return;
    holders.set(resource, waiting[0]!);
    waiting[0]!.stage = "holding";
  };

  for (let now = 0; ; now++) {
    tasks.forEach(({ processor, steps, releases }, task) => {
      const release = releases[next[task]!];
      if (jobs.has(task) || release === undefined || release > now) return;
      next[task]!++;
      jobs.set(task, { task, processor, release, step: 0, left: steps[0]!.length, stage: "normal", issued: 0, blocked: 0, spun: 0 });
    });
    // Requests take no time, and after one another job may run, which may ask for something in turn.
    for (let asks = true; asks;) {
      asks = false;
      for (let p = 0; p < processors; p++) {
        const job = chosen(p);
        if (job === undefined || job.stage !== "normal" || needs(job) === undefined) continue;
        job.stage = "waiting";
        job.issued = ++issued;
        if (protocol !== "dpcp") grant(needs(job)!);
        asks = true;
      }
    }
    const runs = Array.from({ length: processors }, (_, p) => chosen(p));
    // An agent that runs has its lock.
    if (protocol === "dpcp") for (const job of runs) if (job?.stage === "waiting") job.stage = "holding";
    for (const job of jobs.values()) {
      const local = runs[job.processor];
      if (runs.includes(job) && job.stage === "waiting") job.spun++;
      else if (!runs.includes(job) && !(local !== undefined && local.processor === job.processor && local.task < job.task)) job.blocked++;
    }
    for (const job of runs) if (job !== undefined && job.stage !== "waiting" && --job.left === 0) {
      const resource = needs(job);
      job.stage = "normal";
      if (resource !== undefined) holders.delete(resource);
      if (++job.step < tasks[job.task]!.steps.length) job.left = tasks[job.task]!.steps[job.step]!.length;
      else {
        const most = kept[job.task]!;
        jobs.delete(job.task);
        kept[job.task] = {
          response: Math.max(most.response, now + 1 - job.release), blocked: Math.max(most.blocked, job.blocked), spun: Math.max(most.spun, job.spun),
        };
      }
      if (resource !== undefined && protocol !== "dpcp") grant(resource);
    }
    if (jobs.size === 0 && tasks.every(({ releases }, t) => next[t] === releases.length)) return kept;
  }
}
