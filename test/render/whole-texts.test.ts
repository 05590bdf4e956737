/**
 * Each form of a report, whole, as it is in `whole/`: whatever changes in one is seen. `npx vitest run test/render -u` writes them anew, to be
 * read before they are kept.
 */
import { expect, test } from "vitest";
import {
  type Paint, annotations, benchText, claimPage, claimsText, configurationTimingText, curvesSvg, explorationText, inColour, junitXml, leftOutText, replayText,
  resultText, sampleText, sarifJson, simulationText, summaryText, timingSvg, timingText, traceTimingText, verdictLine,
} from "../../src/render/index.ts";
import {
  bench, brokenExploration, claims, configuration, curves, estimates, exploration, plots, report, simulations, timings, traceTimings,
} from "./whole-samples.ts";

/** Styles are part of what is seen. */
const marked: Paint = (style, text) => `<${style}>${text}</${style}>`;
const each = <One>(ones: readonly One[], text: (one: One) => string): string => ones.map(text).join("\n");
const step = (sentence: string, changed?: string) =>
  ({ sentence, effects: ["it is sent"], differences: ["client 0 . state: ready -> waiting"], ...(changed === undefined ? {} : { changed }) });
const recorded = { claim: "all is sent", cordon: "0.1.0", seed: 7, trace: 3, strategy: "blind", on: { kind: "suite", name: "a suite", system: "two clients" },
  specification: { name: "kernel" }, steps: Array.from({ length: 10 }) } as const;
const shown = { steps: [step("a: Send: it is sent"), step("b: Send: it is sent", "when it was recorded: it waits")], because: ["It is so."], textChanged: true };

const texts: Readonly<Record<string, () => string>> = {
  "results.txt": () => each(report.results, (one) => resultText(one, marked, { replay: "cordon replay X" })),
  "results-in-brief.txt": () => each(report.results, (one) => resultText(one, marked, { replay: "cordon replay X", brief: true }) + verdictLine(one, marked)),
  "summary.txt": () => `${summaryText(report, marked)}${leftOutText(report)}`,
  "annotations.txt": () => annotations(report),
  "junit.xml": () => junitXml(report),
  "report.sarif": () => sarifJson(report, { GN101: { title: "A title", page: "A page." } }),
  "exploration.txt": () => each([exploration, brokenExploration], (one) => explorationText(one, marked, "cordon replay X")),
  "estimates.txt": () => each(estimates, (one) => sampleText(one, marked)),
  "claims.txt": () => each([undefined, 140, 80], (width) => claimsText(claims, marked, width)),
  "claim-pages.txt": () => each(claims, claimPage),
  "configuration.txt": () => each([undefined, 60], (width) => configurationTimingText(configuration, marked, width))
    + configurationTimingText({ ...configuration, chains: configuration.chains.slice(0, 1) }, marked) + configurationTimingText({ ...configuration, chains: [], calls: [] }, marked),
  "timings.txt": () => each(timings, (one) => timingText(one, marked)),
  "trace-timings.txt": () => each(traceTimings, (one) => traceTimingText(one, marked)),
  "simulations.txt": () => each(simulations, (one) => simulationText(one, marked)),
  "replays.txt": () => each([
    replayText(recorded, { ...shown, violation: { claim: "all is sent", at: 2 } }, ["a.ts has changed."], marked),
    replayText({ ...recorded, strategy: "exhaustive", on: { kind: "system", path: "a.hid" } }, { ...shown, violation: { claim: "another", at: 0 }, textChanged: false }, [], marked),
    replayText({ ...recorded, on: { kind: "suite", name: "a suite" } }, { ...shown, violation: null }, [], marked),
    replayText(recorded, { ...shown, steps: [], violation: null, senseless: "step 1: there is no operation" }, [], marked),
  ], (text) => text),
  "bench.txt": () => each([{ passed: true }, { passed: false, only: ["Send", "drop"] }, { passed: false, stopped: true, left: 3 }, { passed: false, stopped: true }], (told) => benchText({ ...bench, only: [], ...told }, marked)),
  "curves.svg": () => curvesSvg(curves),
  "plots.svg.txt": () => each(plots, timingSvg),
};

test.each(Object.entries(texts))("%s", async (name, text) => {
  await expect(text()).toMatchFileSnapshot(`whole/${name}`);
});

test("a style is a colour on a terminal, and ends behind the text", () => {
  expect([inColour("red", "a"), inColour("bold", "b")]).toEqual(["\u001b[31ma\u001b[39m", "\u001b[1mb\u001b[22m"]);
});
