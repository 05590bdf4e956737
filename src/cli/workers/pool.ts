/**
 * The helpers of one run. A lost helper is replaced when it is next needed.
 */
import { Helper, type Limits } from "./helper.ts";

export class Pool {
  readonly size: number;
  private readonly limits: Limits;
  private readonly helpers: (Helper | undefined)[] = [];

  constructor(size: number, limits: Limits) {
    this.size = size;
    this.limits = limits;
    // What helpers print ends up there, two streams each: many listeners are no leak.
    process.stderr.setMaxListeners(0);
  }

  /** The helper with this number, started when it is not there. */
  helper(number = 0): Helper {
    const known = this.helpers[number];
    return known?.alive === true ? known : this.helpers[number] = new Helper(this.limits);
  }

  /** Ends all helpers. */
  async end(): Promise<void> {
    await Promise.all(this.helpers.flatMap((helper) => helper?.end() ?? []));
  }
}
