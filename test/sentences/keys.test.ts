/** What claims ask with operations' keys is understood as what the functions say, and what an outcome settles is settled by it. */
import { describe, expect, test } from "vitest";
import { reply as typedReply, syncIpc, syncIpcSystems } from "../../examples/sync-ipc/sync-ipc.ts";
import { compile } from "../../src/engine/index.ts";
import { Understood } from "../../src/engine/code/understood.ts";
import type { Invariant } from "../../src/language/index.ts";
import { toldAmong } from "../../src/language/operation-key.ts";
import { answerFor } from "../../src/sentences/settling.ts";
import { Paired } from "./paired.ts";
import { visitsOfTraces } from "./visits.ts";

/** As files have them that no compiler sees. */
const [call, receive, reply, cancelClient]: readonly any[] = syncIpc.operations;
const anybody: any = toldAmong(["ok", "not scheduled", "no slot", "no right"]);
const { accepted } = receive;
const [several, called]: any[] = [[call, receive, reply, cancelClient], { reply, all: [reply, receive] }];
const isOfServer = (server: any, its: any): boolean => its.server !== undefined && its.server.id === server.id;
const copy: any = { ...reply, checks: [] };

const reasons: Readonly<Record<string, (moment: any) => unknown>> = {
  "its arguments, or null": ({ step }) => reply.of(step) !== null && reply.of(step).slot.server.id === reply.of(step).server.id,
  "an argument of what may be another's": ({ step }) => call.of(step)?.client.state === "waiting",
  "another one where it is null": ({ step }) => (call.of(step) ?? receive.of(step))?.endpoint.clients.isEmpty === true,
  "what is kept, and asked later": ({ step }) => { const one = reply.of(step); return one ? one.slot.caller === null : false; },
  "rows of before": ({ step, before }) => reply.where(step, ({ slot }: any) => before.slot[slot.id].caller !== null),
  "what ends in the middle": ({ step }) => { if (call.of(step)) return true; for (const one of several) if (one.refused(step)) return true; return false; },
  "a helper in place of a text": ({ step, after }) => reply.accepted(step, (its: any) => isOfServer(after.server[0], its)),
  "refused, for a reason that holds": ({ step }) => receive.refused(step, ({ server }: any) => server.state !== "ready"),
  "an outcome": ({ step }) => call.ended(step, "no server is waiting") || receive.ended(step, "a reply slot is free"),
  "an outcome with what holds of it": ({ step }) => call.ended(step, "no server is waiting", ({ endpoint, client }: any) => endpoint.clients.has(client)),
  "an answer": ({ step }) => !reply.told(step, "no right") && !reply.told(step, "ok"),
  "one of two answers": ({ step, after }) => reply.told(step, after.slot[0].caller === null ? "ok" : "no right"),
  "some of a list": ({ step }) => several.some((one: any) => one.told(step, "ok")),
  "all of a list, with places": ({ step }) => several.every((one: any, i: number) => one.of(step) === null || i > 1),
  "those of a list": ({ step }) => several.filter((one: any) => one.of(step)).length === 1,
  "a list that is written out": ({ step }) => [reply, ...called.all].some((one: any) => one.where(step, ({ server }: any) => server.state === "ready")),
  "one that is found": ({ step }) => several.find((one: any) => one.accepted(step)) === reply,
  "a key under a name": ({ step }) => { const one = called.reply; return one.accepted(step); },
  "one of two keys": ({ step, after }) => (after.slot[0].caller === null ? reply : receive).accepted(step),
  "a word under a name": ({ step }) => accepted(step),
  "a copy": ({ step }) => copy.accepted(step),
  "whoever was told": ({ step }) => anybody(step, "not scheduled", "no slot") || (!step.refused && anybody(step, "ok")),
  "nobody, where nothing is asked": ({ step }) => anybody(step) || step.refused,
  "what is asked of the right ones only": ({ step }) => reply.where(step, ({ slot }: any) => slot.caller.state === "ready") || true,
};

const claims = Object.entries(reasons).map(([name, holds]): Invariant =>
  ({ name, claim: "x", why: "x", sources: [], permits: { [name]: holds as any, "or not": ({ step }) => step.answer !== "" } }));
const model = compile({ ...syncIpc, invariants: claims }, syncIpcSystems.S);

describe("what is asked with keys", () => {
  test("is understood, as a whole and as it is", () => {
    const paired = new Paired(model, visitsOfTraces(model, 3, 6, 80));
    expect(paired.unclear).toEqual([]);
    const { found, compared, faults } = paired.compare();
    expect(found).toEqual([]);
    expect(compared).toBeGreaterThan(5000);
    // A slot that nobody waits in has no caller: both ways to run the last sentence say so.
    expect(faults).toBeGreaterThan(10);
  });

  test("is settled by the outcome where nothing else is asked", () => {
    const understood = new Understood(model);
    const settled = (name: string): (boolean | null)[][] => model.steppers.map(({ outcomes }, o) => {
      const places = outcomes.map((_, outcome) => outcome);
      const one = understood.step(claims.findIndex((claim) => claim.name === name), name, true, o, places);
      return one.kind === "understood" ? places.map((place) => answerFor(one.form, place)) : [];
    });
    const of = (holds: (operation: string, outcome: string, answer: string, refused: boolean) => boolean): boolean[][] =>
      model.steppers.map(({ operation, outcomes, answers, refusals }) =>
        outcomes.map((outcome, i) => holds(operation.name, outcome, answers[i]!, i < refusals)));
    expect(settled("an outcome")).toEqual(of((operation, outcome) => outcome === "no server is waiting"
      || (operation === "Receive" && outcome === "a reply slot is free")));
    expect(settled("an answer")).toEqual(of((operation, _, answer) => operation !== "Reply" || !["no right", "ok"].includes(answer)));
    expect(settled("some of a list")).toEqual(of((operation, _, answer) => operation !== "Cancel a server" && answer === "ok"));
    expect(settled("whoever was told")).toEqual(of((_, __, answer) => ["not scheduled", "no slot", "ok"].includes(answer)));
    expect(settled("a copy")).toEqual(of((operation, _, __, refused) => operation === "Reply" && !refused));
    // Of other operations nothing need be asked, of replies the state.
    expect(settled("rows of before")).toEqual(of(() => false).map((row, o) =>
      model.steppers[o]!.operation.name === "Reply" ? row.map(() => null) : row));
  });
});

test("a name that is not there is told where the sentence is understood", () => {
  const wrong = compile({ ...syncIpc, invariants: [{ ...claims[0]!, permits: { x: ({ step }: any) => reply.told(step, "no rihgt") } }] }, syncIpcSystems.S);
  const one = new Understood(wrong).step(0, "x", true, 2, [0]);
  expect(one).toMatchObject({ kind: "refused", fault: { sentence: 'a claim asks whether "Reply" told "no rihgt", which is not an answer of it — did you mean "no right"?' } });
  expect(typedReply.name).toBe(wrong.steppers[2]!.operation.name);
});
