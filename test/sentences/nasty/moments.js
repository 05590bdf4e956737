/** Reasons and `seen` sentences of steps: two states, rows of both, the step with its arguments and outcome. */
/* oxlint-disable -- sentences as nobody should write them */
export const overSteps = {
  "the operation": ({ step }) => step.operation === "Change",
  "the outcome": ({ step }) => step.outcome === "it does",
  "the answer": ({ step }) => step.answer === "no" && step.refused,
  "refused": ({ step: { refused } }) => refused,
  "one of two outcomes": ({ step: { outcome } }) => ["it does", "it stays"].includes(outcome),
  "an argument": ({ step: { args } }) => args.n > 2,
  "an argument by its name": ({ step: { args: { item, n, yes } } }) => item.n > n || yes,
  "an argument that another operation has": ({ step: { args } }) => args.thing === undefined,
  "an argument is a row after the step": ({ step: { args }, after }) => after.item.includes(args.item) && args.item === after.item[args.item.id],
  "an argument is no row before the step": ({ step: { args }, before }) => before.item.includes(args.item),
  "a row before by the number of one after": ({ step: { args }, before }) => before.item[args.item.id].n < args.item.n,
  "what changed": ({ before, after }) => after.item.some(({ n, id }) => n !== before.item[id].n),
  "what changed and how": ({ before, after }) => after.item.every((one) => one.n >= before.item[one.id].n),
  "a reference before and after": ({ before, after }) => before.item[0].r === after.item[0].r,
  "a reference before and after by number": ({ before, after }) => before.item[0].r?.id === after.item[0].r?.id,
  "a row of before given to now": ({ before, after }) => after.item[0].q.has(before.item[1]),
  "a row of now given to before": ({ before, after }) => before.item[0].g.has(after.item[1]),
  "places of a row of before": ({ before, after }) => after.item[0].q.count(before.item[0].r ?? before.item[1]) > 0,
  "rights before and after": ({ before, after }) => after.item[0].p.within(before.item[0].p),
  "a state before and after": ({ before, after }) => before.item[0].s !== after.item[0].s && after.item[0].within("on"),
  "the first of a queue before": ({ before, after }) => before.item[0].q.first?.id === after.item[0].q.first?.id,
  "all rows of both": ({ before, after }) => [...before.item, ...after.item].filter(({ f }) => f).length === 3,
  "a row of either": ({ before, after, step: { args } }) => (args.yes ? before : after).item[0].n > 2,
  "the same table": ({ before, after }) => before.item === after.item,
  "facts of a moment": ({ facts, after }) => after.item[0].n > facts.limit,
  "a fault of the moment": ({ before }) => before.item[0].r.f,
  "a moment handed on": (moment) => ((m) => m.after.item[0].n)(moment) > 2,
  "a moment taken apart": ({ step, ...rest }) => rest.before.item[0].n > 2,
  "a row that a step without rows has": (moment) => moment.was === undefined,
  "a misspelt part": ({ befor }) => befor === undefined,
  "a misspelt part of the step": ({ step }) => step.outcom === undefined,
  "a write": ({ after }) => { after.item[0].n = 1; return true; },
  "a replaced part": (moment) => { moment.step = null; return true; },
};

export const overChanges = {
  "was and is": ({ was, is }) => was.n <= is.n,
  "was and is one row": ({ was, is }) => was === is,
  "was and is by number": ({ was, is }) => was.id === is.id,
  "is the argument": ({ is, step: { args } }) => is === args.item,
  "was the argument": ({ was, step: { args } }) => was === args.item,
  "is the argument by number": ({ is, step: { args } }) => is.id === args.item.id,
  "what is referred to": ({ was, is }) => was.r !== null && is.r === null,
  "what was referred to": ({ was, is, after }) => is.r === after.item[was.r?.id ?? 0],
  "a fault of what was": ({ was }) => was.r.f,
  "a queue that was": ({ was, is }) => is.q.length < was.q.length && was.q.first === is.q.first,
  "the row among all": ({ is, after }) => after.item.indexOf(is) === is.id && after.item.includes(is),
  "the row before among all": ({ was, after }) => after.item.includes(was),
};

export const overRuns = {
  hidden: ({ id, n }, { operation, args, refused }, { limit }) => operation === "Change" && (args.item.id !== id || n > limit) && !refused,
  hears: (observer, { args, outcome }) => args.item === observer && outcome === "it does",
};

export const views = {
  "numbers": ({ n, m }) => [n, m],
  "words and flags": ({ c, s, f }) => [c, s, f],
  "of other rows": ({ r }, { item }) => [r?.n ?? -1, ...item.filter(({ f }) => f).map(({ id }) => id)],
  "of a queue": ({ q }) => [q.length, q.first?.id ?? "none", q.isEmpty],
  "of facts": ({ n }, _, { amounts }) => [amounts[n % 3].id, amounts[n % 3].part?.size ?? 0],
  "large": ({ h, w }) => [h, w, h / 2],
  "of all rows": (_, { item }) => item.flatMap(({ n, c }) => [n, c]),
  "nothing": () => [],
  "a list in a list": ({ n }) => [[n]],
  "a row": (one) => [one],
  "null": ({ r }) => [r === null ? null : r.n],
};

/** What is not understood. */
export const unclear = [
  'a list in a list at "view"', 'a row at "view"', 'null at "view"', 'steps at "a misspelt part of the step"',
  'steps at "a misspelt part"', 'steps at "a replaced part"', 'steps at "a row that a step without rows has"', 'steps at "a write"',
];
