import { oneOf } from "cordon";
import { manual, operation } from "../world.ts";

export const wake = operation({
  name: "Wake", summary: "A thread wakes another one that it may wake.", sources: [manual("2")], concerns: ["threads"], by: "thread",
  asks: { other: oneOf("thread") },
  look: (_, { thread, other }, { allowed }) => ({ isAllowed: allowed.some(([from, to]) => from === thread.id && to === other.id) }),
  checks: [
    { unless: "the thread runs", holds: ({ thread }) => thread.state === "running", answer: "not now" },
    { unless: "the thread may wake the other", holds: ({ isAllowed }) => isAllowed, answer: "forbidden" },
    { unless: "the other is blocked", holds: ({ other }) => other.state === "blocked", answer: "not blocked" },
  ],
  cases: [{ when: "the other runs again", then: {
    "the other is running": ({ other }) => { other.state = "running"; },
    "the other has been woken once more": ({ other }) => { other.woken = Math.min(3, other.woken + 1); },
  } }],
});
