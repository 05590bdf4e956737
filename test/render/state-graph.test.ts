/** State spaces for other tools: their formats, whatever the labels are. */
import { expect, test } from "vitest";
import { type StateGraph, autText, dotText } from "../../src/render/index.ts";
import { payloads, steering } from "./samples.ts";

const graph: StateGraph = {
  states: [{ label: ["all is quiet"] }, { label: ['client 0 says "hi"', "a \\ b"] }],
  edges: [
    { from: 0, to: 1, label: "client 0: Call (endpoint 1): no server is waiting" },
    { from: 1, to: 0, label: "path C:\\x, é" },
  ],
};

test("DOT marks the initial state and escapes what ends a text", () => {
  expect(dotText("a suite", graph)).toBe(`digraph "a suite" {
  node [shape=box];
  0 [label="all is quiet", peripheries=2];
  1 [label="client 0 says \\"hi\\"\\na \\\\ b"];
  0 -> 1 [label="client 0: Call (endpoint 1): no server is waiting"];
  1 -> 0 [label="path C:\\\\x, é"];
}
`);
});

test("an Aldebaran automaton counts transitions, then states, and is ASCII", () => {
  expect(autText(graph)).toBe(`des (0,2,2)
(0,"client 0: Call (endpoint 1): no server is waiting",1)
(1,"path C:\\\\x, \\\\u{e9}",0)
`);
});

test("a graph without steps is one state", () => {
  const alone = { states: [{ label: [] }], edges: [] };
  expect(autText(alone)).toBe("des (0,0,1)\n");
  expect(dotText("", alone)).toContain('0 [label="", peripheries=2];');
});

test.each(payloads)("a label of %j stays one label on one line", (payload) => {
  const hostile: StateGraph = { states: [{ label: [payload, payload] }], edges: [{ from: 0, to: 0, label: payload }] };
  const [dot, aut] = [dotText(payload, hostile), autText(hostile)];
  expect(dot + aut).not.toMatch(steering);
  expect(dot.split("\n")).toHaveLength(6);
  expect(aut.split("\n")).toHaveLength(3);
  for (const line of [...dot.split("\n"), ...aut.split("\n")]) expect(line.replaceAll(/\\./g, "").match(/"/g)?.length ?? 0).toBeOneOf([0, 2]);
});
