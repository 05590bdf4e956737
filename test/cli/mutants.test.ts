/** The mutation bench on the small model. */
import { expect, test } from "vitest";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

interface Document {
  readonly benches: readonly { readonly killed: number; readonly survivors: number; readonly passed: boolean;
    readonly unbroken: readonly { readonly claim: string; readonly mutant: string }[];
    readonly mutants: readonly {
      readonly name: string;
      readonly became: string;
      readonly claim?: string;
      readonly length?: number;
    }[];
  }[];
}

const folder = foreignFolder({
  "more.ts": `import { ipc } from "${process.cwd()}/bench/models/sync-ipc.ts";
export const guarded = ipc.invariant({ name: "servers rest", claim: "x", why: "x", sources: [], holds: ({ server }) => server[0].state !== "asleep",
  guards: ["Reply / drop step / the client gets its answer / the right is used up"] });
const wrong = ({ endpoint, slot }) => {
  slot.caller = endpoint.clients.at(endpoint.clients.length - 1);
  endpoint.clients.shift().take("be received");
};
export const lifo = ipc.mutant({ name: "the last client is served first", tier: "crafted", operation: "Receive",
  change: (right) => ({ ...right, cases: [{ ...right.cases[0], then: { wrong } }, ...right.cases.slice(1)] }) });
`,
});

test("kills, survivors and swaps that commute are told apart, whatever the number of workers", async () => {
  const run = (workers: string) =>
    cordon(["mutants", "sync-ipc", "--json", "--workers", workers, "--with", `${folder}/more.ts`, ...ipc]);
  const { code, out } = await run("2");
  const [bench] = (JSON.parse(out) as Document).benches;
  expect(code).toBe(4);
  expect(bench!.passed).toBe(false);
  const became = new Map(bench!.mutants.map((mutant) => [mutant.name, mutant]));
  expect(became.get("Reply / drop step / the client gets its answer / the right is used up")).toMatchObject({
    became: "killed",
    length: 3,
  });
  expect(became.get("the last client is served first")).toMatchObject({ became: "killed" });
  expect(
    became.get(
      "Call / swap steps / no server is waiting / the client joins the end of the queue / the client is sending",
    ),
  ).toMatchObject({ became: "commutes" });
  expect(bench!.mutants.filter((mutant) => mutant.became === "survived")).toHaveLength(bench!.survivors);
  // A claim that is always true is broken by no mutant, whatever it says.
  expect(bench!.unbroken).toContainEqual({
    claim: "servers rest",
    mutant: "Reply / drop step / the client gets its answer / the right is used up",
  });
  expect((await run("1")).out).toBe(out);
});

test("a suite that fails without any mutant is refused", async () => {
  const { code, err } = await cordon(["mutants", "ipc-broken", ...ipc]);
  expect(code).toBe(2);
  expect(err).toContain("fails without any mutant");
});
