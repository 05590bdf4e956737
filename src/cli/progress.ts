/**
 * One line on a terminal that says how far a run is; elsewhere nothing, or for a run of minutes a line now and then.
 */
import { visible } from "../render/index.ts";
import type { Io } from "./io.ts";

export interface Progress {
  /** Says how far it is. */
  show(text: string): void;
  /** Takes the line away. */
  clear(): void;
}

const silent: Progress = { show: () => {}, clear: () => {} };

/** Milliseconds between two redrawings. */
const redrawMs = 100;

/** Milliseconds between two lines where there is no terminal. */
const lineMs = 10_000;

export function progressOn(io: Io): Progress {
  if (!io.progress) return silent;
  let shown = false;
  const line = paced(redrawMs, 0, (text) => {
    shown = true;
    io.err(`\r\u001b[2K${visible(text).slice(0, 78)}`);
  });
  return {
    show: (text) => line.show(text),
    clear() {
      line.clear();
      if (shown) io.err("\r\u001b[2K");
      shown = false;
    },
  };
}

/** As `progressOn`, and a line of its own at most every ten seconds where stderr is no terminal: for runs that take minutes. */
export function progressAlways(io: Io): Progress {
  return io.progress ? progressOn(io) : paced(lineMs, performance.now(), (text) => io.err(`${visible(text)}\n`));
}

/** Draws the newest text when `ms` have passed since the last drawing, be it that nothing is said any more; `clear` drops what waits. */
function paced(ms: number, drawn: number, draw: (text: string) => void): Progress {
  let waiting: NodeJS.Timeout | undefined;
  const clear = (): void => clearTimeout(waiting);
  return {
    show(text) {
      clear();
      const now = (): void => {
        drawn = performance.now();
        draw(text);
      };
      const left = drawn + ms - performance.now();
      if (left <= 0) now();
      else waiting = setTimeout(now, left).unref();
    },
    clear,
  };
}
