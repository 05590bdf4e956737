/**
 * The helpers of one run. A lost helper is replaced when it is next needed.
 */
import { Helper, type Limits } from "./helper.ts";

export class Pool {
  readonly size: number;
  private readonly limits: Limits;
  private readonly helpers: (Helper | undefined)[];
  /** The first of these helpers that is its own. */
  private readonly first: number;

  constructor(size: number, limits: Limits, helpers: (Helper | undefined)[] = [], first = 0) {
    [this.size, this.limits, this.helpers, this.first] = [size, limits, helpers, first];
    // What helpers print ends up there, two streams each: many listeners are no leak.
    process.stderr.setMaxListeners(0);
  }

  /** The helper with this number, started when it is not there. */
  helper(number = 0): Helper {
    const known = this.helpers[this.first + number];
    return known?.alive === true ? known : this.helpers[this.first + number] = new Helper(this.limits);
  }

  /** The helpers in so many parts, of which none is empty where there are no more parts than helpers. */
  parts(count: number): Pool[] {
    const { size, limits, helpers, first } = this;
    const from = (part: number): number => Math.floor(part * size / count);
    return Array.from({ length: count }, (_, part) => new Pool(from(part + 1) - from(part), limits, helpers, first + from(part)));
  }

  /** Ends all helpers. */
  async end(): Promise<void> {
    await Promise.all(this.helpers.flatMap((helper) => helper?.end() ?? []));
  }
}
