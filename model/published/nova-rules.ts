/** Rules of NOVA's calls and semaphores as they are specified, small enough to try every order of events. */

/** The rules that matter, so that others can be tried in their place. */
export interface Rules {
  /** What the highest caller does while the server is busy with an earlier call: runs it, or lets all calls before its own go first. */
  readonly busy: "help" | "queue";
  /** Whom an up releases. */
  readonly wake: "first" | "last";
}

/** What one request of each client came to; the first client has the highest priority. All in ticks of one core. */
export interface Served {
  readonly response: readonly number[];
  /** Ticks charged to each client's scheduling context. */
  readonly charged: readonly number[];
}

/**
 * Clients call one server, each once, at its time and for so much work. The highest ready client runs: as the server, if its
 * own call is under way; if the server is busy with an earlier call, that call, by helping; else its call begins.
 */
export function served(arrivals: readonly number[], work: readonly number[], { busy }: Pick<Rules, "busy">): Served {
  const left = [...work];
  const response = work.map(() => 0);
  const charged = work.map(() => 0);
  let current: number | null = null;
  for (let now = 0; left.some((ticks) => ticks > 0); now++) {
    const running = left.findIndex((ticks, client) => ticks > 0 && arrivals[client]! <= now);
    if (running < 0) continue;
    current ??= busy === "help" ? running : earliest(arrivals, left);
    charged[running]!++;
    left[current]!--;
    if (left[current]! > 0) continue;
    response[current] = now + 1 - arrivals[current]!;
    current = null;
  }
  return { response, charged };
}

/** Whose call came first, of those that are not done. */
const earliest = (arrivals: readonly number[], left: readonly number[]): number =>
  arrivals.reduce((first, at, client) => left[client]! > 0 && (first < 0 || at <= arrivals[first]!) ? client : first, -1);

type Waking = Pick<Rules, "wake">;

/** A semaphore's life: how many ups are stored, and who waits, first come first. */
interface Semaphore {
  readonly counter: number;
  readonly waiting: readonly number[];
}

const up = ({ counter, waiting }: Semaphore, { wake }: Waking): Semaphore => waiting.length === 0 ? { counter: counter + 1, waiting }
  : { counter, waiting: wake === "first" ? waiting.slice(1) : waiting.slice(0, -1) };
const down = ({ counter, waiting }: Semaphore, context: number): Semaphore =>
  counter > 0 ? { counter: counter - 1, waiting } : { counter, waiting: [...waiting, context] };

/** Runs every sequence of so many steps over some contexts; counts the sequences, and the steps after which a rule is broken. */
export function semaphoreRuns(contexts: number, steps: number, rules: Waking): { readonly runs: number; readonly violations: number } {
  let [runs, violations] = [0, 0];
  const visit = (now: Semaphore, ups: number, passed: number, since: readonly number[], left: number): void => {
    // An up is stored, or has let somebody pass; nobody waits while one is stored; waiting is in the order of asking.
    if (now.counter + passed !== ups || (now.counter > 0 && now.waiting.length > 0) || now.waiting.join() !== since.join()) violations++;
    if (left === 0) { runs++; return; }
    visit(up(now, rules), ups + 1, passed + (since.length > 0 ? 1 : 0), since.slice(1), left - 1);
    for (let context = 0; context < contexts; context++) {
      if (since.includes(context)) continue;
      const waits = now.counter === 0;
      visit(down(now, context), ups, passed + (waits ? 0 : 1), waits ? [...since, context] : since, left - 1);
    }
  };
  visit({ counter: 0, waiting: [] }, 0, 0, [], steps);
  return { runs, violations };
}
