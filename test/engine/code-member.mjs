/** One thread of searches by code, for `code-teams.test.ts`: the sources need their compiler in a new thread first. */
import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { compile, exploreByCode, needsOfCode } = await import("../../src/engine/index.ts");
const { codeTasks } = await import("./code-tasks.ts");

let model;
parentPort.on("message", ({ name, worker, options }) => {
  if (options === undefined) {
    const { specification, system } = codeTasks[name];
    model = compile(specification, system);
    parentPort.postMessage(needsOfCode(model, worker, false));
    return;
  }
  parentPort.postMessage(exploreByCode(model, options));
});
