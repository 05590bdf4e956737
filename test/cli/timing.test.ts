/** `cordon claims`, `cordon time`, and the pages of claims. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { complaint, schemaOf } from "../../src/store/index.ts";
import { payloads, steering } from "../render/samples.ts";
import { cordon, foreignFolder } from "./cordon.ts";
import { beside } from "../needs.ts";

const tasks = [{ name: "driver", C: 1, T: 4 }, { name: "codec", C: "5/2", T: 6 }, { name: "shell", C: 1, T: 12 }];
const caseOf = (change: object): string => JSON.stringify({ id: "made-up", analysis: "fp.rta", timeModel: "dense", input: { tasks }, ...change });
const chain = (segments: readonly (readonly [number, number])[], P: number, name: string) => ({ name, P, J: 0, segments: segments.map(([wcet, priority]) => ({ wcet, priority })) });
const folder = foreignFolder({
  "plain.json": caseOf({}),
  "right.json": caseOf({ expected: { R: [1, "7/2", "11/2"], schedulable: true, tight: true } }),
  "wrong.json": caseOf({ expected: { R: [1, "7/2", 6] } }),
  "overload.json": caseOf({ input: { tasks: [...tasks, { name: "greedy", C: 9, T: 12 }] } }),
  "hostile.json": caseOf({ title: payloads.join(" "), source: payloads.join(" "), input: { tasks: [{ name: payloads.join(" "), C: 1, T: 4 }] } }),
  "chains.json": caseOf({ analysis: "chain.rta", input: { lowerNumberIsHigherPriority: true,
    chains: [chain([[3, 1], [2, 3]], 20, "near"), chain([[4, 2]], 30, "far")] } }),
  "calls.json": caseOf({ analysis: "ipc.donation.rta", input: { clients: [
    { name: "high", priority: 1, P: 50, J: 5, chain: [["high", 2], ["files", 6]] }, { name: "low", priority: 2, P: 90, J: 0, chain: [["low", 3], ["files", 7]] }] } }),
  "comma.json": '{\n  "id": "x"\n  "analysis": 1\n}',
  "circle.hid": `config
+ start a
  + provides | + service A
  + route | + service B | + child b
+ start b
  + provides | + service B
  + route | + service A | + child a
-
`,
  // A client with the highest priority, one with the lowest, and a server that both use, which asks another one.
  "shared.hid": `config | prio_levels: 2
+ start disk
  + provides | + service Block
+ start fs
  + provides | + service File_system
  + route | + service Block | + child disk
+ start alarm
  + route | + service File_system | + child fs
+ start batch | priority: -1
  + route | + service File_system | + child fs
-
`,
  "open.hid": `config
+ start server
  + provides | + service Nic
+ start client
  + route | + any-service | + any-child
-
`,
  "apart.hid": `config
+ affinity-space | width: 2
+ start server
  + provides | + service Nic
+ start client
  + affinity | xpos: 1
  + route | + service Nic | + child server
-
`,
  "hostile.hid": `config
+ start s
  + provides | + service "\\u202e<b>"
+ start "a&<\u202eb"
  + route | + service Nic | + child s
-
`,
  "parameters.json": JSON.stringify({ work: "100 cycles", components: { batch: { period: "5 ms", deadline: "5 ms" }, fs: { work: "3 us" } } }),
  "uses.json": JSON.stringify({ components: { client: { calls: ["Nic"] } } }),
  "typo.json": JSON.stringify({ components: { bach: { work: "1 us" } } }),
  "unit.json": JSON.stringify({ work: "20" }),
});
mkdirSync(`${folder}/plots`);
const nova = ["--profile", "nova-i7-920"];

/** The elements of a picture; throws where it is not well-formed. */
function elementsOf(path: string): string[] {
  const parser = new SaxesParser();
  const elements = new Set<string>();
  parser.on("error", (error) => { throw error; });
  parser.on("opentag", ({ name: element }) => elements.add(element));
  parser.write(readFileSync(path, "utf8")).close();
  return [...elements].sort();
}

