/** What the static stage finds decides the verdict, whatever the traces come to. */
import { describe, expect, test } from "vitest";
import { cordon, foreignFolder } from "./cordon.ts";

const folder = foreignFolder({
  "throw.ts": `import { invariant } from "cordon/spec/genode";
export const throws = invariant({ name: "cannot say", claim: "It throws.", why: "x", sources: [],
  holds: () => { throw new Error("out of my depth"); } });
`,
});
const wrong = "examples/genode/findings/GN101-child-unknown.hid";
const right = "examples/genode/webcache.hid";

describe("a finding of severity error is FAIL", () => {
  const runs = {
    WEAK: ["--traces", "1", "--steps", "1"],
    UNKNOWN: ["--traces", "50", "--steps", "5", "--with", `${folder}/throw.ts`],
  };
  for (const [verdict, words] of Object.entries(runs)) test(`beside traces that are ${verdict}`, async () => {
    const alone = await cordon(["check", right, "--json", "--out", `${folder}/out`, ...words]);
    expect(JSON.parse(alone.out)).toMatchObject({ verdict });
    const both = await cordon(["check", wrong, "--json", "--out", `${folder}/out`, ...words]);
    expect(JSON.parse(both.out)).toMatchObject({ verdict: "FAIL", results: [{ verdict: "FAIL" }] });
    expect(both.code).toBe(1);
  });
});
