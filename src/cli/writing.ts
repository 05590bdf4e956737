/**
 * Files beside the text on stdout: reports in other forms, and graphs.
 */
import { reason, writeWhole } from "../store/index.ts";
import type { Io } from "./io.ts";

/** Writes a file that the user asked for; says so when the disk refuses, and answers whether it is there. */
export function writeReport(path: string, text: string, io: Io): boolean {
  try {
    writeWhole(path, text);
    return true;
  } catch (error) {
    io.err(`cordon: ${path} could not be written: ${reason(error)}\n`);
    return false;
  }
}
