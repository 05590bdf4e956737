/**
 * What a command sees of the world outside: where it writes, whether somebody is watching, and the environment.
 * Tests give their own.
 */
import { commandsAlone, withoutCommands } from "../render/workflow.ts";
import { reason } from "../store/index.ts";

/** The streams and environment as they are. */
export interface Outside {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether stdout may be coloured, and whether stderr is a terminal that may show progress. */
  readonly colour: boolean;
  readonly progress: boolean;
  /**
   * Has a listener called once when the user stops the run, or whoever has started it; answers how to take it away. A second stop ends
   * the process.
   */
  readonly onStop: (listener: () => void) => () => void;
  /** Columns of the terminal, or as COLUMNS says; without either, lines are as long as they are. */
  readonly columns?: number;
  /** The folder from which a configuration is looked for; the working folder unless said. */
  readonly folder?: string;
}

/**
 * Sees to it that a stream that cannot be written ends no run; answers whether stdout could not be. A reader that closes a pipe early,
 * such as `head`, has what it wanted.
 */
export function watchStreams(): () => boolean {
  let failed = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (failed || error.code === "EPIPE") return;
    failed = true;
    process.stderr.write(`cordon: what belongs on stdout could not be written: ${reason(error)}\n`);
  });
  // There is nowhere left to say so.
  process.stderr.on("error", () => {});
  return () => failed;
}

/** The same as commands use it. */
export interface Io extends Outside {
  /** Whether this is a job of GitHub Actions, which obeys commands in what is written. */
  readonly inActions: boolean;
  /** Writes workflow commands, a line each, on either stream. */
  readonly annotate: (stream: "out" | "err", commands: string) => void;
}

/** Where all text of commands leaves: in a job of GitHub Actions no text of strangers becomes a command there. */
export function guarded(outside: Outside): Io {
  const inActions = outside.environment["GITHUB_ACTIONS"] === "true";
  const safe = inActions ? withoutCommands : (text: string) => text;
  return {
    ...outside, inActions,
    out: (text) => outside.out(safe(text)), err: (text) => outside.err(safe(text)),
    annotate: (stream, commands) => outside[stream](commandsAlone(commands)),
  };
}

/** The process's own streams and environment. */
export function processIo(): Outside {
  const { env, stdout, stderr } = process;
  const plain = (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
  const columns = Number(env["COLUMNS"] ?? stdout.columns);
  const forced = (env["FORCE_COLOR"] ?? "0") !== "0";
  return {
    out: (text) => { stdout.write(text); },
    err: (text) => { stderr.write(text); },
    environment: env,
    colour: forced || (!plain && stdout.isTTY === true),
    ...(columns >= 20 ? { columns } : {}),
    progress: stderr.isTTY === true && (env["CI"] ?? "") === "" && !plain,
    onStop,
  };
}

function onStop(listener: () => void): () => void {
  const unheard = (): void => { for (const signal of stopSignals) process.off(signal, heard); };
  const heard = (): void => {
    unheard();
    listener();
  };
  for (const signal of stopSignals) process.on(signal, heard);
  return unheard;
}

const stopSignals = ["SIGINT", "SIGTERM"] as const;
