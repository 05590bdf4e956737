/** What a command asks of one helper, which ends with it. */
import { Pool } from "../running/pool.ts";
import { usualLimit } from "./options.ts";

/** Asks; the helper is stopped where a file of the user stands still. */
export async function helped<A>(ask: (pool: Pool) => Promise<A>): Promise<A> {
  const pool = new Pool(1, { seconds: usualLimit, megabytes: 1024 });
  try {
    return await ask(pool);
  } finally {
    await pool.end();
  }
}
