/** `cordon time` of I/O paths, caches and clusters, as an engineer uses it. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { complaint, schemaOf } from "../../src/store/index.ts";
import { payloads, steering } from "../render/samples.ts";
import { cordon, foreignFolder } from "./cordon.ts";

const examples = ["pandaboard-network", "sddf-echo", "key-value-cache", "cluster-request"];
const fileOf = (analysis: string, input: object, more: object = {}): string => JSON.stringify({ id: "made-up", analysis, input, ...more });
const path = { link: 2, batch: 4, components: [{ name: "a", core: "0", perPacket: 1, perBatch: 6 }] };
const cluster = { latency: 5, overhead: 2, gap: 8, clients: 4, servers: 8, requests: { fanOut: 4, work: 20, T: 500 } };
const hostile = payloads.join(" ");
const folder = foreignFolder({
  "late.json": fileOf("io.path", { ...path, packets: { T: 7, D: 24 } }),
  "overload.json": fileOf("cluster.request", { ...cluster, requests: { ...cluster.requests, T: 90 } }),
  "other.json": fileOf("io.path", { ...path, packets: { T: 7 } }, { expected: { bottleneck: "link", bound: { delay: "49/2" } } }),
  "simulated.json": fileOf("io.path", { ...path, packets: { T: 7 } }, { expected: { bound: { delay: "49/2" }, simulated: { delay: 25, backlog: 1, ring: 1, drain: 1 } } }),
  "hostile.json": fileOf("io.path", { ...path, components: [{ name: hostile, core: hostile, perPacket: 1, perBatch: 6 }], windows: [{ name: hostile, packets: 3, held: 9 }] }),
  "negative.json": fileOf("io.path", { ...path, components: [{ name: "a", core: "0", perPacket: 1, perBatch: -6 }] }),
  "misspelt.json": fileOf("kvcache.scaling", { perRequest: 1, perBatch: 1, batch: 1, link: 1, cores: 1, perCoppy: 1 }),
  "huge.json": fileOf("cluster.request", { ...cluster, run: 1e9 }),
  "missing.json": fileOf("cluster.request", { ...cluster, requests: { fanOut: 1, work: 1 } }),
  "key.json": fileOf("io.paths", path),
});

describe("cordon time of a model", () => {
  test("answers the examples, and says which limit binds", async () => {
    const [panda, sddf, cache, nodes] = await Promise.all(examples.map((name) => cordon(["time", `examples/timing/${name}.json`])));
    for (const { code, err } of [panda!, sddf!, cache!, nodes!]) expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(panda!.out).toMatch(/^ {2}link +~0\.008127 +~94\.9285 .*a packet over its time on the link: 1 \/ 123\.04$/m);
    expect(panda!.out).toContain("  bottleneck: window TCP\n  schedulable: true");
    expect(sddf!.out).toContain("As expected: bottleneck, throughput");
    expect(cache!.out).toMatch(/^ {2}2 cores +~0\.01488 +link$/m);
    expect(nodes!.out).toMatch(/^ {2}response +215\.8 +154\.6 +1\.4$/m);
  });
  test("would have the link bind the Pandaboard with the window that was made larger", async () => {
    const given = readFileSync("examples/timing/pandaboard-network.json", "utf8").replaceAll(/"(slots|packets)": 32/g, '"$1": 96');
    const { out } = await cordon(["time", `${foreignFolder({ "larger.json": given })}/larger.json`]);
    expect(out).toContain("  bottleneck: link");
  });
  test("gives one JSON document as the schema says", async () => {
    for (const name of examples) {
      const { out } = await cordon(["time", `examples/timing/${name}.json`, "--json"]);
      expect(complaint(schemaOf("time"), JSON.parse(out))).toBeNull();
    }
    expect(JSON.parse((await cordon(["time", "examples/timing/cluster-request.json", "--json"])).out)).toMatchObject({
      conventions: { from: "arrival", time: "dense" }, answer: { bound: { response: "1079/5" }, simulated: { response: "773/5" }, gap: { response: "1079/773" } },
    });
  });
  test("fails where a deadline can be missed, where there is no bound, and where something else was expected", async () => {
    const [late, overload, other, simulated] = await Promise.all(["late", "overload", "other", "simulated"].map((name) => cordon(["time", `${folder}/${name}.json`])));
    expect([late, overload, other, simulated].map((ran) => ran!.code)).toEqual([1, 1, 1, 1]);
    expect(late!.out).toMatch(/A deadline can be missed, or there is no bound\n$/);
    expect(overload!.out).toMatch(/^ {2}response +none +\d+ +none$/m);
    expect(other!.out).toContain("bottleneck: expected link, got core 0");
    expect(simulated!.out).toContain("bound.delay: expected at least the simulated 25, got 49/2");
  });
  test("fits into a narrow terminal", async () => {
    const { out } = await cordon(["time", "examples/timing/pandaboard-network.json"], {}, 60);
    expect(out.split("\n").filter((line) => line.length > 60)).toEqual([]);
    expect(out).toContain("  limits:\n  window TCP\n    rate 0.004, ");
  });
  test("cannot be made to steer a terminal", async () => {
    const { code, out, err } = await cordon(["time", `${folder}/hostile.json`]);
    expect(code).toBe(0);
    expect(out + err).not.toMatch(steering);
  });
});

describe("cordon time of a model refuses in one line", () => {
  for (const [name, sentence] of [
    ["negative", "components[0].perBatch is -6; it must be 0 or above"],
    ["misspelt", "perCoppy is no field that is read; these are: perRequest, perBatch, perCopy, "],
    ["huge", "run is 1000000000, which makes 16000000000 parts of requests among 12 nodes; at most 10000000 of one times the other are run"],
    ["missing", "requests.T is missing; give a number"], ["key", 'no analysis is called "io.paths" — did you mean "io.path"?'],
  ] as const) test(name, async () => {
    const { code, out, err } = await cordon(["time", `${folder}/${name}.json`]);
    expect({ code, out, lines: err.trimEnd().split("\n").length }).toEqual({ code: 2, out: "", lines: 1 });
    expect(err).toContain(sentence);
  });
  test("with the place of the field, or of what should have it", async () => {
    const lines = (task: string): string => `{\n  "id": "x", "analysis": "fp.rta",\n  "input": {\n    "tasks": [{ "C": 1, "T": 4 }, ${task}]\n  }\n}`;
    const files = foreignFolder({ "zero.json": lines('{ "C": 0, "T": 4 }'), "none.json": lines('{ "T": 4 }'), "late.json": lines('{ "C": 1, "T": 4, "J": 50000 }'), "id.json": '{\n  "id": 3 }' });
    for (const [name, says] of [
      ["zero", "4:37: tasks[1].C is 0; it must be above 0"], ["none", "4:35: tasks[1].C is missing; give a number"],
      ["late", "4:53: tasks[1].J is more than 10000 periods"], ["id", "2:3: id is 3; give a name"],
    ] as const) expect((await cordon(["time", `${files}/${name}.json`])).err).toContain(`${name}.json:${says}`);
  });
  test("draw the scaling curve of a cache, and nothing of a path", async () => {
    const plot = `${folder}/cache.svg`;
    expect(await cordon(["time", "examples/timing/key-value-cache.json", "--plot", plot])).toMatchObject({ code: 0 });
    expect(readFileSync(plot, "utf8")).toMatch(/requests in a unit of time, against cores[^]*as given/);
    expect(await cordon(["time", "examples/timing/sddf-echo.json", "--plot", plot])).toMatchObject({ code: 2 });
  });
});
