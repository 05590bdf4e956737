/** The machinery that runs specifications: for programs that embed it. */
export { type Trace, holds, traces } from "./traces/arbitrary.ts";
export {
  type CampaignOptions, type ChunkTally, type Failure, type Tally, addTally, emptyTally, isWorthCode, runCampaign, runChunk,
  tracesPerChunk,
} from "./traces/campaign.ts";
export { type Violation, type Watch, soundness } from "./claims/checking.ts";
export { ClaimThrew } from "./claims/claims.ts";
export { digestOf } from "./world/digest.ts";
export { saysTheSame } from "./mutants/equivalent.ts";
export { type Exploration, type ExploreOptions, addExplorations } from "./search/exploration.ts";
export { explore, exploreBriefly, exploreByCode, needsOfCode } from "./search/exploring.ts";
export { outcomeNames, promisesOf, seenNames } from "../language/promises.ts";
export { type BannedOfModule, guardThread, notePromise } from "./stepping/guard.ts";
export { isDebugged } from "../sentences/inspection.ts";
export { judgeExploration } from "./judging/exploration-verdict.ts";
export { type Lifecycle, compileLifecycle, noSuchEvent } from "../sentences/lifecycle.ts";
export { type Model, compile, learnNames, namesLearned, recompile, restart } from "./model.ts";
export { type Mutant, derivedMutants, mutantsOf, mutate } from "./mutants/mutants.ts";
export { Random, mix } from "./traces/random.ts";
export { type Reached, recordReached, tracesReaching } from "./mutants/reach.ts";
export { refuseMisspelt, refuseMisspeltSteps, refuseUnbreakable } from "./claims/refusing-misspelt.ts";
export { type ProgressRun, progressViolation } from "./progress/running.ts";
export { type Told, type ToldStep, describe, rowName, tell } from "./traces/replay.ts";
export { type Shrunk, shrink, withoutNeedless } from "./traces/shrink.ts";
export { type CodeTeam, type SearchNeeds, codeTeam } from "./search/search-plan.ts";
export { type SampleOptions, type SizeEstimate, sampleSize } from "./search/sampling.ts";
export { type StateGraph, stateGraph } from "./search/state-graph.ts";
export { type StrategyName, strategyNames } from "./traces/strategies.ts";
export { type Team, type TeamMemory, abandon, teamMemory } from "./search/search-workers.ts";
export { textAtFault, textsAtFault } from "./code/text-faults.ts";
export { type TraceStep, chooseFrom, takeStep } from "./traces/trace.ts";
export { type SwapsCompared, comparingSwaps } from "./mutants/swaps.ts";
export { type Unnoticed, unnoticed } from "./mutants/unnoticed.ts";
export { type MutantWithin, type Within, mutantsWithin } from "./mutants/within.ts";
export { type Unread, type UnreadSentence, unreadOf } from "./code/unread.ts";
export { type BreakJudgement, type SeenBroken, judgeBroken, judgeKept, judgeUndecided, leftToExplore } from "./judging/breaking.ts";
export { type Demands, type Judgement, judge, neverUsed } from "./judging/verdict.ts";
