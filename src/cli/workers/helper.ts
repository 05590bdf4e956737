/**
 * A helper thread as the main thread sees it: it is asked one question at a time, and ended when it stands still.
 */
import { Worker } from "node:worker_threads";
import { ownExtension } from "../../store/index.ts";
import { Refusal, Unanswered } from "../refusal.ts";
import { type Ask, type Questions, type Said, board } from "./protocol.ts";

/** What a helper may use up. */
export interface Limits {
  /** Seconds that one invariant or operation may take. */
  readonly seconds: number;
  /** Memory of one helper. */
  readonly megabytes: number;
}

/** Why a helper is no longer there, and what it did last. */
export class HelperLost extends Unanswered {
  readonly why: "stood still" | "out of memory" | "ended";
  readonly loading: boolean;
  /** Place of the claim that it was evaluating; -1 for an operation. */
  readonly claim: number;
  readonly operation: number;
  /** The chunk that it was running; -1 when none. */
  readonly chunk: number;

  constructor(why: HelperLost["why"], seen: Int32Array, message: string) {
    super(seen[board.loading] !== 0 ? `loading did not end: ${message}` : message);
    this.name = "HelperLost";
    this.why = why;
    this.loading = seen[board.loading] !== 0;
    this.claim = seen[board.claim]!;
    this.operation = seen[board.operation]!;
    this.chunk = seen[board.chunk]!;
  }
}

/** Thrown when code of a specification or of the user throws outside a campaign. */
export class Threw extends Unanswered {
  readonly claim: string;

  constructor(sentence: string, claim: string) {
    super(sentence);
    this.name = "Threw";
    this.claim = claim;
  }
}

/** How often the board is looked at. Looks are counted, not time, so that a suspended machine is no stand-still. */
const lookEveryMs = 50;
/** Loading modules may take this many times as long as one invariant. */
const loadingFactor = 4;

interface Pending {
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Error) => void;
  readonly event: (value: unknown) => void;
}

export class Helper {
  private readonly worker: Worker;
  private readonly seen: Int32Array;
  private readonly limits: Limits;
  private pending: Pending | null = null;
  private watchdog: NodeJS.Timeout | undefined;
  /** Whether it can still be asked. */
  alive = true;

  constructor(limits: Limits) {
    const shared = new SharedArrayBuffer(4 * board.places);
    this.limits = limits;
    this.seen = new Int32Array(shared);
    this.worker = startWorker({
      workerData: { board: shared },
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    });
    // What the user's code prints must not get into our document on stdout.
    this.worker.stdout.pipe(process.stderr, { end: false });
    this.worker.stderr.pipe(process.stderr, { end: false });
    this.worker.on("message", (said: Said) => this.hear(said));
    this.worker.on("error", (error: NodeJS.ErrnoException) =>
      this.lose(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "out of memory" : "ended", error.message));
    this.worker.on("exit", () => this.lose("ended", "it ended by itself"));
  }

  /** Asks a question; fails with a Refusal, with HelperLost, or with Threw. */
  ask<K extends keyof Questions>(
    ask: K, question: Questions[K]["question"], event: (value: Questions[K]["event"]) => void = () => {},
  ): Promise<Questions[K]["answer"]> {
    return new Promise((resolve, reject) => {
      this.seen.fill(-1, board.claim);
      this.pending = {
        answer: resolve as (value: unknown) => void,
        fail: reject,
        event: event as (value: unknown) => void,
      };
      this.startWatching();
      this.worker.postMessage({ ask, question } as Ask);
    });
  }

  /** Ends the thread. */
  async end(): Promise<void> {
    this.alive = false;
    clearInterval(this.watchdog);
    await this.worker.terminate();
  }

  private hear(said: Said): void {
    const { pending } = this;
    if (pending === null) return;
    if (said.said === "event") {
      pending.event(said.value);
      return;
    }
    this.settle();
    if (said.said === "answer") pending.answer(said.value);
    else
      pending.fail(
        said.said === "refused" ? new Refusal(said.sentence, said.fault) : new Threw(said.sentence, said.claim),
      );
  }

  private settle(): void {
    this.pending = null;
    clearInterval(this.watchdog);
  }

  private startWatching(): void {
    let count = -1;
    let still = 0;
    this.watchdog = setInterval(() => {
      const now = this.seen[board.count]!;
      still = now === count ? still + 1 : 0;
      count = now;
      const seconds = this.seen[board.loading] === 0 ? this.limits.seconds : this.limits.seconds * loadingFactor;
      if (still * lookEveryMs >= seconds * 1000) this.lose("stood still", `it stood still for ${seconds} s`);
    }, lookEveryMs);
  }

  private lose(why: HelperLost["why"], message: string): void {
    const { pending } = this;
    this.alive = false;
    this.settle();
    pending?.fail(new HelperLost(why, this.seen.slice(), message));
    void this.worker.terminate();
  }
}

/** Starts the helper's module; the sources need their compiler in the new thread first. */
function startWorker(options: ConstructorParameters<typeof Worker>[1]): Worker {
  const module = new URL(`./worker${ownExtension}`, import.meta.url);
  if (ownExtension === ".js") return new Worker(module, options);
  const compiler = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  return new Worker(
    `import(${compiler}).then(({ register }) => { register(); return import(${JSON.stringify(module.href)}); })`,
    { ...options, eval: true },
  );
}
