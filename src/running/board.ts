/**
 * The board that a helper shares with the main thread, so that what it does can be seen from outside. A sentence is named by
 * its place in the list of claims or operations, since sentences change millions of times a second; anything else by words.
 */
import type { Watch } from "../engine/index.ts";
import { ownThread } from "./thread.ts";

/** Places of the numbers. */
const place = { count: 0, claim: 1, operation: 2, chunk: 3, thread: 4, doing: 5, places: 6 } as const;
const wordsFrom = 4 * place.places;
const wordsMost = 480;

/** At `doing`: own work, which has no limit, or a sentence; a number above is the length of what is done, in words. */
const own = -1;
const sentence = 0;

/** What stands on a board. */
export interface Seen {
  readonly count: number;
  /** The claim that is evaluated, by its place; -1 for none. */
  readonly claim: number;
  readonly operation: number;
  /** The chunk of traces that is run; -1 for none. */
  readonly chunk: number;
  /** The helper's thread, as `ownThread` numbers it. */
  readonly thread: number;
  /** What is done in place of a sentence, in words; "" while a sentence is evaluated. Null for work of Cordon's own. */
  readonly doing: string | null;
}

export class Board {
  readonly shared: SharedArrayBuffer;
  private readonly numbers: Int32Array;

  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(wordsFrom + wordsMost)) {
    this.shared = shared;
    this.numbers = new Int32Array(shared, 0, place.places);
  }

  /** What stands on it now. */
  seen(): Seen {
    const [count, claim, operation, chunk, thread, doing] = this.numbers as unknown as [number, number, number, number, number, number];
    return { count, claim, operation, chunk, thread, doing: doing === own ? null
      : new TextDecoder().decode(Uint8Array.from(new Uint8Array(this.shared, wordsFrom, doing))) };
  }

  /** A question is asked: nothing is done yet. */
  clear(): void { [place.claim, place.operation, place.chunk, place.doing].forEach((at) => { this.numbers[at] = -1; }); }

  /** Says which thread the helper is. Called in it. */
  begin(): void { this.numbers[place.thread] = ownThread(); }

  takes(chunk: number): void { this.numbers[place.chunk] = chunk; }

  /** The operation that was entered last; -1 for none. */
  get operation(): number { return this.numbers[place.operation]!; }

  /** Says in words what is done from now on, until the next sentence; null for work of Cordon's own. Answers what was done before. */
  does(doing: string | null): string | null {
    const before = this.seen().doing;
    const words = new TextEncoder().encode(doing ?? "").subarray(0, wordsMost);
    new Uint8Array(this.shared, wordsFrom).set(words);
    this.numbers[place.doing] = doing === null ? own : words.length;
    this.numbers[place.count]!++;
    return before;
  }

  /** Does something that is named in words. */
  async during<R>(doing: string, action: () => Promise<R> | R): Promise<R> {
    const before = this.does(doing);
    try {
      return await action();
    } finally {
      this.does(before);
    }
  }

  /** A watch that writes each sentence to the board. */
  get watch(): Watch {
    const { numbers } = this;
    return {
      enter(claim, operation) {
        numbers[place.claim] = claim;
        numbers[place.operation] = operation;
        numbers[place.doing] = sentence;
        numbers[place.count]!++;
      },
      own() {
        numbers[place.doing] = own;
        numbers[place.count]!++;
      },
    };
  }
}