describe("cordon time of a case", () => {
  test("tables bounds with what a search observed, deadlines, and what was checked", async () => {
    const { code, out } = await cordon(["time", `${folder}/plain.json`]);
    expect(code).toBe(0);
    expect(out).toContain("responses from arrival, dense time");
    expect(out).toMatch(/^ {2}codec +7\/2 +7\/2 +1 +6 +5\/2$/m);
    expect(out).toContain("3 of 3 bounds were reached");
  });
  test("says whether what is expected came out, and fails where it did not", async () => {
    const right = await cordon(["time", `${folder}/right.json`]);
    expect(right).toMatchObject({ code: 0 });
    expect(right.out).toContain("As expected: R, schedulable (not compared: tight)");
    const wrong = await cordon(["time", `${folder}/wrong.json`]);
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.out).toContain("R[2]: expected 6, got 11/2");
  });
  test("gives one JSON document with exact numbers and witnesses", async () => {
    const { out } = await cordon(["time", `${folder}/right.json`, "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      kind: "case", analysis: "fp.rta", conventions: { from: "arrival", time: "dense" }, answer: { R: [1, "7/2", "11/2"] }, comparison: { differences: [] },
      observed: [{ task: "driver", observed: 1, gap: 1 }, { task: "codec", observed: "7/2", witness: { last: "codec" } }, { task: "shell" }],
    });
    expect(JSON.parse((await cordon(["time", `${folder}/right.json`, "--json", "--search", "0"])).out)).toMatchObject({ observed: [] });
  });
  test("answers that no bound exists where the processor is overloaded, and fails where that was not expected", async () => {
    const { code, out } = await cordon(["time", `${folder}/overload.json`]);
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}greedy +none /m);
    expect(out).toMatch(/A deadline can be missed, or there is no bound\n$/);
  });
  test("observes chains as their bounds are counted, from their release", async () => {
    expect((await cordon(["time", `${folder}/chains.json`])).out).toMatch(/^ {2}near +9 +9 +9 +9 +1$/m);
    expect((await cordon(["time", `${folder}/calls.json`])).out).toMatch(/^ {2}high +15 +7 +14 +1\.07$/m);
  });
  test("draws well-formed pictures of tasks and chains, whatever the names are", async () => {
    for (const name of ["plain", "overload", "hostile", "chains", "calls"]) {
      const path = `${folder}/plots/${name}.svg`;
      expect((await cordon(["time", `${folder}/${name}.json`, "--plot", path])).code).toBe(name === "overload" ? 1 : 0);
      expect(elementsOf(path)).toEqual(["line", "path", "rect", "style", "svg", "text", "title"]);
      expect(readFileSync(path, "utf8")).toContain("prefers-color-scheme:dark");
    }
  });
  test("cannot be made to steer a terminal", async () => {
    const { out, err } = await cordon(["time", `${folder}/hostile.json`]);
    expect(out).not.toBe("");
    expect(out + err).not.toMatch(steering);
  });
});

