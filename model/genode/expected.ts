/**
 * What a system that was read from a file must show. That every outcome of the specification can be reached is the business of
 * its suites, and what occurs in a system is information; the system is asked only for the sightings that its own parts make
 * possible.
 */
import type { Facts } from "../../spec/genode/facts.ts";

/** Sightings that need no more than a component that can be started. */
const withComponents: readonly string[] = [
  "RAM is neither made nor lost / a component has been given RAM",
  "capabilities are neither made nor lost / a component has been given caps",
  "accounts stay in their bounds / a component uses RAM",
  "what is charged is there / a component has RAM and an object",
  "nothing is left of a destroyed component / a component is not there",
  "lowering stops at what is configured / a quota was lowered",
  "components come and go for a reason / a component is restarted",
  "only what runs acts / somebody did not run",
  "decisions about components take effect / a component exited",
  "what is asked of an init is noted / a quota was raised",
  "owners know their objects / an object exists",
  "a dead capability stays dead / an object was made",
  "the ids of client and server agree / a session is in use",
  "what is done to a session moves it / a session moved",
  "refusal is told where there was a refusal / a step was refused",
  "answers about capabilities are true / there was no channel",
  "answers about transfers are true / a transfer was made",
];

/** Sightings that need a component whose routes lead to a service of a sibling. */
const withServers: readonly string[] = [
  "closing gives back what opening took / a component has donated quota",
  "quota moves along the reference relation / quota went to a sibling",
  "a session is handed out once / a client has a session",
  "upgrades are noted for the server / an upgrade was asked for",
  "a reported success is a success / a session was pending",
  "denial has a reason / a request was denied",
];

/** The claims that must be applied to a system, and their sightings, as its own parts make them possible. */
export function expectedOf(facts: Facts): string[] {
  const sightings = [...(startable(facts) ? withComponents : []), ...(serves(facts) ? withServers : [])];
  return [...new Set(sightings.map((sighting) => sighting.slice(0, sighting.indexOf(" / ")))), ...sightings];
}

function startable({ pdRouted }: Facts): boolean {
  return pdRouted.some((routed, number) => routed && number > 0);
}

function serves({ wishes }: Facts): boolean {
  return wishes.some(({ environment, ways }) => !environment && ways.some(({ to }) => to === "child" || to === "any-child"));
}
