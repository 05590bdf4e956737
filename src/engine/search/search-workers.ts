/**
 * Workers that search together. Each owns the states that their hashes give it, in an arena of its own that the others may
 * read; what one finds for another it puts into a window between the two. They meet before and after each exchange, so
 * that nobody reads what is being written.
 */
import type { Watch } from "../claims/checking.ts";

/** Where the members of a team meet; made once, handed to each of them. */
export interface MeetingPlace {
  readonly size: number;
  /** For meeting, and what each member says of itself. */
  readonly control: SharedArrayBuffer;
}

/** The shared memory of one search by the sentences. */
export interface TeamMemory extends MeetingPlace {
  /** By member: where its states lie. */
  readonly arenas: readonly SharedArrayBuffer[];
  /** By sender and receiver (`sender * size + receiver`). */
  readonly windows: readonly SharedArrayBuffer[];
}

/** One member's view of it. */
export interface Team extends TeamMemory {
  readonly number: number;
}

/** Words of all windows of one member together. */
const windowWords = 1 << 19;

/** Places in `control`: who is waiting, how often they met, whether somebody left; then four words for each member. */
const [waiting, round, left, firstWord] = [0, 1, 2, 4];
/** Words that each member says at a meeting. */
export const wordsEach = 4;

/** Makes a place for `size` members to meet. */
export function meetingPlace(size: number): MeetingPlace {
  return { size, control: new SharedArrayBuffer(4 * (firstWord + wordsEach * size)) };
}

/** Makes the memory for `size` workers that may take `bytesMost` together. */
export function teamMemory(size: number, bytesMost: number): TeamMemory {
  const arena = Math.floor(bytesMost / size / 8) * 8;
  return {
    ...meetingPlace(size),
    arenas: Array.from({ length: size }, () => new SharedArrayBuffer(arena)),
    windows: Array.from({ length: size * size }, () => new SharedArrayBuffer(Math.floor(windowWords / size) * 4)),
  };
}

/** Lets the members that wait go when one is lost; the search ends unfinished. */
export function abandon({ control }: MeetingPlace): void {
  const shared = new Int32Array(control);
  Atomics.store(shared, left, 1);
  Atomics.add(shared, round, 1);
  Atomics.notify(shared, round);
}

/** Thrown at a meeting when a member is lost. */
export class Abandoned extends Error {}

/** A member at work. */
export class Member {
  readonly number: number;
  readonly size: number;
  private readonly control: Int32Array;
  private readonly windows: readonly Int32Array[];
  private readonly watch: Watch | undefined;

  constructor(
    { number, size, control, windows = [] }: MeetingPlace & Pick<Team, "number"> & Partial<Team>, watch: Watch | undefined,
  ) {
    this.number = number;
    this.size = size;
    this.control = new Int32Array(control);
    this.windows = windows.map((window) => new Int32Array(window));
    this.watch = watch;
  }

  /** Waits until all members are here. */
  meet(): void {
    const { control } = this;
    const now = Atomics.load(control, round);
    if (Atomics.add(control, waiting, 1) === this.size - 1) {
      Atomics.store(control, waiting, 0);
      Atomics.add(control, round, 1);
      Atomics.notify(control, round);
    } else {
      for (let spin = 0; spin < 20_000 && Atomics.load(control, round) === now; spin++);
      while (Atomics.load(control, round) === now && Atomics.load(control, left) === 0) {
        Atomics.wait(control, round, now, 50);
        this.watch?.enter(-1, -1);
      }
    }
    if (Atomics.load(control, left) !== 0) throw new Abandoned("another worker was lost");
  }

  /** Says a word to all; it is heard after the next meeting. */
  say(place: number, word: number): void { this.control[firstWord + wordsEach * this.number + place] = word; }

  /** What a member said before the latest meeting. */
  heard(member: number, place: number): number { return this.control[firstWord + wordsEach * member + place]!; }

  /** The window from one member to another. */
  window(from: number, to: number): Int32Array { return this.windows[from * this.size + to]!; }
}
