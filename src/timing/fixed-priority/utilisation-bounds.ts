/**
 * Tests that look at utilisation alone. The tests are exact; the bounds are roots and logarithms, hence floating point:
 * they are shares of a processor, and no bounds on time.
 */
import { type Exact, one, ratio, sum } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { refuseFields } from "../response/results.ts";
import { type Task, type TickTask, readTasks } from "../task.ts";

/** To be printed beside the numbers. */
export const utilisationBoundNote = "a floating-point share of a processor, no bound on time";

/** Most tasks of an exact test: the ratios grow long. */
const tasksOfTestMost = 100;

/**
 * The share of a processor below which n tasks under rate-monotonic priorities meet deadlines at their periods:
 * n (2^(1/n) - 1), and ln 2 for any number. Floating point. Source: Liu and Layland, JACM 20(1), 1973.
 */
export function liuLaylandBound(n: number): number {
  if (n === Infinity) return Math.LN2;
  count(n, "n");
  return n * Math.expm1(Math.LN2 / n);
}

/**
 * Whether `U <= n (2^(1/n) - 1)`, decided exactly as `(1 + U/n)^n <= 2`. Sufficient for rate-monotonic priorities,
 * deadlines at the periods or later, no jitter, blocking or suspension; refused for others. Source: as above.
 */
export function liuLaylandTest(given: readonly Task[]): boolean {
  const tasks = rateMonotonic(given);
  const n = tasks.length;
  return n === 0 || sum(utilisations(tasks)).div(ratio(n)).add(one).pow(ratio(n))!.lte(ratio(2));
}

/**
 * Whether the product of `U_i + 1` is at most 2, exactly. Sufficient where the test above is, and never worse.
 * Source: Bini, Buttazzo and Buttazzo, IEEE Trans. Computers 52(7), 2003.
 */
export function hyperbolicTest(given: readonly Task[]): boolean {
  return utilisations(rateMonotonic(given)).reduce((product, share) => product.mul(share.add(one)), one).lte(ratio(2));
}

export type ServerKind = "polling" | "deferrable" | "sporadic";

/**
 * The share that n periodic tasks (any number: infinity) may use below one server of the highest priority and share `us`:
 * n (K^(1/n) - 1), and ln K for any number, with K = 2/(us + 1), for a deferrable server K = (us + 2)/(2 us + 1).
 * Floating point. Source: Buttazzo, Hard Real-Time Computing Systems, chapter on fixed-priority servers; the deferrable
 * one: Strosnider, Lehoczky and Sha, IEEE Trans. Computers 44(1), 1995, where a period is above twice the server's.
 */
export function serverBound(kind: ServerKind, us: number, n: number): number {
  if (!(us >= 0 && us <= 1)) throw new TimingRefusal("out of range", "us", `is ${us}; a share is from 0 to 1`);
  if (n !== Infinity) count(n, "n");
  const k = kind === "deferrable" ? (us + 2) / (2 * us + 1) : 2 / (us + 1);
  return n === Infinity ? Math.log(k) : n * Math.expm1(Math.log(k) / n);
}

function count(n: number, field: string): void {
  if (!Number.isSafeInteger(n) || n < 1) throw new TimingRefusal("out of range", field, `is ${n}; give a number of tasks, or Infinity for any`);
}

const utilisations = (tasks: readonly TickTask[]): Exact[] => tasks.map(({ wcet, period }) => ratio(wcet, period));

/** Tasks for which such a test says something. */
function rateMonotonic(given: readonly Task[]): readonly TickTask[] {
  const { tasks } = readTasks(given);
  if (tasks.length > tasksOfTestMost) throw new TimingRefusal("too large", "tasks", `are ${tasks.length}; this test takes at most ${tasksOfTestMost}`);
  refuseFields(tasks, "utilisation alone says nothing then", "jitter", "blocking", "suspension");
  tasks.forEach((task, i) => {
    if (task.deadline < task.period) throw new TimingRefusal("precondition", `tasks[${i}].deadline`, "must not be before the period: utilisation alone says nothing then");
    const faster = tasks.find((other) => other.priority > task.priority && other.period < task.period);
    if (faster !== undefined) throw new TimingRefusal("precondition", `tasks[${i}].priority`,
      `is above that of "${faster.id}", whose period is shorter: the test is for rate-monotonic priorities`);
  });
  return tasks;
}