describe("cordon time of a system description", () => {
  test("tables its chains with bounds, what was observed, and what is assumed", async () => {
    const { code, out } = await cordon(["time", "examples/genode/webcache.hid", ...nova, "--search", "50"]);
    expect(code).toBe(0);
    expect(out).toContain("webcache.hid on NOVA, Core i7-920 at 2667 MHz (nova-i7-920)");
    expect(out).toContain("11 chains of calls; times in us");
    expect(out).toMatch(/^ {2}cache: File_system +10 +600\.37 +[\d.]+ +600\.37 +1 +\(10000\) +9399\.63$/m);
    expect(out).toContain("4 clients call on every session once in 10 ms at most, since nothing is said (--period): assumed");
    expect(out).toContain("  cache_fs: Block of block, LOG of log_sink, Timer of timer");
  });
  test("adds up a chain as anybody would by hand", async () => {
    // One client: its work, two calls and replies of 1000 cycles together at 1 GHz or 2 us, and the work of two servers.
    const { out } = await cordon(["time", `${folder}/shared.hid`, "--profile", "sel4-a9-imx6", "--work", "10us", "--work", "batch=4us", "--json"]);
    const { chains } = JSON.parse(out) as { chains: Record<string, unknown>[] };
    const own = 30 + 2 * (0.367 + 0.352);
    // The highest waits for one request that the lowest has under way: at fs, with what fs asks of disk.
    expect(chains).toMatchObject([
      { name: "alarm: File_system", calls: 2, bound: exactly(own + 20 + 0.367 * 2 + 0.352), isDeadlineGiven: false },
      { name: "batch: File_system", calls: 2, bound: exactly(own + own - 6) },
    ]);
  });
  test("takes what the description does not say from options and from a file", async () => {
    const { code, out } = await cordon(["time", `${folder}/shared.hid`, ...nova, "--parameters", `${folder}/parameters.json`, "--period", "alarm=250us"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}alarm: File_system .*\(250\)/m);
    expect(out).toMatch(/^ {2}batch: File_system .* 5000 /m);
    expect(out).not.toContain("since nothing is said");
    expect(out).toContain("All given deadlines are met: 1 of 1");
  });
  test("fails where a given deadline is missed, and not where none was given", async () => {
    const late = await cordon(["time", `${folder}/shared.hid`, ...nova, "--deadline", "alarm=40us"]);
    expect(late).toMatchObject({ code: 1 });
    expect(late.out).toContain("Not shown to meet their deadlines: alarm: File_system");
    expect(await cordon(["time", `${folder}/shared.hid`, ...nova, "--period", "40us"])).toMatchObject({ code: 4 });
    expect(await cordon(["time", `${folder}/shared.hid`, ...nova, "--period", "40us", "--deadline", "1s"])).toMatchObject({ code: 1 });
  });
  test("says what becomes of priorities where calls cross processors, unless places are left aside", async () => {
    const apart = await cordon(["time", `${folder}/apart.hid`, ...nova]);
    expect(apart).toMatchObject({ code: 0 });
    expect(apart.out).toContain("calls to other processors carry their client's priority along: in 1 chain; assumed, as NOVA does for Genode");
    await cordon(["time", `${folder}/apart.hid`, ...nova, "--plot", `${folder}/plots/apart.svg`]);
    expect(readFileSync(`${folder}/plots/apart.svg`, "utf8")).toMatch(/runs on 0,0<[^]*runs on 1,0</);
    expect((await cordon(["time", `${folder}/apart.hid`, "--profile", "sel4-c220g2"])).out).toContain("run at the priority of the server there");
    const dear = await cordon(["time", `${folder}/apart.hid`, ...nova, "--crossing", "5us"]);
    expect(dear.out).toContain("calls to other processors, and their replies, each take so much more than others: 5 us, as given");
    const boundIn = (out: string): number => Number(/^ {2}client: .*? {2,}\d+ +([\d.]+)/m.exec(out)![1]);
    expect(boundIn(dear.out)).toBeCloseTo(boundIn(apart.out) + 10, 1);
    expect((await cordon(["time", `${folder}/apart.hid`, ...nova, "--crossing", "5"])).err).toContain('--crossing: crossing is "5"; give a number and a unit');
    expect((await cordon(["time", "seed-nova", "--crossing", "5us"])).err).toContain("--crossing applies to system descriptions");
    const busy = await cordon(["time", `${folder}/apart.hid`, ...nova, "--period", "20us", "--deadline", "1ms"]);
    expect(busy).toMatchObject({ code: 3 });
    expect(busy.out).toContain("the iteration over calls across processors did not converge");
    const together = await cordon(["time", `${folder}/apart.hid`, ...nova, "--one-processor"]);
    expect(together).toMatchObject({ code: 0 });
    expect(together.out).toContain("assumed: --one-processor");
  });
  test("makes no calls of rules for any service, but asks for them", async () => {
    const open = await cordon(["time", `${folder}/open.hid`, ...nova]);
    expect(open).toMatchObject({ code: 4 });
    expect(open.out).toContain('which do not say what is asked for: client (--parameters, "calls")');
    expect((await cordon(["time", `${folder}/open.hid`, ...nova, "--parameters", `${folder}/uses.json`])).out).toContain("client: Nic  ");
  });
  test("fits into a narrow terminal", async () => {
    const narrow = await cordon(["time", `${folder}/shared.hid`, ...nova], {}, 60);
    expect(narrow.out.split("\n").filter((line) => line.length > 60 && line.split(" ").some((word) => word.length < 40 && line.length - word.length > 60))).toEqual([]);
    expect(narrow.out).toContain("    calls 2, bound ");
  });
  test("writes the worst case that it found, which runs again, and its trace", async () => {
    const [witness, trace] = [`${folder}/plots/witness.json`, `${folder}/plots/trace.json`];
    expect((await cordon(["time", `${folder}/apart.hid`, ...nova, "--witness", witness, "--trace", trace])).code).toBe(0);
    const again = await cordon(["replay", witness]);
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toMatch(/the worst case of client: .*\n[^]*latest response[^]*The same happens as is written\./);
    const { traceEvents } = JSON.parse(readFileSync(trace, "utf8")) as { traceEvents: { args: { name?: string } }[] };
    expect(traceEvents.map(({ args }) => args.name)).toContain("processor 1,0");
    const document = JSON.parse(readFileSync(witness, "utf8")) as { jobs: { finish: number }[] };
    document.jobs[0]!.finish++;
    writeFileSync(`${folder}/plots/other.json`, JSON.stringify(document));
    expect(await cordon(["replay", `${folder}/plots/other.json`])).toMatchObject({ code: 1, out: expect.stringContaining("Something else happens than is written: jobs[0]") as string });
    writeFileSync(`${folder}/plots/newer.json`, JSON.stringify({ ...document, simulation: 2 }));
    expect(await cordon(["replay", `${folder}/plots/newer.json`])).toMatchObject({ code: 2, err: expect.stringContaining("this version reads format 1") as string });
    for (const [name, said, change] of [
      ["arrivals", "scenario.arrivals.a", { scenario: { arrivals: { a: "x" } } }], ["server", "system.servers[0]", { system: { policy: "edf", tasks: [], servers: [null] } }],
    ] as const) {
      writeFileSync(`${folder}/plots/${name}.json`, JSON.stringify({ ...document, ...change }));
      expect(await cordon(["replay", `${folder}/plots/${name}.json`])).toMatchObject({ code: 2, err: expect.stringContaining(`${name}.json: ${said}`) as string });
    }
    expect(await cordon(["time", `${folder}/apart.hid`, ...nova, "--search", "0", "--trace", trace])).toMatchObject({ code: 2 });
    expect(await cordon(["time", "seed-nova", "--witness", witness])).toMatchObject({ code: 2 });
  });
  test("draws its chains", async () => {
    const path = `${folder}/plots/shared.svg`;
    expect((await cordon(["time", `${folder}/shared.hid`, ...nova, "--plot", path])).code).toBe(0);
    expect(elementsOf(path)).toContain("path");
    expect(readFileSync(path, "utf8")).toContain("The latest batch: File_system that was found");
  });
  test("cannot be made to steer a terminal", async () => {
    const { out, err } = await cordon(["time", `${folder}/hostile.hid`, ...nova]);
    expect(out + err).not.toMatch(steering);
  });
});

