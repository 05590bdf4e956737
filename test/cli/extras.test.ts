/** `--with FILE` from any folder: what it adds, and what it says when it cannot. */
import { describe, expect, test } from "vitest";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

const common = 'claim: "x", why: "x", sources: []';
const folder = foreignFolder({
  "invariant.ts": `import { type Invariant, SpecificationFault } from "cordon";
if (typeof SpecificationFault !== "function") throw new Error("the language is not there");
export const oneAtATime: Invariant = {
  name: "one client at a time", claim: "No two clients are in a call.", why: "For the test.", sources: [],
  holds: ({ client }) => client.filter((one: { state: string }) => one.state !== "ready").length < 2,
};
`,
  "plain.js": `import { source } from "cordon";
export default [{ name: "always true", claim: "It is.", why: "x", sources: [source("a", "b")], holds: () => true }];
`,
  "package.json": '{ "type": "commonjs" }',
  "operation.ts": `import { source } from "cordon";
import { setup } from "xstate";
export const rest = { name: "Rest", summary: "Nothing.", sources: [source("a", "b")], checks: [],
  cases: [{ when: "always", then: {}, because: typeof setup }] };
`,
  "repeated.ts":
    'export const again = { name: "Call", summary: "x", sources: [], checks: [], cases: [] };\n',
  "misspelt.ts": `export const wrong = { ${common}, name: "wrong table", each: "cleint", holds: () => true };
`,
  "guard.ts": `export const wrong = { ${common}, name: "wrong guard", holds: () => true,
  guards: ["Call / drop chek / x"] };
`,
  "throws.ts": `interface Held { readonly value: number }

export const value = (undefined as unknown as Held).value;
`,
  "import.ts": 'import { nope } from "cordon";\nexport const x = nope;\n',
  "missing.ts": 'import { nope } from "./nowhere.ts";\nexport const x = nope;\n',
  "genode.ts": `import { genode, invariant } from "cordon/spec/genode";
export const named = invariant({ ${common}, name: "has a name", why: genode.name,
  holds: ({ component }) => component.length > 0 });
`,
});
const withFile = (file: string, ...more: readonly string[]) =>
  cordon(["check", "ipc-sound", ...ipc, "--with", `${folder}/${file}`, "--out", `${folder}/out`, ...more]);

describe("a file of the user", () => {
  test("adds an invariant, which is checked and may be broken", async () => {
    const { code, out } = await withFile("invariant.ts");
    expect(code).toBe(1);
    expect(out).toContain('"one client at a time" is broken after ');
    expect(out).toMatch(/Replay: cordon replay .* --with test\/cli\/fixtures\/ipc.ts --with /);
  });
  test("may be JavaScript in a folder of CommonJS", async () => {
    const { code, out } = await withFile("plain.js");
    expect({ code, out: out.includes("3 of 3 claims held") }).toEqual({ code: 0, out: true });
  });
  test("adds an operation", async () => {
    const { code, out } = await withFile("operation.ts", "--json");
    expect(code).toBe(0);
    expect(out).toContain('"operation": "Rest"');
  });
  test("adds to a system description, with the words of its kernel", async () => {
    const { out } = await cordon([
      "check",
      "examples/genode/desktop.hid",
      "--traces",
      "10",
      "--json",
      "--with",
      `${folder}/genode.ts`,
      "--out",
      `${folder}/out`,
    ]);
    expect(out).toContain('"name": "has a name"');
  });
});

describe("a file that cannot be used gives one line and exit code 2", () => {
  const cases = {
    "repeated.ts": '"Call" is already an operation of sync-ipc',
    "misspelt.ts": '"cleint", which is no table — did you mean "client"?',
    "guard.ts": "which is no mutant",
    "throws.ts": "throws.ts:3:",
    "import.ts": "import.ts:1: The requested module 'cordon' does not provide an export named 'nope'",
    "missing.ts": "Cannot find module",
  };
  for (const [file, sentence] of Object.entries(cases)) test(file, async () => {
    const { code, out, err } = await withFile(file);
    expect(err).toContain(sentence);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^cordon: [^\n]*\n$/);
  });
});
