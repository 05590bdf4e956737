/**
 * What a test needs that may be missing. A test that needs something of the machine fails in continuous integration where that is
 * missing, since `.ci/run` installs it. What may stand beside the project is no part of it: a test of it is skipped, and says why.
 */
import { existsSync } from "node:fs";
import { test } from "vitest";

/** Declares a test, as `test` of vitest does. */
type Declare = (name: string, body: () => unknown) => void;

const isCi = !["", "0", "false", undefined].includes(process.env["CI"]);

/** What a test does that lacks what it needs. */
export const lacking = (why: string, isStrict: boolean) => ({ skip }: { readonly skip: (why: string) => void }): void => {
  if (isStrict) throw new Error(why);
  skip(why);
};

/** Declares tests that need `what` of the machine. */
export const needing = (isThere: boolean, what: string): Declare =>
  isThere ? test : (name) => { test(name, lacking(`there is no ${what} here`, isCi)); };

/** Declares tests that look at what Linux says of files, threads and processes. */
export const onLinux = needing(process.platform === "linux", "Linux");

/** Declares tests that read what may stand beside the project. */
export const beside = (path: string): Declare =>
  existsSync(path) ? test : (name) => { test(name, lacking(`${path} is not there`, false)); };
