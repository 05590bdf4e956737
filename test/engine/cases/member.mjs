/** One thread of searches in a team, for `cases.test.ts`: the sources need their compiler in a new thread first. */
import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { compile, explore } = await import("../../../src/engine/index.ts");
const { searchOptions } = await import("./asking.ts");
const { engineCases } = await import("./index.ts");

parentPort.on("message", ({ team, kind, name, which, way }) => {
  const { specification, system } = engineCases[kind].find((one) => one.name === name)[which];
  try {
    parentPort.postMessage({ found: explore(compile(specification, system), { ...searchOptions(way), team }) });
  } catch (error) {
    parentPort.postMessage({ error: { code: error.code, message: error.message } });
  }
});
