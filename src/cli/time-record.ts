/** `cordon time RECORD`: how long the trace of a counterexample takes in a kernel, with the costs of a profile. */
import { durationOf } from "../../model/platforms/index.ts";
import { inColour, jsonText, plain, traceTimingText, visibleIn } from "../render/index.ts";
import { type FailureRecord, manifest } from "../store/index.ts";
import { asJson } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { exitCodes } from "./exit.ts";
import { helped } from "./helped.ts";
import type { Io } from "./io.ts";
import { recordAt } from "./json-file.ts";
import type { TimeOptions } from "./options.ts";
import { profileNamed } from "./profile-named.ts";
import { Refusal } from "../running/refusal.ts";
import { refuseWitness } from "./time-witness.ts";

/** Whether the content of a JSON file is a record of a counterexample. */
export const isRecordOfTrace = (content: unknown): boolean => typeof content === "object" && content !== null && "record" in content;

/** Times the trace of a record; answers the exit code. */
export async function timeRecord(path: string, options: TimeOptions, io: Io): Promise<number> {
  const { profile: name, json, plot, with: extras, ...files } = options;
  if (plot !== undefined) throw new Refusal(`--plot: ${path} is a record, and its trace has nothing to draw; leave it out`);
  refuseWitness(`${path} is a record`, files);
  const { steps, specification: { name: about } } = recordAt(path, "is not a record whose trace can be timed");
  const { profiles, priced } = await helped((pool) => pool.helper().ask("prices", { with: extras, specification: about }));
  const profile = profileNamed(name, profiles);
  if (priced === null) throw new Refusal(`${path}: its specification "${about}" is not known, so nothing says what its steps cost: give the file with its kernel by --with`);
  try {
    const timed = (trace: FailureRecord["steps"]) => durationOf(priced, profile, trace);
    const { says, microseconds, withoutFigure, sources } = timed(steps);
    const { id, kernel, cpu, clockMHz } = profile;
    const document = visibleIn({
      what: path, profile: { id, kernel, cpu, clockMHz }, says, withoutFigure, sources,
      steps: steps.map((step) => {
        const { bill: { cycles }, isLowerBound } = timed([step]);
        return { sentence: step.sentence, cycles: isLowerBound ? null : asJson(cycles) };
      }),
      microseconds: microseconds === null ? null
        : { from: asJson(microseconds.from), to: microseconds.to === null ? null : asJson(microseconds.to) },
    });
    io.out(json ? jsonText({ cordon: manifest.version, kind: "record", ...document })
      : traceTimingText(document, io.colour ? inColour : plain, io.columns));
    return exitCodes.PASS;
  } catch (error) {
    throw error instanceof TimingRefusal ? new Refusal(`${path}: ${error.message}`) : error;
  }
}