/** A decimal of a few digits as JSON has exact numbers. */
function exactly(value: number): number | string {
  const thousandths = Math.round(value * 1000);
  const gcd = (a: number, b: number): number => b === 0 ? a : gcd(b, a % b);
  const common = gcd(thousandths, 1000);
  return common === 1000 ? thousandths / 1000 : `${thousandths / common}/${1000 / common}`;
}

describe("cordon time refuses", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["comma.json"], 'comma.json:3:3: not JSON: expected "," or "}"'],
    [["none.json"], "none.json: there is no such file"],
    [["shared.hid"], "--profile is missing: name the kernel and processor whose costs count, such as nova-i7-920 (cordon list shows all)"],
    [["shared.hid", "--profile", "nova-i7-902"], 'did you mean "nova-i7-920"?'],
    [["circle.hid", ...nova], "circle.hid:4:13: the routes go round in a circle: a calls B of b, b calls A of a; say with --parameters"],
    [["shared.hid", ...nova, "--parameters", `${folder}/typo.json`], 'typo.json: components.bach names no component of the configuration — did you mean "batch"?'],
    [["shared.hid", ...nova, "--parameters", `${folder}/unit.json`], 'unit.json: work is "20"; give a number and a unit'],
    [["shared.hid", ...nova, "--parameters", `${folder}/comma.json`], "comma.json:3:3: not JSON"],
    [["shared.hid", ...nova, "--work", "0us"], "--work: work is 0; it must be above 0"],
    [["shared.hid", ...nova, "--deadline", "alrm=1ms"], '--deadline alrm names no component of the configuration — did you mean "alarm"?'],
    [["shared.hid", ...nova, "--period", "1/0s"], "--period: period is"],
    [["plain.json", ...nova], "--profile applies to system descriptions"],
  ];
  for (const [[file, ...words], sentence] of cases) test(`${file} ${words.map((word) => word.replace(folder, "")).join(" ")}`, async () => {
    const plot = `${folder}/plots/never.svg`;
    const { code, out, err } = await cordon(["time", `${folder}/${file}`, ...words, "--plot", plot]);
    expect({ code, out, lines: err.trimEnd().split("\n").length, written: existsSync(plot) }).toEqual({ code: 2, out: "", lines: 1, written: false });
    expect(err).toContain(sentence);
  });
  test("what is no JSON at the place where it stops being any, wherever JSON.parse refuses it", async () => {
    const texts: readonly (readonly [string, string])[] = [
      ["", "1:1"], ["{", "1:2"], ["[1,]", "1:4"], ["{,}", "1:2"], ["[1 2]", "1:4"], ["{\"a\":}", "1:6"], ["{\"a\" 1}", "1:6"], ["[1]]", "1:4"], ["[01]", "1:2"],
      ["[\"a\nb\"]", "1:2"], ["nul", "1:1"], ["[tru]", "1:2"], ["{\"a\":1,\n}", "2:1"], ["[\n  {]}", "2:4"], ["[1.]", "1:2"], ["[-]", "1:2"], ["\u00e9", "1:1"],
    ];
    const files = foreignFolder(Object.fromEntries(texts.map(([text], i) => [`${i}.json`, text])));
    for (const [i, [text, place]] of texts.entries()) {
      expect(() => { JSON.parse(text); }).toThrow();
      expect((await cordon(["time", `${files}/${i}.json`])).err).toContain(`${i}.json:${place}: not JSON`);
    }
  });
  test("names that an object has twice, long texts and deep nesting end in a place, not in a fault", async () => {
    const [deep, files] = ["[".repeat(1001), foreignFolder({})];
    for (const [i, [text, says]] of ([
      ['{ "id": "x",\n  "input": { "tasks": [{ "C": 1, "T": 4, "C": 2 }] } }', '2:42: the object has "C" already; leave one of them out'],
      ['{ "a": 1, "\\u0061": 2 }', '1:11: the object has "a" already'], ['{ "__proto__": 1, "__proto__": 2 }', '1:19: the object has "__proto__" already'],
      [`{"a":"${"x".repeat(15_000_000)}" oops`, "1:15000009: not JSON"], [`{"a":"${"x".repeat(15_000_000)}`, "1:6: not JSON: expected a value"],
      [`{"id":${deep}`, "1:1006: more than 1000 lists and objects inside each other"],
    ] as const).entries()) {
      writeFileSync(`${files}/odd${i}.json`, text);
      const { code, err } = await cordon(["time", `${files}/odd${i}.json`]);
      expect([code, err.slice(0, 400)]).toEqual([2, expect.stringContaining(`odd${i}.json:${says}`)]);
    }
    writeFileSync(`${files}/apart.json`, JSON.stringify({ id: "x", analysis: "fp.rta", input: { tasks: [{ name: "C", C: 1, T: 4 }, { name: "T", C: 1, T: 4 }] } }));
    expect((await cordon(["time", `${files}/apart.json`])).code).toBe(0);
  });
});

