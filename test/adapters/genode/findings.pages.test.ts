/** The pages are executed: what they call wrong brings the finding about, and what they call right does not. */
import { describe, expect, it } from "vitest";
import { findingPages } from "../../../src/adapters/genode/findings/index.ts";
import { findingsOf } from "./annotated.ts";

/** A page shows the lines that matter; they stand in a configuration with quota and a default route. */
const whole = (lines: string): string => /^(config|deploy)\b/u.test(lines) ? lines
  : `config\n+ default | caps: 100 | ram: 1M\n${lines}\n-`;

const codesOf = (lines: string): readonly string[] => findingsOf(whole(lines), "page.hid").map(({ code }) => code);

describe.each(findingPages.filter(({ code }) => code !== "GN007"))("$code $title", ({ code, page }) => {
  const [wrong = "", right = ""] = [...page.matchAll(/~~~hid\n(.*?)\n~~~/gsu)].map((match) => match[1]!);

  // GN305 is good news, so its examples are the other way round.
  it("shows what is wrong", () => expect(codesOf(code === "GN305" ? right : wrong)).toContain(code));
  it("shows what is right", () => expect(codesOf(code === "GN305" ? wrong : right)).not.toContain(code));
  it("names its source", () => expect(page).toMatch(/^Source: ./mu));
});
