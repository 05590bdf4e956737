/** `cordon list --unread`: which sentences are not understood, where they stand, and why; and that all of ours are understood. */
import { describe, expect, test } from "vitest";
import type { UnreadReport } from "../../src/render/index.ts";
import { complaint, schemaOf } from "../../src/store/index.ts";
import { cordon } from "./cordon.ts";

const odd = ["odd", "--with", "test/cli/fixtures/odd.ts"];

async function unreadOf(...words: readonly string[]): Promise<UnreadReport> {
  const { code, out, err } = await cordon(["list", "--unread", "--json", ...words]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const document: unknown = JSON.parse(out);
  expect(complaint(schemaOf("unread"), document)).toBeNull();
  return document as UnreadReport;
}

describe("cordon list --unread", () => {
  test("names each sentence that is not understood, with its place and the reason", async () => {
    const { code, out } = await cordon(["list", "--unread", ...odd]);
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "odd  3 of 7 sentences are understood
      test/cli/fixtures/odd.ts:9:9: operation "Raise", "look": a text made of what is not a word
      test/cli/fixtures/odd.ts:12:39: operation "Raise", "there is room": it speaks of what look finds, which is not understood
      test/cli/fixtures/odd.ts:16:24: operation "Raise", "it counts / the other stays": a regular expression
      test/cli/fixtures/odd.ts:22:10: invariant "it counts", "holds": the name "toFixed" of a number
      "
    `);
  });

  test("says the same as a document", async () => {
    const { subjects, ...counts } = await unreadOf(...odd);
    expect(counts).toMatchObject({ sentences: 7, understood: 3 });
    expect(subjects.map(({ what, unread }) => [what, unread.length])).toEqual([["odd", 4]]);
    expect(complaint(schemaOf("unread"), { ...counts, subjects, more: 1 })).toBe("more is not known here");
  });

  test("has nothing to name in the models of the bench, the specification of Genode, and the examples", async () => {
    // A system description is asked of the whole specification of Genode; only that suite has partitions.
    const { sentences, understood, subjects } = await unreadOf(
      "examples/genode/desktop.hid", "examples/genode/webcache.hid", "genode-isolation",
      "bench:sync-ipc", "bench:caps", "bench:double-reply", "bench:cancel-leaks-the-last-slot", "bench:all-slots-full", "bench:needle",
      "bench:revoke-misses-grandchildren", "bench:delete-orphans", "--with", "examples/with/only-the-living-are-called.ts",
    );
    expect(subjects.flatMap(({ unread }) => unread)).toEqual([]);
    expect(understood).toBe(sentences);
    expect(sentences).toBeGreaterThan(1500);
  });
});
