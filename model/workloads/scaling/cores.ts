/** Two ways to use some cores, side by side. */
import { type Exact, ratio } from "../../../src/timing/exact.ts";
import { TimingRefusal } from "../../../src/timing/refusal.ts";

/** One number of cores with what each way gives there, and which gives more. */
export interface CoresRow<Way extends string> {
  readonly cores: number;
  readonly rates: Readonly<Record<Way, Exact>>;
  readonly better: Way | "equal";
}

/** Most cores in a table. */
const coresMost = 4096;

/** Two ways against the number of cores, from one on. */
export function byCores<Way extends string>(most: number, ways: Readonly<Record<Way, (cores: number) => Exact>>): CoresRow<Way>[] {
  if (most > coresMost) throw new TimingRefusal("too large", "cores", `is ${most}; at most ${coresMost} are tabled`);
  const [first, second] = Object.keys(ways) as [Way, Way];
  return Array.from({ length: Number(whole(most).n) }, (_, i) => {
    const rates = { [first]: ways[first](i + 1), [second]: ways[second](i + 1) } as Record<Way, Exact>;
    const order = rates[first].compare(rates[second]);
    return { cores: i + 1, rates, better: order === 0 ? "equal" : order > 0 ? first : second };
  });
}

/** A number of cores. */
export function whole(cores: number): Exact {
  if (!Number.isSafeInteger(cores) || cores < 1) throw new TimingRefusal("out of range", "cores", `is ${cores}; it must be a whole number of at least 1`);
  return ratio(cores);
}
