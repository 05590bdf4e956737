/**
 * A disk that keeps only what it must: the bytes of a file that was fsynced, and the names in a folder that was fsynced. What else it has
 * when the power comes back is up to chance, or to the worst: each name in its old or its new state, and of each write any part.
 */
import { constants } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Disk } from "../../src/store/index.ts";

interface File { readonly kind: "file"; now: Buffer; kept: Buffer }
interface Folder { readonly kind: "folder"; now: Map<string, Node>; kept: Map<string, Node> }
type Node = File | Folder;

/** What is left of what was not synced. */
export interface Leaves {
  /** Whether a name that was made or taken away stays so. */
  readonly name: () => boolean;
  /** How many of so many bytes that were written are there. */
  readonly bytes: (written: number) => number;
}

export const leavesNothing: Leaves = { name: () => false, bytes: () => 0 };
export const leavesNamesOnly: Leaves = { name: () => true, bytes: () => 0 };
export const leavesBytesOnly: Leaves = { name: () => false, bytes: (written) => written };

/** Thrown by every call once the power is off. */
class PowerOff extends Error {
  readonly code = "EIO";
}

const folder = (entries: Iterable<readonly [string, Node]> = []): Folder => ({ kind: "folder", now: new Map(entries), kept: new Map(entries) });

const fail = (code: string, path: string): never => { throw Object.assign(new Error(`${code}: ${path}`), { code }); };

export class SimulatedDisk {
  private readonly root: Folder;
  private readonly open = new Map<number, { readonly node: Node; readonly appends: boolean }>();
  /** Calls that are still done before the power goes off; a write that is the last is done in part. */
  private callsLeft = Infinity;
  private part = 1;
  calls = 0;

  constructor(root: Folder = folder()) {
    this.root = root;
  }

  /** Cuts the power after so many more calls; of the last one, if it writes, only a part is done. */
  cutAfter(calls: number, part: number): this {
    this.callsLeft = calls;
    this.part = part;
    return this;
  }

  get isOff(): boolean { return this.callsLeft < 0; }

  /** The disk when the power is on again. */
  rebooted(leaves: Leaves): SimulatedDisk {
    const seen = new Map<Node, Node>();
    const left = (node: Node): Node => {
      const known = seen.get(node);
      if (known !== undefined) return known;
      const made: Node = node.kind === "file" ? { kind: "file", now: bytesLeft(node, leaves), kept: Buffer.alloc(0) } : folder();
      seen.set(node, made);
      if (node.kind === "file" && made.kind === "file") made.kept = Buffer.from(made.now);
      if (node.kind === "folder" && made.kind === "folder") for (const name of new Set([...node.kept.keys(), ...node.now.keys()])) {
        const [before, after] = [node.kept.get(name), node.now.get(name)];
        const one = before === after || leaves.name() ? after : before;
        if (one === undefined) continue;
        made.now.set(name, left(one));
        made.kept.set(name, left(one));
      }
      return made;
    };
    return new SimulatedDisk(left(this.root) as Folder);
  }

  /** The bytes of a file as it stands; undefined where there is none. */
  read(path: string): string | undefined {
    const node = this.find(path);
    return node?.kind === "file" ? node.now.toString() : undefined;
  }

  /** What a folder lists. */
  list(path: string): string[] {
    const node = this.find(path);
    return node?.kind === "folder" ? [...node.now.keys()] : [];
  }

  get disk(): Disk {
    const calls = {
      existsSync: (path: string) => this.find(path) !== undefined,
      mkdirSync: (path: string) => { this.add(path, folder()); },
      openSync: (path: string, flags: string | number) => this.opened(path, flags),
      closeSync: (file: number) => { this.open.delete(file); },
      fstatSync: (file: number) => {
        const { node } = this.open.get(file)!;
        return { size: node.kind === "file" ? node.now.length : 0, isFile: () => node.kind === "file" };
      },
      fsyncSync: (file: number) => {
        const { node } = this.open.get(file)!;
        if (node.kind === "file") node.kept = Buffer.from(node.now);
        else node.kept = new Map(node.now);
      },
      readFileSync: (file: number) => Buffer.from((this.open.get(file)!.node as File).now),
      readdirSync: (path: string) => [...this.folderAt(path).now.keys()],
      realpathSync: (path: string) => resolve(path),
      renameSync: (from: string, to: string) => {
        const node = this.find(from) ?? fail("ENOENT", from);
        this.folderAt(dirname(resolve(from))).now.delete(nameIn(from));
        this.folderAt(dirname(resolve(to))).now.set(nameIn(to), node);
      },
      unlinkSync: (path: string) => { if (!this.folderAt(dirname(resolve(path))).now.delete(nameIn(path))) fail("ENOENT", path); },
      writeAll: (file: number, bytes: Uint8Array, position?: number) => {
        const { node, appends } = this.open.get(file)! as { node: File; appends: boolean };
        const written = this.callsLeft === 0 ? bytes.subarray(0, Math.floor(bytes.length * this.part)) : bytes;
        const at = appends ? node.now.length : position ?? node.now.length;
        const after = Buffer.alloc(Math.max(node.now.length, at + written.length));
        after.set(node.now);
        after.set(written, at);
        node.now = after;
      },
    };
    return Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, (...args: never[]) => {
      if (--this.callsLeft < 0) throw new PowerOff(`EIO: the power is off, ${name}`);
      this.calls++;
      return (call as (...args: never[]) => unknown)(...args);
    }])) as unknown as Disk;
  }

  private opened(path: string, flags: string | number): number {
    const creates = typeof flags === "string" ? flags.startsWith("w") : (flags & constants.O_CREAT) !== 0;
    const known = this.find(path);
    if (known !== undefined && flags === "wx") fail("EEXIST", path);
    const node = known ?? (creates ? this.add(path, { kind: "file", now: Buffer.alloc(0), kept: Buffer.alloc(0) }) : fail("ENOENT", path));
    if (flags === "w" && node.kind === "file") node.now = Buffer.alloc(0);
    const number = this.open.size + 100 + this.calls;
    this.open.set(number, { node, appends: typeof flags === "number" && (flags & constants.O_APPEND) !== 0 });
    return number;
  }

  private find(path: string): Node | undefined {
    return resolve(path).split("/").filter((name) => name !== "")
      .reduce<Node | undefined>((node, name) => node?.kind === "folder" ? node.now.get(name) : undefined, this.root);
  }

  private folderAt(path: string): Folder {
    const node = this.find(path);
    return node?.kind === "folder" ? node : fail(node === undefined ? "ENOENT" : "ENOTDIR", path);
  }

  private add<N extends Node>(path: string, node: N): N {
    const above = this.folderAt(dirname(resolve(path)));
    if (above.now.has(nameIn(path))) fail("EEXIST", path);
    above.now.set(nameIn(path), node);
    return node;
  }
}

const nameIn = (path: string): string => join("/", path).split("/").at(-1)!;

/** Of each byte that differs from what was synced, from the first one on, so many are there; the file may have its new length and no bytes. */
function bytesLeft({ now, kept }: File, { bytes }: Leaves): Buffer {
  let from = 0;
  while (from < Math.min(now.length, kept.length) && now[from] === kept[from]) from++;
  const to = from + bytes(now.length - from);
  return Buffer.concat([now.subarray(0, to), kept.subarray(Math.min(to, kept.length))]);
}
