/** Guards a helper's thread: neither globals nor modules of Node give its sentences chance, the clock, or work for later. */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import promisedTimers from "node:timers/promises";
import { promiseHooks } from "node:v8";
import { SpecificationFault } from "../language/index.ts";
import { type BannedOfModule, guardThread, notePromise } from "../engine/index.ts";

const [chance, later] = ["is chance", "begins work for later"];
const functions = ["setTimeout", "setInterval", "setImmediate"];

const modules: readonly BannedOfModule[] = [
  { module: crypto, name: "crypto", what: chance, functions: ["randomBytes", "randomInt", "randomUUID", "randomFill", "randomFillSync"] },
  { module: timers, name: "timers", what: later, functions },
  { module: promisedTimers, name: "timers/promises", what: later, functions },
];

/** To be called before a user's file is loaded. */
export function guardHelper(): void {
  guardThread(modules);
  // What a file imports by name follows only now.
  syncBuiltinESMExports();
  promiseHooks.onInit(notePromise);
  // A promise that a sentence made is a fault already; what becomes of it must not end the thread.
  process.on("unhandledRejection", (error) => {
    if (!(error instanceof SpecificationFault)) throw error;
  });
}
