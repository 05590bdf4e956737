/**
 * `npm run bench`: how fast random traces run, against the same small model under fast-check, in one process.
 * `npm run bench -- strategies`: which strategy kills which mutants, and how soon.
 * `npm run bench -- shrinking`: how short the counterexamples of the seeded bugs become, and how quickly.
 * `npm run bench -- explore`: exhaustive search against the peers of `peers/`, and against plain code.
 * `npm run bench -- timing`: task sets a second through the analysis of fixed priorities, against the textbook recurrence.
 * `npm run bench -- simulator`: events a second of the simulator, by policy.
 * `npm run bench -- bounds`: random systems of every timing analysis, simulated to beat its bounds.
 * `npm run bench -- against DIR`: the processor time of checks and searches here and in another checkout.
 * Absolute rates depend on the machine; the ratios are what to compare.
 */
import { measureAgainst } from "./against.ts";
import { measureBounds } from "./bounds.ts";
import { measureExploring } from "./exploring.ts";
import { measureShrinking } from "./shrinking.ts";
import { measureSimulator } from "./simulator-speed.ts";
import { measureSpeed } from "./speed.ts";
import { measureStrategies } from "./strategies.ts";
import { measureTimingSpeed } from "./timing-speed.ts";

const parts: Readonly<Record<string, (words: readonly string[]) => void>> = {
  speed: measureSpeed, strategies: measureStrategies, shrinking: measureShrinking, explore: measureExploring,
  timing: measureTimingSpeed, simulator: measureSimulator, bounds: measureBounds, against: measureAgainst,
};
const [wanted = "speed", ...words] = process.argv.slice(2);

const measure = parts[wanted];
if (measure === undefined) {
  process.stderr.write(`There is no bench "${wanted}"; there are ${Object.keys(parts).join(", ")}.\n`);
  process.exitCode = 2;
} else measure(words);
