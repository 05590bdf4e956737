/** One thread of a search over one set of states, for `found-states.test.ts`: by what is built, which needs no compiler in a new thread. */
import { parentPort, workerData } from "node:worker_threads";
import { Meetings } from "../../.built/src/engine/search/states-meetings.js";
import { Member } from "../../.built/src/engine/search/search-workers.js";
import { atWork } from "../../.built/test/engine/states-at-work.js";
import { numbered, numbers, searchShare, setTo } from "../../.built/test/engine/states-graph.js";

const { team, memory, plan } = workerData;
const member = new Member(team);
const meetings = new Meetings(member, () => one);
const one = atWork(numbered, numbers.bytes, memory, plan, member.number, () => meetings.makeRoom());
if (workerData.together === undefined) parentPort.postMessage({ levels: searchShare(one, member, meetings), count: one.count.value });
else {
  // All threads put the same states in at the same moment, so that they are in each other's way as often as can be.
  for (let first = 0; first < workerData.together; first += 256) {
    meetings.endLevel();
    for (let i = first; i < first + 256; i++) {
      setTo(one, i, 1, 2);
      one.found();
    }
    one.settle();
  }
  meetings.endLevel();
  parentPort.postMessage({ levels: [], count: one.count.value });
}
