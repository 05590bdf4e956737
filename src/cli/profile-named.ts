/** A cost profile by its name. */
import { type Profile, callCosts, profiles } from "../../model/platforms/index.ts";
import { Refusal, unknown } from "../running/refusal.ts";

/** One of the profiles there are, or of the user's own; throws a Refusal where there is no such profile, or none was named. */
export function profileNamed(name: string | undefined, own: readonly Profile[]): Profile {
  if (name === undefined) throw new Refusal("--profile is missing: name the kernel and processor whose costs count, such as nova-i7-920 "
    + "(cordon list shows all)");
  const repeated = own.find(({ id }, i) => [...profiles, ...own.slice(0, i)].some((other) => other.id === id));
  if (repeated !== undefined) throw new Refusal(`two profiles are called "${repeated.id}": give yours another name`);
  const known = [...own, ...profiles];
  const found = known.find(({ id }) => id === name);
  if (found !== undefined) return found;
  throw unknown("no profile", name, known.filter((profile) => callCosts(profile) !== null).map(({ id }) => id), "(cordon list shows all)");
}
