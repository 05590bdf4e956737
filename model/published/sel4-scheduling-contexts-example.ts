import { source } from "../../src/language/index.ts";
import { responseTimes } from "../../src/timing/response-times.ts";
import { atMost, decimal, figure, rounds } from "./arithmetic.ts";
import { claim } from "./claim.ts";

export const sel4SchedulingContextsExample = claim({
  id: "sel4-scheduling-contexts-example",
  sentence: "A controller with 3 of 5 ms and a driver of higher priority with 3 of 10 µs fit on one processor.",
  figures: ["seL4 white paper, section 5.2"],
  grade: "primary",
  sources: [source("Heiser, The seL4 Microkernel: An Introduction (white paper)", "Section 5.2, p. 27")],
  numbers: { driver: { budget: "3", period: "10", percent: "30" }, controller: { budget: "3000", period: "5000", percent: "60" } },
  findings: ({ driver, controller }) => {
    const share = ({ budget, period }: typeof driver | typeof controller) => figure(budget).div(figure(period));
    const { tasks } = responseTimes([{ id: "driver", wcet: driver.budget, period: driver.period }, { id: "controller", wcet: controller.budget,
      period: controller.period }], { policy: "fixed-priority" });
    return [
      rounds("the controller's share in percent", share(controller).mul(100), controller.percent),
      rounds("the driver's share in percent", share(driver).mul(100), driver.percent),
      atMost("what both ask for", share(controller).add(share(driver)), "1"),
      ...tasks.map(({ id, bound, meetsDeadline }) => ({ says: `the ${id} is done within its period`, holds: meetsDeadline,
        found: bound === null ? "no bound exists" : `after ${decimal(bound)} µs at most` })),
    ];
  },
});
