/**
 * The few file operations that the store is made of, so that a test can make each of them fail at its n-th call, or cut the
 * power after it.
 */
import * as fs from "node:fs";
import { dirname, resolve } from "node:path";

export type Disk = Pick<
  typeof fs,
  | "closeSync"
  | "existsSync"
  | "fstatSync"
  | "fsyncSync"
  | "mkdirSync"
  | "openSync"
  | "readFileSync"
  | "readdirSync"
  | "realpathSync"
  | "renameSync"
  | "unlinkSync"
> & {
  /** Writes all the bytes, at a position or at the end; throws when the disk takes only some of them. */
  readonly writeAll: (file: number, bytes: Uint8Array, position?: number) => void;
};

/** The real disk. */
export const realDisk: Disk = { ...fs, writeAll };

function writeAll(file: number, bytes: Uint8Array, position: number | null = null): void {
  let written = 0;
  while (written < bytes.length)
    written += fs.writeSync(
      file,
      bytes,
      written,
      bytes.length - written,
      position === null ? null : position + written,
    );
}

/**
 * Makes a folder, and those above it, and has the disk keep that it is there. One folder at a time: Node's own way of making
 * several never ends where a parent takes none, as in `/proc`.
 */
export function makeFolder(disk: Disk, folder: string): void {
  const above = dirname(resolve(folder));
  if (!disk.existsSync(folder)) {
    if (above !== resolve(folder)) makeFolder(disk, above);
    try {
      disk.mkdirSync(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  syncDirectory(disk, above);
}

/** Makes what a directory lists durable; file systems that cannot do so are left alone. */
export function syncDirectory(disk: Disk, directory: string): void {
  let opened: number;
  try {
    opened = disk.openSync(directory, "r");
  } catch {
    return;
  }
  try {
    disk.fsyncSync(opened);
  } catch (error) {
    if (!["EINVAL", "EPERM", "ENOTSUP", "EISDIR", "EBADF", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? ""))
      throw error;
  } finally {
    disk.closeSync(opened);
  }
}

/** Why a disk refused, in words: `no space is left on the disk (ENOSPC)`. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined
    ? message
    : `${words[code] ?? message.replace(/^[A-Z]+: /, "").replace(/, [a-z]+ '.*$/s, "")} (${code})`;
}

const words: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on the disk", EDQUOT: "the disk quota is used up", EIO: "the disk reported an error",
  EROFS: "the file system is read-only", EACCES: "permission is denied", EPERM: "permission is denied",
  ENOENT: "there is no such file or folder", ENOTDIR: "a part of the path is not a directory", EISDIR: "it is a folder",
  EEXIST: "it exists already", EMFILE: "too many files are open", ELOOP: "the symbolic links go round in a circle",
  ENAMETOOLONG: "the name is too long", ENXIO: "it is not an ordinary file", EPIPE: "the reader has gone",
};
