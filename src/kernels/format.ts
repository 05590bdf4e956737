/**
 * A format in which systems are described. Formats are apart from kernels, since one may serve several: a format makes a neutral
 * description of a text, and whichever kernel takes it makes a system of that.
 */
import type { Description, Finding, Outline, Place, Severity, SystemSummary } from "../language/index.ts";

export interface Format {
  /** In one word, such as `genode-init`. */
  readonly name: string;
  /** What it reads, as the end of a sentence: "It reads …". */
  readonly reads: string;
  /** How its files are called, as in "a folder with … in it". */
  readonly files: string;
  /** The ends of their names: those that no other files have, and those that others have, too. */
  readonly endings: { readonly own: readonly string[]; readonly shared: readonly string[] };
  /** Most bytes of a file that it takes. */
  readonly bytesMost: number;
  /** Whether a text begins as one of its files, whatever is wrong with the rest; `name` is that of the file. Time is linear in the text. */
  readonly accepts: (head: string, name: string) => boolean;
  /** Reads a text, or bytes that should be one. What is wrong with it is said, and nothing thrown. */
  readonly read: (input: string | Uint8Array, file: string) => Reading;
  /** What `cordon explain` says of each code of its findings and problems. */
  readonly pages: readonly CodePage[];
  /** What the user can demand of a system in this format; whatever else is given is refused. */
  readonly demands?: readonly (keyof Demands)[];
}

/** All that can be said of one file. */
export interface Reading {
  /** What was understood: the format alone where nothing was. */
  readonly summary: SystemSummary;
  /** Why it cannot be read; empty where it can. */
  readonly problems: readonly Problem[];
  /** What is noteworthy in it, as a text. */
  readonly findings: readonly Finding[];
  /** The system that it describes. Absent with a problem, and in a file that describes none. */
  readonly described?: Described;
  /** Which file of its family it is, where that is not simply the description of a system. */
  readonly other?: string;
  /** What of it is not looked at, in a sentence, where something is. */
  readonly partly?: string;
  /** The whole file as a tree, without positions, for `show --json`. */
  readonly tree?: () => unknown;
}

/** A system that was read. */
export interface Described {
  /** What is noteworthy in the system, with the answers to what the user demands. */
  readonly findings: (demands: Demands) => readonly Finding[];
  readonly outline: () => Outline;
  readonly description: () => Description;
}

/** Why a file cannot be read. */
export interface Problem extends Place {
  readonly code: string;
  /** A note where the file is simply none of this format. */
  readonly severity: Severity;
  /** What is wrong, where, and what to do. */
  readonly message: string;
  /** Whether it would stand in the way of any reader, as bytes that are no text do; not something inside a file of this format. */
  readonly isOfAnyText: boolean;
}

/** The title and page of a code. */
export interface CodePage {
  readonly code: string;
  readonly title: string;
  /** Markdown. */
  readonly page: string;
}

/** What a user demands of a system. */
export interface Demands {
  /** Sets of components between which no information may flow. */
  readonly isolate: readonly Isolation[];
  /** Components that pass on only what they should. */
  readonly trust: readonly string[];
}

/** Two sets of components, by name. */
export interface Isolation {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** What a declaration carries, so that it is known wherever it comes from: a copy of this package in a user's folder makes them, too. */
const mark = Symbol.for("cordon format");

/** Declares a format. */
export const format = (parts: Format): Format => Object.assign({ ...parts }, { [mark]: true });

/** Whether a value was declared as a format. */
export const isFormat = (value: unknown): value is Format => typeof value === "object" && value !== null && mark in value;
