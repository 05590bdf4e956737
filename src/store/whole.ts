/**
 * Writes a file so that a reader sees the old content or the new one, never a part: a temporary file beside it is
 * written, made durable, and renamed.
 */
import { statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Disk, makeFolder, realDisk, syncDirectory } from "./disk.ts";
import { type ProcessMark, ownMark, stillRuns } from "./process.ts";

/** Writes the whole file, and makes its folder when that is missing. Throws what the disk says. */
export function writeWhole(path: string, text: string, disk: Disk = realDisk): void {
  const folder = dirname(path);
  refuseSpecial(path);
  makeFolder(disk, folder);
  const temporary = join(folder, `.${basename(path).slice(0, 100)}.${writer}.tmp`);
  discard(disk, temporary);
  const file = disk.openSync(temporary, "wx", 0o644);
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

/** The writer in the name of a temporary file, so that what it leaves when it is killed is told from what is being written. */
const writer = ownMark.started === undefined ? `${ownMark.process}` : `${ownMark.process}-${ownMark.started}`;

/** To rename over a device or a pipe would take it away from everybody. */
function refuseSpecial(path: string): void {
  const known = statSync(path, { throwIfNoEntry: false });
  if (known !== undefined && !known.isFile()) throw new Error(known.isDirectory() ? "it is a folder" : "it is not an ordinary file");
}

/** Takes away what writers that are gone have left of files in a folder. */
export function discardLeftovers(folder: string, disk: Disk = realDisk): void {
  for (const name of disk.readdirSync(folder)) {
    const writer = writerOf(name);
    if (writer !== null && !stillRuns(writer)) discard(disk, join(folder, name));
  }
}

/** Who writes a temporary file; null for other files. */
function writerOf(name: string): ProcessMark | null {
  const [, process, started] = /^\..+\.(\d+)(?:-([\da-f]+-\d+))?\.tmp$/.exec(name) ?? [];
  return process === undefined ? null : { process: Number(process), ...(started === undefined ? {} : { started }) };
}

function discard(disk: Disk, path: string): void {
  try {
    disk.unlinkSync(path);
  } catch {
    // The first error is the one to report; a temporary file left behind does no harm.
  }
}
