/**
 * Writes a file so that a reader sees the old content or the new one, never a part: a temporary file beside it is
 * written, made durable, and renamed.
 */
import { basename, dirname, join } from "node:path";
import { type Disk, realDisk, syncDirectory } from "./disk.ts";

/** Writes the whole file, and makes its folder when that is missing. Throws what the disk says. */
export function writeWhole(path: string, text: string, disk: Disk = realDisk): void {
  const folder = dirname(path);
  disk.mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${basename(path).slice(0, 100)}.${process.pid}.tmp`);
  const file = disk.openSync(temporary, "w", 0o644);
  try {
    try {
      disk.writeAll(file, Buffer.from(text));
      disk.fsyncSync(file);
    } finally {
      disk.closeSync(file);
    }
    disk.renameSync(temporary, path);
  } catch (error) {
    discard(disk, temporary);
    throw error;
  }
  syncDirectory(disk, folder);
}

function discard(disk: Disk, path: string): void {
  try {
    disk.unlinkSync(path);
  } catch {
    // The first error is the one to report; a temporary file left behind does no harm.
  }
}