describe("cordon time of a record", () => {
  const recorded = async (): Promise<string> => {
    const { out } = await cordon(["explore", "bench:double-reply", "--workers", "1"]);
    return /cordon replay (\S+)/.exec(out)![1]!;
  };
  test("adds up what the steps of its trace take in the kernel, and says which have no figure", async () => {
    const { code, out } = await cordon(["time", await recorded(), ...nova]);
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}2\. server 0: Receive .* no figure\n {2}3\. server 0: Reply .* 288\n {2}4\. server 0: Reply .* 288$/m);
    expect(out).toContain("4 steps take at least 576 cycles typically");
    expect(out).toContain("At that clock at least 0.215 us");
    expect(out).toContain("Receive / a client is sending: nothing says");
  });
  test("has one JSON document that its schema describes", async () => {
    const { out } = await cordon(["time", await recorded(), ...nova, "--json"]);
    expect(complaint(schemaOf("time"), JSON.parse(out))).toBeNull();
    expect(JSON.parse(out)).toMatchObject({ kind: "record", steps: [{ cycles: null }, { cycles: null }, { cycles: 288 }, { cycles: 288 }], microseconds: { to: null } });
  });
  test("needs a profile, draws nothing, and reads no other options", async () => {
    const path = await recorded();
    for (const [words, sentence] of [[[], "--profile is missing"], [[...nova, "--plot", `${folder}/r.svg`], "has nothing to draw"],
      [[...nova, "--work", "2us"], "--work applies to system descriptions"]] as const) {
      const { code, out, err } = await cordon(["time", path, ...words]);
      expect({ code, out, lines: err.trimEnd().split("\n").length }).toEqual({ code: 2, out: "", lines: 1 });
      expect(err).toContain(sentence);
    }
    expect(existsSync(`${folder}/r.svg`)).toBe(false);
  });
});

