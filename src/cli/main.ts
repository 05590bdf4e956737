#!/usr/bin/env node
/** The command `cordon`. */
import { exitCodes, withUnwritten } from "./exit.ts";
import { guarded, processIo, watchStreams } from "./io.ts";
import { run } from "./program.ts";

const unwritten = watchStreams();

/** Ends with what nobody foresaw: in one line, and never as if a claim had failed. */
function confess(error: unknown): void {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const { err } = guarded(processIo());
  err(`cordon: this is a fault of Cordon itself, please report it: ${message}\n`);
  if (process.env["CORDON_DEBUG"] !== undefined) err(`${stack ?? ""}\n`);
  process.exitCode = exitCodes.UNKNOWN;
}

process.on("uncaughtException", (error) => {
  confess(error);
  process.exit();
});
// Streams say only later that they could not be written.
process.on("exit", (code) => { process.exitCode = withUnwritten(code, unwritten()); });

try {
  process.exitCode = await run(process.argv.slice(2), processIo());
} catch (error) {
  confess(error);
}
