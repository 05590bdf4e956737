/** Reports and pages as text, XML, SARIF and annotations: pure functions. */
export { type Bench, type BenchMutant, benchText } from "./bench.ts";
export { annotations } from "./annotations.ts";
export { junitXml } from "./junit.ts";
export { explorationText, explored, sampleText } from "./exploration.ts";
export { type Paint, inColour, plain } from "./paint.ts";
export { invariantPage, operationPage, specificationPage, suitePage } from "./pages.ts";
export { prose } from "./prose.ts";
export { replayText, subjectText } from "./replay.ts";
export { counterexampleLines, resultText, summaryText, verdictLine } from "./result.ts";
export { type Titles, sarifJson } from "./sarif.ts";
export { type StateGraph, autText, dotText } from "./state-graph.ts";
export { systemText } from "./system.ts";
export { alignedRows, counted } from "./table.ts";
export { visible, visibleIn } from "./visible.ts";