describe("the documents of cordon time and cordon claims", () => {
  const documents: readonly (readonly string[])[] = [
    ["time", `${folder}/right.json`], ["time", `${folder}/overload.json`], ["time", `${folder}/calls.json`], ["time", "sosp97-twenty-nine-times"],
    ["time", `${folder}/shared.hid`, ...nova], ["time", `${folder}/apart.hid`, ...nova], ["time", "examples/genode/webcache.hid", ...nova, "--search", "20"], ["claims"],
  ];
  for (const words of documents) test(`${words.map((word) => word.replace(folder, "")).join(" ")}: are as their schema says, and the same every time`, async () => {
    const { out } = await cordon([...words, "--json"]);
    const schema = schemaOf(words[0] === "claims" ? "claims" : "time");
    expect(complaint(schema, JSON.parse(out))).toBeNull();
    expect(complaint(schema, { ...(JSON.parse(out) as object), kind: "more", more: 1 })).not.toBeNull();
    expect((await cordon([...words, "--json"])).out).toBe(out);
  });
  test("depend on the seed where chance is in them", async () => {
    const of = async (seed: string): Promise<string> => (await cordon(["time", "examples/genode/webcache.hid", ...nova, "--json", "--search", "40", "--seed", seed])).out;
    expect(await of("2")).not.toBe(await of("3"));
  });
});

describe("cordon time of a claim", () => {
  test("prints its page", async () => {
    expect((await cordon(["time", "sosp97-twenty-nine-times"])).out).toContain("fails: 14710 / 526 rounds to 29: 27.97");
    expect(JSON.parse((await cordon(["time", "sosp97-twenty-nine-times", "--json"])).out)).toMatchObject({ kind: "claim", verdict: "contradicted" });
  });
  test("draws the model and what was measured of those about a curve, and refuses the others", async () => {
    for (const [name, elements] of [["locked-kernel-crossover", ["circle", "line", "path"]], ["lxds-crossover", ["line", "path"]]] as const) {
      const path = `${folder}/plots/${name}.svg`;
      expect((await cordon(["time", name, "--plot", path])).code).toBe(0);
      expect(elementsOf(path)).toEqual(expect.arrayContaining([...elements]));
    }
    const refused = await cordon(["time", "seed-nova", "--plot", `${folder}/plots/never.svg`]);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain("has no curve to draw; these claims have: kv-cache-pipelines, locked-kernel-crossover");
  });
});

describe("cordon claims", () => {
  test("tables all claims, and is no failure where some are contradicted", async () => {
    const { code, out } = await cordon(["claims"]);
    expect(code).toBe(0);
    expect(out).toContain("  fails: 14710 / 526 rounds to 29: 27.97");
    expect(out).toMatch(/^\d+ claims: \d+ contradicted, \d+ within rounding, \d+ not quantified, \d+ confirmed\n$/m);
    expect(out).toContain("  within rounding: the highest cost at wire speed, 12207, in thousands, is at most about 12: 12.21");
    expect((await cordon(["time", "sddf-twelve-thousand"])).out).toContain("within rounding: the highest cost at wire speed");
    expect((await cordon(["claims"], {}, 60)).out.split("\n").filter((line) => line.length > 60)).toEqual([]);
  });
  test("gives them as JSON", async () => {
    const { claims } = JSON.parse((await cordon(["claims", "--json"])).out) as { claims: { id: string; verdict: string; grade: string }[] };
    expect(claims.filter(({ grade, verdict }) => grade === "memory" && verdict !== "not quantified")).toEqual([]);
    expect(claims.map(({ id }) => id)).toContain("seed-kv-cache");
  });
  test("have pages, and are listed", async () => {
    const { out } = await cordon(["explain", "seed-kv-cache"]);
    expect(out).toContain("seed-kv-cache, a claim that is not quantified");
    expect(out).toContain("No figure was found");
    expect((await cordon(["list"])).out).toMatch(/^\d+ claims$/m);
  });
});

const shared = "../shared/golden-timing/fp-bw-D.json";
beside(shared)("cordon time takes a case of the shared folder", async () => {
  expect((await cordon(["time", shared])).out).toContain("As expected: R, schedulable");
});

const corpus = "../shared/corpus/genode/hid/pkg";
beside(corpus)("cordon time answers or refuses every tenth description of the corpus in one way or the other", async () => {
  for (const name of readdirSync(corpus).filter((_, i) => i % 10 === 0)) {
    const { code, out, err } = await cordon(["time", `${corpus}/${name}`, ...nova, "--search", "5"]);
    expect([0, 2, 4], `${name}: ${err}`).toContain(code);
    expect(out === "" ? err.split("\n") : ["", ""], name).toHaveLength(2);
  }
});
