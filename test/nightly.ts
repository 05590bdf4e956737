/**
 * What is long has a short form in `npm test`, and runs as a whole in `npm run nightly`. Which of them it is, is asked here alone.
 */
import { test } from "vitest";

const isNight = process.env["CORDON_NIGHTLY"] === "1";

/** The whole of something at night, and its short form in `npm test`. */
export const byNight = <T>(whole: T, short: T): T => isNight ? whole : short;

/** How often something is tried: `whole` times at night, and a tenth of them, or `short`, in `npm test`. */
export const tries = (whole: number, short = Math.ceil(whole / 10)): number => byNight(whole, short);

/** A test that has no short form: what it holds is held by night alone. */
export const nightly = test.runIf(isNight);
