/**
 * Reads files of strangers: ordinary files only, and never more than a stated number of bytes.
 */
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { reason } from "./disk.ts";

/** The file's bytes; throws an Error whose message says why they cannot be had. */
export function readBounded(path: string, most: number): Buffer {
  return opened(path, (file) => {
    const { size } = fstatSync(file);
    if (size > most) throw new Error(`it has ${size} bytes, more than the ${most} that are read`);
    return readUpTo(file, size);
  });
}

/** The first bytes of a file; throws as `readBounded` does. */
export function readHead(path: string, most: number): Buffer {
  return opened(path, (file) => readUpTo(file, Math.min(most, fstatSync(file).size)));
}

function opened(path: string, action: (file: number) => Buffer): Buffer {
  try {
    if (statSync(path).isDirectory()) throw new Error("it is a folder");
    if (!statSync(path).isFile()) throw new Error("it is not an ordinary file");
    const file = openSync(path, "r");
    try {
      return action(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new Error(reason(error), { cause: error });
  }
}

function readUpTo(file: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let read = 0;
  while (read < size) {
    const now = readSync(file, bytes, read, size - read, read);
    if (now === 0) break;
    read += now;
  }
  return bytes.subarray(0, read);
}
