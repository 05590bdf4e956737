/**
 * What an analysis reads of the input of a case: fields that it looked for in vain, and fields that it never looked at. A number that
 * changes nothing is a mistake of whoever wrote it down, and is told; texts may be notes.
 */
import { TimingRefusal } from "../timing/refusal.ts";
import { couldBe, isMeant, mayMatter } from "./schema/undeclared.ts";

interface Seen {
  readonly path: string;
  readonly read: Set<string>;
  readonly missed: Set<string>;
}

export class Reading {
  /** The input itself, telling what is read of it. */
  readonly input: unknown;
  private readonly seen = new Map<object, Seen>();
  private readonly proxies = new Map<object, object>();
  private lastMissed: string | null = null;
  private lastMissedList: string | null = null;
  private lastRead: string[] = [];

  constructor(input: object) {
    this.input = this.watched(input, "input");
  }

  /** The field at which an analysis stumbled, by what was read before and by what the engine says of it. */
  stumbledAt(message: string): string {
    const name = /(\w+)(?:\.\w+)? is not /.exec(message)?.[1];
    const isNamed = (field: string): boolean => field.endsWith(`.${name}`);
    return this.lastRead.findLast(isNamed) ?? this.lastMissedList ?? this.lastMissed ?? this.lastRead.at(-1) ?? "input";
  }

  /** Refuses numbers that were not read though an answer could depend on them; answers the other fields that were not read. */
  refuseUnread(analysis: string): string[] {
    const notes: string[] = [];
    for (const [owner, { path, read, missed }] of this.seen) {
      if (Array.isArray(owner)) continue;
      for (const [name, value] of Object.entries(owner)) {
        if (read.has(name)) continue;
        const field = `${path}.${name}`.replace(/^input\./, "");
        const meant = [...missed].find((other) => isMeant(other, name));
        if (meant !== undefined) throw new TimingRefusal("unknown name", field, `is not read by ${analysis}; is ${meant} meant?`);
        if (mayMatter(name, value, [...read])) throw new TimingRefusal("unknown name", field,
          `is not read by ${analysis}: leave it out, or give an analysis that knows it`);
        notes.push(field);
      }
    }
    return notes;
  }

  /** What was looked for in the object at that place, there or not; "" is the input itself. */
  lookedFor(place: string): ReadonlySet<string> {
    return new Set([...this.seen.values()].filter(({ path }) => path === under(place)).flatMap(({ read }) => [...read]));
  }

  /** A field that was not read, and that may stand for one that was looked for in vain. */
  unreadInsteadOf(field: string): string | undefined {
    const dot = field.lastIndexOf(".");
    const [place, wanted] = [field.slice(0, Math.max(0, dot)), field.slice(dot + 1)];
    const read = this.lookedFor(place);
    const owner = [...this.seen].find(([, { path }]) => path === under(place))?.[0] ?? {};
    return Object.keys(owner).find((name) => !read.has(name) && couldBe(wanted, name));
  }

  private watched(value: unknown, path: string): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (!this.proxies.has(value)) {
      const seen: Seen = { path, read: new Set(), missed: new Set() };
      this.seen.set(value, seen);
      const get = (target: object, key: string | symbol, receiver: unknown): unknown =>
        this.noted(seen, key, Reflect.get(target, key, receiver));
      this.proxies.set(value, new Proxy(value, { get }));
    }
    return this.proxies.get(value);
  }

  private noted({ path, read, missed }: Seen, key: string | symbol, found: unknown): unknown {
    if (typeof key === "symbol" || typeof found === "function") return found;
    const field = /^\d+$/.test(key) ? `${path}[${key}]` : `${path}.${key}`;
    if (found === undefined) missed.add(key);
    if (found === undefined || found === null) {
      this.lastMissed = field;
      if (lists.has(key)) this.lastMissedList = field;
    } else if (lists.has(key) && !Array.isArray(found)) throw new TimingRefusal("missing", field, "must be a list");
    else if (typeof found !== "object" && key !== "length" && objectLists.has(/\w*$/.exec(path)![0]))
      throw new TimingRefusal("missing", field, "must be an object");
    else this.lastRead = [...this.lastRead.slice(-20), field];
    read.add(key);
    return this.watched(found, field);
  }
}

const under = (place: string): string => place === "" ? "input" : `input.${place}`;

/** What is a list in every case that has it, of objects or of anything. */
const objectLists: ReadonlySet<string> = new Set([
  "tasks", "chains", "flows", "steps", "messages", "jobs", "threads", "ops", "variants", "inputs",
]);
const lists: ReadonlySet<string> = new Set([
  ...objectLists, "segments", "utilizations", "costs", "deltas", "windows", "rows", "links", "precedence", "columns",
]);
