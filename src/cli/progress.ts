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
  let drawn = 0;
  let shown = false;
  return {
    show(text) {
      const now = performance.now();
      if (now - drawn < redrawMs) return;
      drawn = now;
      shown = true;
      io.err(`\r\u001b[2K${visible(text).slice(0, 78)}`);
    },
    clear() {
      if (shown) io.err("\r\u001b[2K");
      shown = false;
    },
  };
}

/** As `progressOn`, and a line of its own at most every ten seconds where stderr is no terminal: for runs that take minutes. */
export function progressAlways(io: Io): Progress {
  if (io.progress) return progressOn(io);
  let told = performance.now();
  return {
    show(text) {
      const now = performance.now();
      if (now - told < lineMs) return;
      told = now;
      io.err(`${visible(text)}\n`);
    },
    clear: () => {},
  };
}
