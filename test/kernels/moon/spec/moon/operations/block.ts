import { manual, operation } from "../world.ts";

export const block = operation({
  name: "Block", summary: "A thread waits to be woken.", sources: [manual("1")], concerns: ["threads"], by: "thread",
  checks: [{ unless: "the thread runs", holds: ({ thread }) => thread.state === "running", answer: "not now" }],
  cases: [{ when: "it waits", then: { "the thread is blocked": ({ thread }) => { thread.state = "blocked"; } } }],
});
