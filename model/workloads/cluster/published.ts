/** Published messages between nodes: half a round trip in microseconds, which is L + 2 o of LogP, by network and software. */
import { type Source, source } from "../../../src/language/index.ts";

export interface MessageTime {
  readonly microseconds: string;
  readonly source: Source;
  /** A: an abstract or an official page was read, not the paper or data. */
  readonly grade: "A";
}

const clusters = source("nw-grid.ac.uk, LivMPI (about 2009)", "latencies of MPI");
const of = (microseconds: string, from: Source): MessageTime => ({ microseconds, source: from, grade: "A" });

export const messageTimes = {
  "40 GbE past the kernel": of("1.93", source("Cisco, usNIC with Open MPI 1.8.1 (NetPIPE)", "half round trip, back to back")),
  "Myrinet 2000": of("7.2", clusters),
  "GbE without TCP": of("9", clusters),
  "GbE with TCP": of("15", clusters),
  "GbE with TCP over a switch": of("23.6", clusters),
  "GbE with default interrupt coalescing": of("35", clusters),
} as const;
