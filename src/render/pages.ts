/**
 * The pages of `cordon explain`, as Markdown: everything they say stands in the specification already.
 */
import {
  type Ask,
  type Invariant,
  type Operation,
  type AnyRoutine,
  type Specification,
  type Suite,
  calledIn,
  isExplored,
  isWithin,
  routinesIn,
  sourceLine,
} from "../language/index.ts";
import { promisesOf } from "../language/promises.ts";
import { counted } from "./table.ts";

/** The page of an operation. */
export function operationPage(
  { name, summary, by, asks = {}, checks, cases, sources }: Operation,
  specification: string,
): string {
  const asked = Object.entries(asks).map(([argument, ask]) => `${argument} (${askText(ask)})`);
  return joined(
    `# ${name}, an operation of ${specification}`, summary,
    `**Acts:** ${by ?? "hardware or time"}. **Asks for:** ${asked.length === 0 ? "nothing more" : asked.join(", ")}.`,
    ...(checks.length === 0
      ? []
      : [
          "**Refused**, checked in this order:",
          list(
            checks.map(({ unless, answer }) => `unless ${unless}: "${answer}"`),
            "1.",
          ),
        ]),
    ...cases.flatMap(({ when, then, because, answer = "ok" }) => [
      `**When** ${when}${answer === "ok" ? "" : `, answering "${answer}"`}:`,
      list(Object.keys(then).length === 0 ? [because ?? "nothing changes"] : Object.entries(then).map(stepLine), "1."),
    ]),
    sourcesText(sources),
  );
}

/** A step, with the routine that it calls. */
function stepLine([sentence, step]: readonly [string, Function]): string {
  const routine = calledIn(step)?.routine;
  return routine === undefined ? sentence : `${sentence}, by "${routine.name}": ${Object.keys(routine.then).join("; ")}`;
}

/** The page of a routine: what it does, and which operations call it. */
export function routinePage({ name, summary, takes, then, sources }: AnyRoutine, { name: of, operations }: Specification): string {
  const given = Object.entries<Ask>(takes).map(([argument, ask]) => `${argument} (${askText(ask)})`);
  const callers = operations.filter((operation) => routinesIn([operation]).some((one) => one.name === name));
  return joined(
    `# ${name}, a routine of ${of}`, summary, `**Is given:** ${given.length === 0 ? "nothing" : given.join(", ")}.`,
    "**What happens:**", list(Object.entries<Function>(then).map(stepLine), "1."),
    "**Called by:**", list(callers.map((operation) => operation.name), "-"),
    sourcesText(sources),
  );
}

/** The page of an invariant. */
export function invariantPage(
  invariant: Invariant,
  specification: string,
): string {
  const { name, claim, why, permits, each, changes, unseen, acyclic, along = [], seen = {}, guards = [], sources } = invariant;
  const kind =
    isExplored(invariant) ? progressText(invariant) : isWithin(invariant) ? withinText(invariant) : unseen !== undefined
      ? `Claimed of two runs that differ in what one ${each} may not learn of.`
      : permits !== undefined
        ? `Claimed of every step${changes === undefined ? "" : ` that changes a ${changes}`}.`
        : each === undefined
          ? "Claimed of every state."
          : acyclic === undefined ? `Claimed of every ${each} in every state.`
            : `Claimed of every ${each} in every state: what it ${acyclic.name}, and that in turn, comes to an end.`;
  return joined(
    `# ${name}, an invariant of ${specification}`, claim, `**Why it matters.** ${why}`, kind,
    ...(permits === undefined ? [] : ["**Permitted only because:**", list(Object.keys(permits), "-")]),
    ...(Object.keys(seen).length === 0
      ? []
      : ["**Means something only when these were seen:**", list(Object.keys(seen), "-")]),
    ...(guards.length === 0 ? [] : ["**Must be broken by these mutants:**", list(guards, "-")]),
    ...(along.length === 0 ? [] : [`**A counterexample shows** what each ${each} ${along.map((chain) => chain.name).join(", and what it ")}.`]),
    sourcesText(sources),
  );
}

