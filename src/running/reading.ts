/**
 * A file read by whichever format takes it, and what is told of that to whoever asked, in another thread where the format is a user's.
 */
import {
  foreignCode, outlineOf as xmlOutlineOf, recognise, shown, textOf, unreadableProblem, withArticle,
} from "../adapters/formats/index.ts";
import type { Demands, Format, Problem, Reading } from "../kernels/format.ts";
import type { Description, Finding, Outline, SystemSummary } from "../language/index.ts";

/** What is known of a format without reading anything. */
export type FormatFacts = Pick<Format, "name" | "reads" | "files" | "endings" | "bytesMost" | "demands">;

/** A format's facts. */
export const factsOf = ({ name, reads, files, endings, bytesMost, demands }: FormatFacts): FormatFacts =>
  ({ name, reads, files, endings, bytesMost, ...(demands === undefined ? {} : { demands }) });

/** What is said of a file. */
export interface ReadFile {
  readonly summary: SystemSummary;
  readonly problems: readonly Problem[];
  /** Of the text, and of the system where it was searched. */
  readonly findings: readonly Finding[];
  /** Whether it describes a system. */
  readonly isSystem: boolean;
  /** Whether it begins as a file of some format that is read, or was read. */
  readonly isOurs: boolean;
  /** What was demanded and no finding of its format answers. */
  readonly unanswered: readonly (keyof Demands)[];
  readonly other?: string;
  readonly partly?: string;
  /** Where it was asked for. */
  readonly outline?: Outline;
  readonly tree?: unknown;
  readonly description?: Description;
}

/** What is wanted besides the findings. */
export type Wanted = "outline" | "tree" | "description";

interface ReadBy {
  readonly isOurs: boolean;
  /** The demands that the format answers. */
  readonly answers: readonly (keyof Demands)[];
}

/** Reads a text, or bytes that should be one. */
export function reading(formats: readonly Format[], input: string | Uint8Array, file: string): Reading & ReadBy {
  const text = typeof input === "string" ? input : textOf(input);
  const accepting = formats.find(({ accepts }) => accepts(text, file));
  if (accepting !== undefined) return { ...accepting.read(input, file), isOurs: true, answers: accepting.demands ?? [] };
  // A format may read more than it knows at a glance.
  const tried = formats.map(({ read, demands = [] }) => ({ ...read(input, file), answers: demands }));
  const read = tried.find(({ problems }) => problems.length === 0);
  if (read !== undefined) return { ...read, isOurs: true };
  return { ...text.trim() === "" ? tried[0]! : foreign(formats, file, text, tried[0]!), isOurs: false, answers: [] };
}

/** Reads a file, with what else is wanted of it. Without demands the system is not searched, and the findings are those of the text. */
export function readFile(
  formats: readonly Format[], input: string | Uint8Array, file: string, demands: Demands | null, wanted?: Wanted,
): ReadFile {
  const { summary, problems, findings, described, isOurs, answers, other, partly, tree } = reading(formats, input, file);
  return {
    summary, problems, isOurs, isSystem: described !== undefined,
    findings: demands === null || problems.length > 0 ? findings : [...findings, ...described?.findings(demands) ?? []].sort(byPlace),
    unanswered: demands === null || described === undefined ? []
      : (["isolate", "trust"] as const).filter((one) => demands[one].length > 0 && !answers.includes(one)),
    ...(other === undefined ? {} : { other }), ...(partly === undefined ? {} : { partly }),
    ...(wanted === "tree" && tree !== undefined ? { tree: tree() } : {}),
    ...(wanted === "outline" && described !== undefined ? { outline: described.outline() } : {}),
    ...(wanted === "description" && described !== undefined ? { description: described.description() } : {}),
  };
}

/** What is said of a file that cannot be had. */
export function unreadable(file: string, reason: string): ReadFile {
  const problem = { ...unreadableProblem(file, reason), severity: "error", isOfAnyText: true } as const;
  return { summary: { format: "", counts: {} }, findings: [], isSystem: false, isOurs: true, unanswered: [], problems: [problem] };
}

/** What is said of a file in another format: that it is one, and which. */
function foreign(formats: readonly Format[], file: string, text: string, read: Reading): Reading {
  const known = recognise(text);
  // Of a text that nothing is known of, the reader says what stood in its way, unless it took it for a broken file of its own.
  if (known === undefined && read.problems[0]!.isOfAnyText) return { ...read, summary: { format: "text", counts: {} } };
  const { format, advice } = known ?? { format: "text that describes no system", advice: undefined };
  const top = format.startsWith("XML") ? xmlOutlineOf(text)?.top : undefined;
  const is = known === undefined ? format : withArticle(format);
  const message = `This is ${is}${top === undefined ? "" : ` (its top element is ${shown(top)})`}: this version does not read it as a system. `
    + (advice === undefined ? "" : `For such a file, ${advice}. `)
    + `It reads ${formats.map(({ reads }) => reads).join("; ")}.`;
  return {
    summary: { format, counts: {} }, findings: [],
    problems: [{ code: foreignCode, severity: "note", isOfAnyText: true, file, line: 1, column: 1, message }],
  };
}

const byPlace = (left: Finding, right: Finding): number =>
  left.line - right.line ||
  left.column - right.column ||
  (left.code < right.code ? -1 : Number(left.code > right.code));
