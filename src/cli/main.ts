#!/usr/bin/env node
/** The command `cordon`. */
import { exitCodes } from "./exit.ts";
import { processIo } from "./io.ts";
import { run } from "./program.ts";

// A reader that closes the pipe early, such as `head`, has what it wanted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => { if (error.code !== "EPIPE") throw error; });

try {
  process.exitCode = await run(process.argv.slice(2), processIo());
} catch (error) {
  const { message } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`cordon: this is a fault of Cordon itself, please report it: ${message}\n`);
  if (process.env["CORDON_DEBUG"] !== undefined)
    process.stderr.write(`${error instanceof Error ? (error.stack ?? "") : ""}\n`);
  process.exitCode = exitCodes.UNKNOWN;
}
