/**
 * S. M. German's cache coherence protocol, 2000, without data: clients ask a home for shared or exclusive access by one channel, it grants
 * and invalidates by a second one, and they acknowledge by a third one.
 */
import { type Fair, type Specification, choice, flag, refTo, setOf, source, specification, table, world } from "../../../src/language/index.ts";

const sources = [source("this project", "test/engine/progress/german.ts")];
const claiming = { claim: "Something.", why: "For a test.", sources };
const doing = { summary: "For a test.", sources } as const;

/** What differs from German's: the home does not wait for acknowledgements, or nothing. */
export type Variant = "right" | "impatient";

/** `take` says how the home is fair to clients that ask: it may prefer others for ever, or not. */
export function german(variant: Variant, take: "weak" | "strong"): Specification {
  const { invariant, operation, tables } = world({ name: "german", tables: {
    client: table({ about: "a client with its channels", columns: {
      cache: choice("invalid", "shared", "exclusive"), asks: choice("nothing", "shared", "exclusive"),
      told: choice("nothing", "shared", "exclusive", "invalidate"), acknowledges: flag() } }),
    home: table({ about: "the directory", columns: {
      command: choice("nothing", "shared", "exclusive"), for: refTo("client"), granted: flag(), sharers: setOf("client"), told: setOf("client") } }),
  } });
  const look = (world: any) => ({ home: world.home[0] });
  const ask = (name: string, wanted: "shared" | "exclusive") => operation({ ...doing, name, by: "client",
    checks: [
      { unless: "nothing is asked", holds: ({ client }) => client.asks === "nothing", answer: "no" },
      { unless: "it has less", holds: ({ client }) => client.cache === "invalid" || (wanted === "exclusive" && client.cache === "shared"), answer: "no" },
    ],
    cases: [{ when: "it asks", then: { "it asks": ({ client }) => { client.asks = wanted; } } }] });
  const begin = operation({ ...doing, name: "Begin", by: "client", look,
    checks: [
      { unless: "the home is idle", holds: ({ home }) => home.command === "nothing", answer: "no" },
      { unless: "the client asks", holds: ({ client }) => client.asks !== "nothing", answer: "no" },
    ],
    cases: [{ when: "it begins", then: {
      "it turns to the client": ({ client, home }) => { home.command = client.asks; home.for = client; client.asks = "nothing"; },
      "no sharer was told yet": ({ home }) => { home.told.clear(); } } }] });
  const invalidate = operation({ ...doing, name: "Invalidate", by: "client", look,
    checks: [
      { unless: "the channel is empty", holds: ({ client }) => client.told === "nothing", answer: "no" },
      { unless: "it is a sharer that was not told", holds: ({ client, home }) => home.sharers.has(client) && !home.told.has(client), answer: "no" },
      { unless: "somebody wants what it has", holds: ({ home }) => home.command === "exclusive" || (home.command === "shared" && home.granted), answer: "no" },
    ],
    cases: [{ when: "it is told", then: { "it is told": ({ client, home }) => { client.told = "invalidate"; home.told.add(client); } } }] });
  const acknowledge = operation({ ...doing, name: "Acknowledge", by: "client",
    checks: [
      { unless: "it is told", holds: ({ client }) => client.told === "invalidate", answer: "no" },
      { unless: "the channel is empty", holds: ({ client }) => !client.acknowledges, answer: "no" },
    ],
    cases: [{ when: "it gives up", then: { "it has nothing": ({ client }) => { client.told = "nothing"; client.acknowledges = true; client.cache = "invalid"; } } }] });
  const hear = operation({ ...doing, name: "Hear", by: "client", look,
    checks: [{ unless: "it acknowledges", holds: ({ client, home }) => client.acknowledges && home.command !== "nothing", answer: "no" }],
    cases: [{ when: "it is no sharer", then: { "it is no sharer": ({ client, home }) => {
      client.acknowledges = false;
      home.sharers.delete(client);
      home.granted = false;
    } } }] });
  const grant = (name: string, wanted: "shared" | "exclusive") => operation({ ...doing, name, by: "client", look,
    checks: [
      { unless: "it is for the client", holds: ({ client, home }) => home.command === wanted && home.for === client, answer: "no" },
      { unless: "nobody is in the way", holds: ({ home }) => variant === "impatient" || (!home.granted && (wanted === "shared" || home.sharers.isEmpty)), answer: "no" },
      { unless: "the channel is empty", holds: ({ client }) => client.told === "nothing", answer: "no" },
    ],
    cases: [{ when: "it is granted", then: { "it is a sharer": ({ client, home }) => {
      client.told = wanted;
      home.sharers.add(client);
      home.granted = wanted === "exclusive";
      home.command = "nothing";
      home.for = null;
    } } }] });
  const get = operation({ ...doing, name: "Get", by: "client",
    checks: [{ unless: "it is granted", holds: ({ client }) => client.told === "shared" || client.told === "exclusive", answer: "no" }],
    cases: [
      { when: "shared", holds: ({ client }) => client.told === "shared", then: { "it shares": ({ client }) => { client.cache = "shared"; client.told = "nothing"; } } },
      { when: "exclusive", holds: ({ client }) => client.told === "exclusive", then: { "it owns": ({ client }) => { client.cache = "exclusive"; client.told = "nothing"; } } },
    ] });
  const [askShared, askExclusive] = [ask("Ask for shared", "shared"), ask("Ask for exclusive", "exclusive")];
  const [grantShared, grantExclusive] = [grant("Grant shared", "shared"), grant("Grant exclusive", "exclusive")];
  const work = [invalidate, acknowledge, hear, grantShared, grantExclusive, get];
  const fair: Fair = take === "weak" ? { weak: [begin, ...work] } : { weak: work, strong: [begin] };
  return specification({ name: "german", about: "For a test.", tables,
    operations: [askShared, askExclusive, begin, invalidate, acknowledge, hear, grantShared, grantExclusive, get], invariants: [
      invariant({ ...claiming, name: "who owns is alone", holds: ({ client }) =>
        client.every((one) => one.cache !== "exclusive" || client.every((other) => other === one || other.cache === "invalid")) }),
      invariant({ ...claiming, name: "it goes on", goesOn: true }),
      invariant({ ...claiming, name: "everybody can own", each: "client", canAlways: ({ cache }) => cache === "exclusive" }),
      invariant({ ...claiming, name: "who asks to own owns", each: "client", from: ({ asks }) => asks === "exclusive",
        leadsTo: ({ cache }) => cache === "exclusive", fair }),
    ] });
}
