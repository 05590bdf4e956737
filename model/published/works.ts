/** The works that claims cite again and again, and figures of theirs that more than one claim uses. */
import { type Source, source } from "../../src/language/index.ts";

const sosp97 = "Härtig et al., The Performance of µ-Kernel-Based Systems, SOSP 1997";
export const inSosp97 = (place: string): Source => source(sosp97, place);

const sddf = "au-ts/sddf@650ace5d, docs/design";
export const inSddf = (place: string): Source => source(sddf, place);

const genode = "genodelabs/genode@ffb059da";
export const inGenode = (place: string): Source => source(genode, place);

export const inSel4Bench = (place: string): Source => source("seL4/sel4bench-results@ab184bad, run of 2026-06-26", place);

export const comparativePerformance: Source = source("trustworthy.systems, L4 comparative performance (2014)", "table of one-way IPC");

/** The message on the users' list that our collection of claims begins with. */
export const seed: Source = source("Norman Feske, Genode users' mailing list", "18 December 2013");
