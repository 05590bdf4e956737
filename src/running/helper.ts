/**
 * A helper thread as the main thread sees it: it is asked one question at a time, and ended when it stands still.
 */
import { Worker } from "node:worker_threads";
import { ownExtension } from "../store/index.ts";
import { Refusal, Unanswered } from "./refusal.ts";
import { Board, type Seen } from "./board.ts";
import type { Ask, Questions, Said } from "./protocol.ts";
import { threadState } from "./thread.ts";
import { type Stillness, Watchdog, clockFactor, lookEveryMs } from "./watchdog.ts";

/** What a helper may use up. */
export interface Limits {
  /** Seconds of processor time that one sentence may take. */
  readonly seconds: number;
  /** Memory of one helper. */
  readonly megabytes: number;
}

/** Why a helper is no longer there. */
export type Loss = Stillness | "is out of memory" | "ended";

/** A helper is no longer there; what it did last. */
export class HelperLost extends Unanswered {
  readonly why: Loss;
  readonly seen: Seen;
  /** What became of it, as the end of a sentence that begins with what it did. */
  readonly end: string;

  constructor(why: Loss, seen: Seen, end: string) {
    super(`${seen.doing === null || seen.doing === "" ? "Cordon itself" : seen.doing} ${end}`);
    this.name = "HelperLost";
    this.why = why;
    this.seen = seen;
    this.end = end;
  }
}

/** What became of a helper that was stopped. */
function stopped(why: Stillness, seconds: number): string {
  const advice = "and was stopped; --limit gives it more";
  switch (why) {
    case "runs on": return `did not return within ${seconds} s of processor time ${advice}`;
    case "sleeps": return `slept for ${seconds * clockFactor} s ${advice}`;
    case "is unknown": return `did not return within ${seconds * clockFactor} s ${advice}`;
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

interface Pending {
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Error) => void;
  readonly event: (value: unknown) => void;
}

export class Helper {
  private readonly worker: Worker;
  private readonly board = new Board();
  private readonly limits: Limits;
  private pending: Pending | null = null;
  private watchdog: NodeJS.Timeout | undefined;
  /** Whether it can still be asked. */
  alive = true;

  constructor(limits: Limits) {
    this.limits = limits;
    this.worker = startWorker({
      workerData: { board: this.board.shared },
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    });
    // What the user's code prints must not get into our document on stdout.
    this.worker.stdout.pipe(process.stderr, { end: false });
    this.worker.stderr.pipe(process.stderr, { end: false });
    this.worker.on("message", (said: Said) => this.hear(said));
    this.worker.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ERR_WORKER_OUT_OF_MEMORY" ? this.lose("is out of memory", "was being evaluated when the memory ran out")
        : this.lose("ended", `was being evaluated when the thread ended: ${error.message}`));
    this.worker.on("exit", () => this.lose("ended", "was being evaluated when the thread ended: it ended by itself"));
  }

  /** Asks a question; fails with a Refusal, with HelperLost, or with Threw. */
  ask<K extends keyof Questions>(
    ask: K, question: Questions[K]["question"], event: (value: Questions[K]["event"]) => void = () => {},
  ): Promise<Questions[K]["answer"]> {
    return new Promise((resolve, reject) => {
      this.board.clear();
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
    const watchdog = new Watchdog(this.limits.seconds);
    this.watchdog = setInterval(() => {
      const { count, thread, doing } = this.board.seen();
      if (doing === null) return;
      const stillness = watchdog.look(count, () => threadState(thread));
      if (stillness !== null) this.lose(stillness, stopped(stillness, this.limits.seconds));
    }, lookEveryMs);
  }

  private lose(why: Loss, end: string): void {
    const { pending } = this;
    this.alive = false;
    this.settle();
    pending?.fail(new HelperLost(why, this.board.seen(), end));
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
