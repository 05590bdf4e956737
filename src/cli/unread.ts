/**
 * `cordon list --unread`: the sentences that are not understood, with their places and the reasons. They run all the same, as they are.
 */
import { type UnreadReport, inColour, jsonText, plain, unreadText, visibleIn } from "../render/index.ts";
import { manifest } from "../store/index.ts";
import type { Io } from "./io.ts";
import type { ListOptions } from "./list.ts";
import { usualLimit } from "./options.ts";
import { readTarget, readerWith, refuseNothing } from "./reading.ts";
import { type Subjects, targetsOf } from "./subjects.ts";
import { Pool } from "../running/pool.ts";

/** Lists for the suites, specifications and system descriptions that are named, or for all suites; answers the exit code. */
export async function unread(words: readonly string[], options: ListOptions, io: Io): Promise<number> {
  const pool = new Pool(1, { seconds: usualLimit, megabytes: 1024 });
  try {
    const suites = await pool.helper().ask("suites", { with: options.with });
    const reader = await readerWith(pool, options.with);
    const { targets }: Subjects = words.length > 0 ? await targetsOf(words, () => Promise.resolve(suites), reader.formats)
      : { targets: suites.map(({ name }) => ({ kind: "suite", name })) };
    const subjects: UnreadReport["subjects"][number][] = [];
    for (const target of targets) {
      const read = await readTarget(target, reader);
      refuseNothing(read, "read");
      const found = await pool.helper().ask("unread", { job: { subject: read.subject, with: options.with } });
      subjects.push({ what: read.what, understood: found.sentences - found.unread.length, ...found });
    }
    const sum = (count: (one: UnreadReport["subjects"][number]) => number): number => subjects.reduce((all, one) => all + count(one), 0);
    const report = { sentences: sum((one) => one.sentences), understood: sum((one) => one.understood), subjects };
    if (options.json) io.out(jsonText({ cordon: manifest.version, version: 1, ...report }));
    else io.out(unreadText(visibleIn(report), io.colour ? inColour : plain));
    return 0;
  } finally {
    await pool.end();
  }
}
