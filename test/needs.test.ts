/** What is missing is told, and fails where it must be there. */
import { expect, test, vi } from "vitest";
import { beside, lacking, needing } from "./needs.ts";

let ran = 0;
needing(true, "arithmetic")("a test that has what it needs runs", () => { ran++; });
beside("package.json")("a test beside which its file stands runs", () => { ran++; });
beside("no/such/folder")("a test that reads what does not stand beside is skipped", () => { ran++; });

test("two of the three ran", () => { expect(ran).toBe(2); });
test("what a tool is missing for fails in continuous integration, and is skipped with the reason elsewhere", () => {
  const skip = vi.fn();
  expect(() => { lacking("there is no spin here", true)({ skip }); }).toThrow("there is no spin here");
  expect(skip).not.toHaveBeenCalled();
  lacking("there is no spin here", false)({ skip });
  expect(skip).toHaveBeenCalledWith("there is no spin here");
});
