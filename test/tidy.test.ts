/**
 * House rules that a machine can hold: the extension budgets, the words that may not be used where, and what every
 * sentence of a specification must bring along. docs/style.md says why.
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { promisesOf, refuseMisspelt, refuseMisspeltSteps } from "../src/engine/index.ts";
import { loadKernels } from "../src/kernels/index.ts";
import { type SourceFile, importsOf, linesOf, nodesOf, parsed, placeOf, sources } from "./sources.ts";

const under = (...folders: readonly string[]): readonly SourceFile[] =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));
const operationFiles = sources.filter(({ path }) => /^spec\/[^/]+\/operations\//.test(path));
const invariantFiles = sources.filter(({ path }) => /^spec\/[^/]+\/invariants\//.test(path));

/** Calls of a function by its plain name. */
const callsOf = (file: SourceFile, ...names: readonly string[]): ts.CallExpression[] =>
  nodesOf(file).filter(ts.isCallExpression).filter(({ expression }) => ts.isIdentifier(expression) && names.includes(expression.text));

describe("an extension costs no more than its budget", () => {
  const longer = (files: readonly SourceFile[], most: number): string[] =>
    files.filter(({ lines }) => lines.length > most).map(({ path, lines }) => `${path}: ${lines.length} lines, of at most ${most}`);

  test("an operation is one file of at most 60 lines", () => {
    expect(operationFiles.length).toBeGreaterThan(0);
    expect(operationFiles.filter((file) => callsOf(file, "operation").length !== 1).map(({ path }) => path)).toEqual([]);
    expect(longer(operationFiles, 60)).toEqual([]);
  });
  test("an invariant has at most 30 lines, and shares its file with its like only", () => {
    expect(invariantFiles.length).toBeGreaterThan(0);
    expect(invariantFiles.filter((file) => callsOf(file, "invariant").length === 0).map(({ path }) => path)).toEqual([]);
    expect(invariantFiles.flatMap((file) => callsOf(file, "invariant").filter((call) => linesOf(file, call) > 30)
      .map((call) => `${placeOf(file, call)}: ${linesOf(file, call)} lines, of at most 30`))).toEqual([]);
  });
  test("a suite is one file of at most 40 lines", () => {
    const suiteFiles = under("properties/").filter(({ tree }) => tree.statements.some((statement) =>
      ts.isVariableStatement(statement) && statement.declarationList.declarations.some(({ initializer }) =>
        initializer !== undefined && ts.isCallExpression(initializer) && /suite$/i.test(initializer.expression.getText(tree)))));
    expect(suiteFiles.length).toBe(kernels.flatMap(({ suites = [] }) => suites).length);
    expect(longer(suiteFiles, 40)).toEqual([]);
  });
  test("no file of the machinery is longer than 300 lines", () => {
    expect(longer(under("src/"), 300)).toEqual([]);
  });
  test("no line is wider than 140 columns, or 200 where it carries a sentence", () => {
    const sentence = /["`][^"`]*[^"` ] [^"` ]+ [^"` ]+ [^"`]*["`]/;
    expect(under("src/", "spec/", "model/", "properties/", "bench/", "examples/").flatMap(({ path, lines }) => lines.flatMap((line, i) =>
      line.length > (sentence.test(line) ? 200 : 140) ? [`${path}:${i + 1}: ${line.length} columns`] : []))).toEqual([]);
  });
});

const namesInStep = ["operation", "outcome", "answer"];

/** Whether a node reads the name of an operation, an outcome or an answer off a step: a claim asks the operation for it (`reply.ended(step, …)`). */
function isNameInStep(node: ts.Node): boolean {
  const isStep = (one: ts.Node): boolean => /(?:^|\.)step$/.test(one.getText());
  if (ts.isPropertyAccessExpression(node)) return namesInStep.includes(node.name.text) && isStep(node.expression);
  if (ts.isElementAccessExpression(node)) return isStep(node.expression);
  if (!ts.isBindingElement(node) || !namesInStep.includes((node.propertyName ?? node.name).getText())) return false;
  const { parent } = node.parent;
  return ts.isBindingElement(parent) ? isStep(parent.propertyName ?? parent.name)
    : ts.isVariableDeclaration(parent) && parent.initializer !== undefined && isStep(parent.initializer);
}

describe("words that may not be used", () => {
  const uses = (files: readonly SourceFile[], isBanned: (node: ts.Node) => boolean): string[] =>
    files.flatMap((file) => nodesOf(file).filter(isBanned).map((node) => `${placeOf(file, node)}: ${node.getText(file.tree).slice(0, 60)}`));

  test("a specification can be read aloud: no class, this, as, async, any, regular expression", () => {
    const isConst = (node: ts.AsExpression): boolean => node.type.getText() === "const";
    expect(uses(under("spec/"), (node) => ts.isClassLike(node) || node.kind === ts.SyntaxKind.ThisKeyword
      || (ts.isAsExpression(node) && !isConst(node)) || node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)
      || node.kind === ts.SyntaxKind.AnyKeyword || ts.isRegularExpressionLiteral(node))).toEqual([]);
  });
  test("claims name operations, outcomes and answers by value: none looks at the names in a step", () => {
    expect(uses(under("spec/", "examples/"), isNameInStep)).toEqual([]);
    const found = uses([parsed("planted.ts", `const { operation } = step; const { answer: told } = it.step; const { outcome } = made;
      const claim = ({ before: { step: { outcome } } }) => [step.outcome.endsWith("runs"), one.step["answer"], step?.operation, step.refused];`)], isNameInStep);
    expect(found.map((one) => one.slice(one.indexOf(" ") + 1)))
      .toEqual(["operation", "answer: told", "outcome", "step.outcome", 'one.step["answer"]', "step?.operation"]);
  });
  test("tests are skipped by test/needs.ts and test/nightly.ts alone, which say why", () => {
    const isSkipped = (node: ts.Node): boolean => ts.isPropertyAccessExpression(node)
      && ["skip", "skipIf", "runIf", "only", "todo", "fails"].includes(node.name.text) && /^(?:test|it|describe|context)\b/.test(node.expression.getText());
    expect(uses(under("test/").filter(({ path }) => path !== "test/nightly.ts"), isSkipped)).toEqual([]);
    const planted = parsed("planted.ts", 'test.skipIf(true)("a"); describe.runIf(there)("b"); test.only("c"); words.skip(2); test("d", () => {});');
    expect(uses([planted], isSkipped).length).toBe(3);
  });
  test("chance, clock and process are seen by the command line, the store and the bench only", () => {
    const globals = ["Date", "performance", "process", "setTimeout", "setInterval"];
    const isGlobal = (node: ts.Node): boolean => ts.isIdentifier(node) && globals.includes(node.text)
      && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) && !ts.isPropertySignature(node.parent);
    const elsewhere = sources.filter(({ path }) => !/^(?:src\/cli|src\/running|src\/store|bench|test)\//.test(path));
    expect(uses(elsewhere, (node) => isGlobal(node) || node.getText().startsWith("Math.random") && ts.isPropertyAccessExpression(node)))
      .toEqual([]);
    expect(uses(sources, (node) => ts.isPropertyAccessExpression(node) && node.getText() === "Math.random")).toEqual([]);
  });
});

