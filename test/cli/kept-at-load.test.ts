/** What a user's file takes at load, or imports from Node, is out of reach of its sentences as well. */
import { expect, test } from "vitest";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

/** What a file has at hand, and the words of the fault. */
const kept: readonly (readonly [name: string, top: string, use: string, told: string])[] = [
  ["clock", "const now = Date.now;", "now() > 0", "Date is the clock"],
  ["chance", "const { random } = Math;", "random() >= 0", "Math.random is chance"],
  ["dice", 'import { randomInt } from "node:crypto";', "randomInt(6) >= 0", "crypto.randomInt is chance"],
  ["bytes", 'import crypto from "node:crypto";', "crypto.randomBytes(1).length === 1", "crypto.randomBytes is chance"],
  ["later", 'import { setTimeout as later } from "node:timers";', "later(() => {}, 0) !== null", "timers.setTimeout begins work for later"],
  ["soon", 'import { setImmediate as soon } from "node:timers/promises";', "soon() !== null", "timers/promises.setImmediate begins work for later"],
  ["promise", "", "[0].map(async () => {}).length === 1", "a promise is work for later"],
];
const folder = foreignFolder(Object.fromEntries(kept.map(([name, top, use]) => [`${name}.ts`, `${top}
import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const one = ipc.invariant({ name: "uses ${name}", claim: "x", why: "x", sources: [], holds: () => ${use} });
`])));

test.each(kept)("%s", async (name, _, __, words) => {
  const { code, out } = await cordon(["check", "ipc-sound", ...ipc, "--with", `${folder}/${name}.ts`, "--traces", "1"]);
  expect(out).toContain(words);
  expect(code).toBe(1);
});

test("what an asynchronous sentence does later does not end the search", async () => {
  const own = foreignFolder({ "later.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const one = ipc.invariant({ name: "goes on later", claim: "x", why: "x", sources: [], holds: (world) => {
  Object.values(world).flat().forEach(async (row) => { await null; row.clear(); });
  return true; } });
` });
  const { code, out } = await cordon(["explore", "ipc-sound", ...ipc, "--with", `${own}/later.ts`]);
  expect(out).toContain("a promise is work for later");
  expect(code).toBe(1);
});
