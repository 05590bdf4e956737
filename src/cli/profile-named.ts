/** A cost profile by its name. */
import { type Profile, callCosts, profiles } from "../../model/platforms/index.ts";
import { Refusal, unknown } from "../running/refusal.ts";

/** Throws a Refusal where there is no such profile, or none was named. */
export function profileNamed(name: string | undefined): Profile {
  if (name === undefined) throw new Refusal("--profile is missing: name the kernel and processor whose costs count, such as nova-i7-920 "
    + "(cordon list shows all)");
  const found = profiles.find(({ id }) => id === name);
  if (found !== undefined) return found;
  throw unknown("no profile", name, profiles.filter((profile) => callCosts(profile) !== null).map(({ id }) => id), "(cordon list shows all)");
}