const allKernels = await loadKernels();
const kernels = allKernels.filter(({ apart }) => apart !== true);

test("claims ask of steps for nothing that no operation has", () => {
  const specifications = allKernels.flatMap(({ specification, suites = [] }) =>
    [...(specification === undefined ? [] : [specification]), ...suites.map((suite) => suite.specification)]);
  expect(specifications.length).toBeGreaterThan(10);
  for (const one of specifications) refuseMisspeltSteps(one);
});

describe.each(kernels.flatMap((kernel) => kernel.specification === undefined ? [] : [{ ...kernel, specification: kernel.specification }]))(
  "the specification of $name", ({ name, specification, suites = [], mutants = [], promises }) => {
    test("says of every operation and invariant where it comes from and why it is there", () => {
      for (const one of specification.operations)
        expect({ name: one.name, summary: /^[A-Z].*\.$/.test(one.summary), cites: one.sources.length > 0 })
          .toEqual({ name: one.name, summary: true, cites: true });
      for (const one of specification.invariants)
        expect({ name: one.name, claim: one.claim.endsWith("."), why: /^[A-Z].*\.$/.test(one.why), cites: one.sources.length > 0 })
          .toEqual({ name: one.name, claim: true, why: true, cites: true });
    });
    test("gathers everything that its folders hold", async () => {
      const files = [...operationFiles, ...invariantFiles].filter(({ path }) => path.startsWith(`spec/${name}/`));
      const listed = importsOf(sources.find(({ path }) => path === `spec/${name}/index.ts`)!).map(({ from }) => from);
      expect(files.map(({ path }) => path).filter((path) => !listed.includes(path))).toEqual([]);
      const gathered: readonly unknown[] = [...specification.operations, ...specification.invariants];
      for (const { path } of files.filter((file) => callsOf(file, "operation", "invariant").length > 0)) {
        const found = Object.entries(await import(pathToFileURL(resolve(path)).href) as Record<string, unknown>);
        expect(found.filter(([, value]) => !gathered.includes(value)).map(([exported]) => `${path}: ${exported}`)).toEqual([]);
      }
    });
    test("names real mutants as guards, and real outcomes, claims and sightings as required", () => {
      const crafted = mutants.map((mutant) => mutant.name);
      for (const { system, ...suite } of suites) refuseMisspelt(specification, system, crafted, suite);
    });
    test("has suites for the concerns that its operations name, and no operation that names none", () => {
      const concerns = new Set(suites.map((suite) => suite.name.slice(name.length + 1)));
      for (const { name: operation, concerns: own = [], alongside = [] } of specification.operations)
        expect({ operation, names: own.length > 0, unknown: [...own, ...alongside].filter((concern) => !concerns.has(concern)) })
          .toEqual({ operation, names: true, unknown: [] });
    });
    test("is required by its suites in every outcome, claim and sighting", () => {
      const required = new Set(suites.flatMap(({ requires = [] }) => requires));
      expect(promisesOf(specification).filter((part) => !required.has(part))).toEqual([]);
    });
    test("is waived in nothing by its suites: what one does not require, another does", () => {
      for (const { system } of suites) expect(system.waived).toBeUndefined();
    });
    test("is promised by its manifest", () => {
      expect(promises).toBeDefined();
    });
  });
