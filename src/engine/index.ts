/** The machinery that runs specifications: for programs that embed it. */
export { type Trace, holds, traces } from "./arbitrary.ts";
export {
  type CampaignOptions, type ChunkTally, type Failure, type Tally, addTally, emptyTally, isWorthCode, runCampaign, runChunk,
  tracesPerChunk,
} from "./campaign.ts";
export { type Violation, type Watch, soundness } from "./checking.ts";
export { ClaimThrew } from "./claims.ts";
export { digestOf } from "./digest.ts";
export { saysTheSame } from "./equivalent.ts";
export { type Exploration, type ExploreOptions, addExplorations } from "./exploration.ts";
export { explore, exploreBriefly, exploreByCode, needsOfCode } from "./exploring.ts";
export { outcomeNames, promisesOf, seenNames } from "../language/promises.ts";
export { type BannedOfModule, guardThread, notePromise } from "./guard.ts";
export { isDebugged } from "../sentences/inspection.ts";
export { judgeExploration } from "./judging-exploration.ts";
export { type Lifecycle, compileLifecycle, noSuchEvent } from "../sentences/lifecycle.ts";
export { type Model, compile, learnNames, namesLearned, recompile, restart } from "./model.ts";
export { type Mutant, derivedMutants, mutantsOf, mutate } from "./mutants.ts";
export { Random, mix } from "./random.ts";
export { type Reached, recordReached, tracesReaching } from "./reach.ts";
export { refuseMisspelt, refuseMisspeltSteps } from "./refusing-misspelt.ts";
export { type Told, type ToldStep, describe, rowName, tell } from "./replay.ts";
export { type Shrunk, shrink, withoutNeedless } from "./shrink.ts";
export { type CodeTeam, type SearchNeeds, codeTeam } from "./search-plan.ts";
export { type SampleOptions, type SizeEstimate, sampleSize } from "./sampling.ts";
export { type StateGraph, stateGraph } from "./state-graph.ts";
export { type StrategyName, strategyNames } from "./strategies.ts";
export { type Team, type TeamMemory, abandon, teamMemory } from "./team.ts";
export { textAtFault, textsAtFault } from "./text-faults.ts";
export { type TraceStep, chooseFrom, takeStep } from "./trace.ts";
export { type SwapsCompared, comparingSwaps } from "./swaps.ts";
export { type Unnoticed, unnoticed } from "./unnoticed.ts";
export { type MutantWithin, type Within, mutantsWithin } from "./within.ts";
export { type Unread, type UnreadSentence, unreadOf } from "./unread.ts";
export { type Demands, type Judgement, judge, neverUsed } from "./verdict.ts";
