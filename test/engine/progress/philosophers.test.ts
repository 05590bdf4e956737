/** Dining philosophers: the deadlock, who starves under which fairness, and what an order of the forks mends. */
import { expect, test } from "vitest";
import { decided, system } from "./deciding.ts";
import { philosophers } from "./philosophers.ts";

const three = system({ philosopher: 3, fork: 3 });

test("all with the left fork in hand stand still", () => {
  const found = decided(philosophers(false, "strong"), three);
  expect(found.claims).toEqual({ "the table goes on": "FAIL", "everybody can always eat": "FAIL", "the hungry eat": "FAIL", "all can think": "FAIL" });
  expect(found.stem).toHaveLength(6);
  expect(found.violation!.why).toBe("every call is refused, so that nothing can happen any more");
});

test("an order of the forks mends that, but under weak fairness the neighbours may eat in turn for ever", () => {
  const found = decided(philosophers(true, "weak"), three);
  expect(found.claims).toEqual({ "the table goes on": "PASS", "everybody can always eat": "PASS", "the hungry eat": "FAIL", "all can think": "PASS" });
  expect(found.loop!.length).toBeGreaterThan(0);
  expect(found.loop!.join()).not.toContain(`${/(philosopher \d) waits/.exec(found.violation!.why)![1]}: Take the second fork`);
});

test("with strong fairness as well everybody eats", () => {
  expect(decided(philosophers(true, "strong"), three).claims["the hungry eat"]).toBe("PASS");
});
