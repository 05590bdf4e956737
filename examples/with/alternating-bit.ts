/** A sender, a receiver and wires that lose what is on them: with a bit that alternates no message is taken twice, without it one is. */
import { cyclic, flag, oneOf, signed, source, specification, suite, table, world } from "cordon";

const sources = [source("an example", "examples/with/alternating-bit.ts")];

const protocol = (name: string, modulo: number) => {
  const { tables, operation, invariant, system } = world({
    name: "alternating bit",
    tables: {
      sender: table({ about: "who sends messages, each until it is acknowledged", columns: { bit: cyclic({ modulo }) } }),
      receiver: table({ about: "who takes them", columns: { bit: cyclic({ modulo }), behind: signed({ from: -1, to: 1 }) } }),
      wire: table({ about: "the way there, and the way back", columns: { full: flag(), bit: cyclic({ modulo }) } }),
    },
  });
  const send = operation({
    name: "Send", summary: "The sender sends its message, once more where it was not acknowledged.", sources,
    look: ({ sender, wire }) => ({ sender: sender[0]!, there: wire[0]! }), checks: [],
    cases: [{ when: "it is on the wire", then: {
      "the wire carries it": ({ there }) => { there.full = true; },
      "with the bit of the sender": ({ there, sender }) => { there.bit = sender.bit; },
    } }],
  });
  const lose = operation({
    name: "Lose", summary: "What is on a wire is lost.", sources, asks: { wire: oneOf("wire") },
    checks: [{ unless: "something is on it", holds: ({ wire }) => wire.full, answer: "nothing" }],
    cases: [{ when: "it is lost", then: { "the wire is empty": ({ wire }) => { wire.full = false; } } }],
  });
  const receive = operation({
    name: "Receive", summary: "The receiver takes a message that it expects, and acknowledges any.", sources,
    look: ({ receiver, wire }) => ({ receiver: receiver[0]!, there: wire[0]!, back: wire[1]! }),
    checks: [{ unless: "a message is there", holds: ({ there }) => there.full, answer: "nothing" }],
    cases: [
      { when: "it is the next one", holds: ({ there, receiver }) => there.bit === receiver.bit, then: {
        "the receiver is less behind": ({ receiver }) => { receiver.behind--; },
        "it expects the other bit": ({ receiver }) => { receiver.bit++; },
        "the acknowledgement is on its way": ({ there, back }) => { there.full = false; back.full = true; back.bit = there.bit; },
      } },
      { when: "it was taken before", holds: ({ there, receiver }) => there.bit !== receiver.bit, then: {
        "the acknowledgement is on its way again": ({ there, back }) => { there.full = false; back.full = true; back.bit = there.bit; },
      } },
    ],
  });
  const next = operation({
    name: "Acknowledge", summary: "The sender learns that its message was taken, and goes on to the next one.", sources,
    look: ({ sender, receiver, wire }) => ({ sender: sender[0]!, receiver: receiver[0]!, back: wire[1]! }),
    checks: [
      { unless: "an acknowledgement is there", holds: ({ back }) => back.full, answer: "nothing" },
      { unless: "it is for the message that is sent", holds: ({ back, sender }) => back.bit === sender.bit, answer: "an old one" },
    ],
    cases: [{ when: "the next message begins", then: {
      "the wire is empty": ({ back }) => { back.full = false; },
      "the sender has the other bit": ({ sender }) => { sender.bit++; },
      "the receiver is one more behind": ({ receiver }) => { receiver.behind++; },
    } }],
  });
  const onceOnly = invariant({
    name: "each message is taken once", claim: "The receiver never takes more messages than were begun.",
    why: "What is taken twice is done twice.", sources, each: "receiver", holds: ({ behind }) => behind >= 0,
    seen: { "the receiver is not behind": ({ receiver }) => receiver[0]!.behind === 0 },
  });
  return suite({
    name, claim: "No message is taken twice.",
    system: system({ name: "two wires", about: "A sender and a receiver.", sizes: { sender: 1, receiver: 1, wire: 2 }, facts: {},
      boot: ({ receiver }) => { receiver[0]!.behind = 1; },
      waived: modulo > 1 ? {} : {
        "Acknowledge / it is for the message that is sent": "without a bit all are alike", "Receive / it was taken before": "likewise",
      } }),
    specification: specification({
      name: "alternating bit", about: "Messages over wires that lose them.", tables, operations: [send, lose, receive, next], invariants: [onceOnly],
    }),
    budget: { quick: { traces: 600, steps: 40 }, nightly: { traces: 2_000, steps: 60 } },
  });
};

export const alternating = protocol("alternating-bit", 2);
export const withoutBit = protocol("without-a-bit", 1);
