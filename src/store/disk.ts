/**
 * The few file operations that the store is made of, so that a test can make each of them fail at its n-th call.
 */
import * as fs from "node:fs";

export type Disk = Pick<
  typeof fs,
  | "closeSync"
  | "existsSync"
  | "fstatSync"
  | "fsyncSync"
  | "mkdirSync"
  | "openSync"
  | "readFileSync"
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
    if (!["EINVAL", "EPERM", "ENOTSUP", "EISDIR", "EBADF"].includes((error as NodeJS.ErrnoException).code ?? ""))
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
  ENOENT: "there is no such file or folder", ENOTDIR: "a part of the path is not a folder", EISDIR: "it is a folder",
  EEXIST: "it exists already", EMFILE: "too many files are open", ELOOP: "the symbolic links go round in a circle",
  ENAMETOOLONG: "the name is too long",
};
