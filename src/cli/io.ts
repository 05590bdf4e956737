/**
 * What a command sees of the world outside: where it writes, whether somebody is watching, and the environment.
 * Tests give their own.
 */
import { reason } from "../store/index.ts";

export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether stdout may be coloured, and whether stderr is a terminal that may show progress. */
  readonly colour: boolean;
  readonly progress: boolean;
  /** Columns of the terminal, or as COLUMNS says; without either, lines are as long as they are. */
  readonly columns?: number;
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

/** The process's own streams and environment. */
export function processIo(): Io {
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
  };
}
