/**
 * The exact upper bound for a probability after counting, as Clopper and Pearson have it: the largest one under which so few successes
 * still come in one of twenty such counts. Source: Clopper and Pearson, "The use of confidence or fiducial limits
 * illustrated in the case of the binomial", Biometrika 26 (1934).
 */

/** How often the bound may be wrong. */
const risk = 0.05;

/** The upper bound, with 95 % confidence, for the probability of what came `successes` times in `trials` independent trials. */
export function upperBoundOf(successes: number, trials: number): number {
  if (successes >= trials) return 1;
  if (successes === 0) return -Math.expm1(Math.log(risk) / trials);
  const ways = logWays(successes, trials);
  let low = successes / trials;
  let high = 1;
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
    if (atMost(successes, trials, middle, ways) > risk) low = middle;
    else high = middle;
  return high;
}

/**
 * The probability of so few successes, where each has probability `p` and more than `successes` are expected. The terms
 * are then largest at `successes` and fall below it, so that few of them matter.
 */
function atMost(successes: number, trials: number, p: number, ways: number): number {
  let [term, sum] = [1, 1];
  for (let i = successes; i > 0 && term > sum * 1e-17; i--) {
    term *= (i / (trials - i + 1)) * ((1 - p) / p);
    sum += term;
  }
  return Math.exp(ways + successes * Math.log(p) + (trials - successes) * Math.log1p(-p)) * sum;
}

/** The logarithm of the number of ways to choose `successes` of `trials`. */
function logWays(successes: number, trials: number): number {
  const fewer = Math.min(successes, trials - successes);
  let sum = 0;
  for (let i = 1; i <= fewer; i++) sum += Math.log((trials - fewer + i) / i);
  return sum;
}
