import { manual, operation } from "../world.ts";

export const forget = operation({
  name: "Forget", summary: "A thread forgets how often it was woken.", sources: [manual("3")], concerns: ["threads"], by: "thread",
  checks: [{ unless: "the thread was woken", holds: ({ thread }) => thread.woken > 0, answer: "nothing to forget" }],
  cases: [{ when: "the thread forgets", then: { "nothing is counted": ({ thread }) => { thread.woken = 0; } } }],
});
