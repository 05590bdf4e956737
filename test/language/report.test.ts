/** The small pure functions of the language. */
import { expect, test } from "vitest";
import { source, sourceLine, worst } from "../../src/language/index.ts";

test("the worst verdict wins, and nothing is a PASS", () => {
  expect(worst([])).toBe("PASS");
  expect(worst(["PASS", "WEAK"])).toBe("WEAK");
  expect(worst(["UNKNOWN", "WEAK", "PASS"])).toBe("UNKNOWN");
  expect(worst(["UNKNOWN", "FAIL", "WEAK"])).toBe("FAIL");
});

test("a source is one line", () => {
  expect(sourceLine(source("a manual", "chapter 4"))).toBe("a manual, chapter 4");
  expect(sourceLine(source("a repository", "ipc.c", "send"))).toBe("a repository, ipc.c: send");
});