/** What a claim that something comes within so many steps is made of. */
function withinText({ each, within, counting }: Invariant): string {
  return `Claimed of every wait${each === undefined ? "" : ` of every ${each}`}: it ends with the ${within} counted step${within === 1 ? "" : "s"} that follow. `
    + `Counted are ${counting === undefined ? "all steps that are not refused" : "those that the claim names of the steps that are not refused"}.`;
}

/** What a claim about progress is made of. */
function progressText({ each, canAlways, goesOn, unless, fair = {} }: Invariant): string {
  const who = each === undefined ? "" : ` Of every ${each}.`;
  const decided = "`cordon explore` alone decides it, when it has found every state.";
  if (canAlways !== undefined) return `Claimed of every state: some way leads from there to one where it holds.${who} ${decided}`;
  if (goesOn !== undefined) return `Claimed of every state${unless === undefined ? "" : " but those where standing still is right"}: some call is not refused. ${decided}`;
  const { weak = [], strong = [] } = fair;
  const named = (how: string, some: readonly Operation[]): string => some.length === 0 ? ""
    : ` ${how} fair: ${some.map((one) => `${one.name}${one.by === undefined ? "" : ` by each ${one.by}`}`).join(", ")}.`;
  return `Claimed of every run that is fair: what begins to wait gets there.${who}${named("Weakly", weak)}${named("Strongly", strong)}${
    weak.length + strong.length === 0 ? " No operation is fair: a run may stop anywhere." : ""} ${decided}`;
}

/** The page of a specification. */
export function specificationPage({ name, about, tables, operations, invariants }: Specification): string {
  const routines = routinesIn(operations);
  return joined(
    `# ${name}, a specification`, about,
    "**What there is:**", list(Object.entries(tables).map(([table, { about: row }]) => `${table}: ${row}`), "-"),
    "**What can happen:**", list(operations.map((operation) => `${operation.name}: ${operation.summary}`), "-"),
    ...(routines.length === 0 ? [] : ["**What several of them do:**", list(routines.map((routine) => `${routine.name}: ${routine.summary}`), "-")]),
    "**What is claimed:**", list(invariants.map((invariant) => `${invariant.name}: ${invariant.claim}`), "-"),
  );
}

/** The page of a suite. */
export function suitePage({ name, claim, specification, system, budget, requires, breaks = {} }: Suite): string {
  const { quick, nightly } = budget;
  const waived = Object.entries(system.waived ?? {});
  const names = promisesOf(specification);
  const left = requires === undefined ? 0 : names.filter((one) => !requires.includes(one)).length;
  return joined(
    `# ${name}, a suite`, claim, `**Specification:** ${specification.name}: ${specification.about}`,
    `**System:** ${system.name}. ${system.about}`,
    list(Object.entries(system.sizes).map(([table, rows]) => `${table}: ${rows}`), "-"),
    `**Budget:** quick ${quick.traces} traces of ${quick.steps} steps, nightly ${nightly.traces} of ${nightly.steps}.`,
    ...(waived.length === 0 ? [] : ["**Cannot occur here:**", list(waived.map(([what, reason]) => `${what}: ${reason}`), "-")]),
    ...(Object.keys(breaks).length === 0 ? [] : ["**Is there to see broken:**",
      list(Object.entries(breaks).map(([broken, steps]) => `${broken}: in ${counted(steps, "step")}`), "-")]),
    left === 0 ? "" : `**Not required of this suite** (left to other suites of ${specification.name}): ${left} of ${names.length} outcomes, `
      + "claims and seen sentences.",
  );
}

function askText(ask: Ask): string {
  switch (ask.ask) {
    case "flag": return "yes or no";
    case "upTo": return `0 to ${ask.max}`;
    case "choice": return ask.values.join(" or ");
    case "row": return `one ${ask.table}`;
    case "among": return `one of the ${ask.list}`;
  }
}

const sourcesText = (sources: Operation["sources"]): string =>
  sources.length === 0 ? "" : `**Sources:**\n\n${list(sources.map(sourceLine), "-")}`;

const list = (items: readonly string[], mark: "-" | "1."): string =>
  items.map((item, i) => `${mark === "-" ? "-" : `${i + 1}.`} ${item}`).join("\n");

const joined = (...paragraphs: readonly string[]): string => `${paragraphs.filter((one) => one !== "").join("\n\n")}\n`;
