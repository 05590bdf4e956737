/**
 * `cordon claims`: what was printed about kernels, and whether its numbers bear it. A contradicted claim is a result, not a
 * failure of the run.
 */
import { claims as all, judged } from "../../model/published/index.ts";
import { claimsText, inColour, jsonText, plain } from "../render/index.ts";
import { manifest } from "../store/index.ts";
import type { Io } from "./io.ts";

/** Judges all claims; answers the exit code. */
export function claims(json: boolean, io: Io): number {
  const judgedClaims = all.map((claim) => judged(claim));
  io.out(json ? jsonText({ cordon: manifest.version, claims: judgedClaims })
    : claimsText(judgedClaims, io.colour ? inColour : plain, io.columns));
  return 0;
}
