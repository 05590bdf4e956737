/**
 * Whatever session a naive twin of init can open by some label and some reading, the findings never deny: "no information
 * can flow" (GN305) is not said of its two ends, nor of ends that several such sessions join. And where no session joins
 * them by any reading, it is said most of the time. `RUNS=100000` tries more.
 */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { findAll } from "../../../src/adapters/genode/findings/index.ts";
import { readSystem } from "../../../src/adapters/genode/index.ts";
import { sessionsOf } from "./init-twin.ts";
import { said, systems, text } from "./twin-systems.ts";

const services = ["Foo", "Bar"];

/** All paths that a session leads on from one to another, in both directions, since no service is in the direction table. */
function reached(from: string, pairs: ReadonlySet<string>): ReadonlySet<string> {
  const seen = new Set([from]);
  for (const at of seen) for (const pair of pairs) {
    const [left = "", right = ""] = pair.split("|");
    if (left === at) seen.add(right);
    if (right === at) seen.add(left);
  }
  return seen;
}

test("no information can flow is said only where the twin opens no session by any reading", () => {
  let [said305, apart] = [0, 0];
  fc.assert(fc.property(systems({ services, inner: ["a", "s"] }), (config) => {
    const { system: read, problems } = readSystem(text(config), "twin.xml");
    expect(problems).toEqual([]);
    const pairs = new Set([...sessionsOf(config, services, said, "code"), ...sessionsOf(config, services, said, "book")]);
    const paths = new Set(read!.starts.flatMap((one) =>
      one.init ? one.init.starts.map(({ name }) => `init -> n -> ${name}`) : [`init -> ${one.name}`]));
    const demands = [...paths].flatMap((from) => [...paths].filter((to) => to !== from).map((to) => ({ from: [from], to: [to], oneWay: true })));
    const answers = findAll(read!, { isolate: demands }).filter(({ code }) => /^GN30[4-7]$/u.test(code));
    expect(answers).toHaveLength(demands.length);
    for (const { from: [from = ""], to: [to = ""] } of demands) {
      const [answer] = answers.filter(({ message }) => message.includes(`from "${from}" to "${to}"`));
      if (reached(from, pairs).has(to)) expect({ from, to, code: answer!.code }).not.toEqual({ from, to, code: "GN305" });
      else {
        apart += 1;
        if (answer!.code === "GN305") said305 += 1;
      }
    }
  }), { numRuns: Number(process.env["RUNS"] ?? 600), seed: 7 });
  if (process.env["RUNS"] !== undefined) console.log(`${apart} pairs apart, ${said305} said so`);
  // The alphabet of labels is small, so that some flows that are found are beyond the twin.
  expect(apart).toBeGreaterThan(400);
  expect(said305 / apart).toBeGreaterThan(0.8);
});
