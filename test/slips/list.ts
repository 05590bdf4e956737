/**
 * Small faults that somebody could make in the framework, each with the tests that must notice it. `npm run slips` plants them one at a time.
 */

export interface Slip {
  /** What goes wrong, as a sentence. */
  readonly name: string;
  readonly file: string;
  /** Text of the file that occurs in it once, and what takes its place. */
  readonly right: string;
  readonly wrong: string;
  /** The test files of which one must fail. */
  readonly tests: readonly string[];
}

const store = (file: string, name: string, right: string, wrong: string, ...tests: readonly string[]): Slip =>
  ({ name, file: `src/store/${file}.ts`, right, wrong, tests: tests.map((test) => `test/store/${test}.test.ts`) });
const cli = (file: string, name: string, right: string, wrong: string, ...tests: readonly string[]): Slip =>
  ({ name, file: `src/cli/${file}.ts`, right, wrong, tests: tests.map((test) => `test/cli/${test}.test.ts`) });
const render = (file: string, name: string, right: string, wrong: string, ...tests: readonly string[]): Slip =>
  ({ name, file: `src/render/${file}.ts`, right, wrong, tests: tests.map((test) => `test/render/${test}.test.ts`) });
const engine = (file: string, name: string, right: string, wrong: string, ...tests: readonly string[]): Slip =>
  ({ name, file: `src/engine/${file}.ts`, right, wrong, tests: tests.map((test) => `test/engine/${test}.test.ts`) });
const genode = (file: string, name: string, right: string, wrong: string, ...tests: readonly string[]): Slip =>
  ({ name, file: `src/adapters/genode/${file}.ts`, right, wrong, tests: tests.map((test) => `test/adapters/genode/${test}.test.ts`) });
const spec = (file: string, name: string, right: string, wrong: string, ...tests: readonly string[]): Slip =>
  ({ name, file: `spec/genode/${file}.ts`, right, wrong, tests: tests.map((test) => `test/${test}.test.ts`) });
const timing = (file: string, name: string, right: string, wrong: string, ...tests: readonly string[]): Slip =>
  ({ name, file: `src/timing/${file}.ts`, right, wrong, tests: tests.map((test) => `test/timing/${test}.test.ts`) });
const cases = (file: string, name: string, right: string, wrong: string, ...tests: readonly string[]): Slip =>
  ({ name, file: `src/cases/${file}.ts`, right, wrong, tests: tests.map((test) => `test/timing/${test}.test.ts`) });
const formats = (file: string, name: string, right: string, wrong: string, ...tests: readonly string[]): Slip =>
  ({ name, file: `src/adapters/formats/${file}.ts`, right, wrong, tests: tests.map((test) => `test/adapters/formats/${test}.test.ts`) });
const vitest = (name: string, right: string, wrong: string): Slip => ({ name, file: "src/vitest.ts", right, wrong, tests: ["test/cli/vitest.test.ts"] });

export const slips: readonly Slip[] = [
  store("journal", "a line of the journal is not synced", "if (durable) disk.fsyncSync(file);", "", "power"),
  store("journal", "the folder of the journal is not synced", "if (durable) syncDirectory(disk, folder);", "", "power"),
  store("journal", "the folders above the journal are not made durable", "if (durable || !disk.existsSync(path)) makeFolder(disk, folder);",
    "if (!disk.existsSync(path)) disk.mkdirSync(folder, { recursive: true });", "power"),
  store("journal", "a line begins where a torn one ended", "Buffer.from(`\\n${lineOf(entry)}\\n`)", "Buffer.from(`${lineOf(entry)}\\n`)", "journal", "power"),
  store("journal", "a torn line is cut although another process still writes it", "old.from === from && old.length === length", "old.from === from", "journal"),
  store("journal", "a link in place of the journal is followed", "(constants.O_NOFOLLOW ?? 0) | ", "", "journal"),
  store("journal", "damaged lines are counted from nought", "damaged.push(number + 1)", "damaged.push(number)", "journal", "recorder"),
  store("journal", "the last line is read as damaged when its newline is missing", "read === \"torn\" || newline < 0", "read === \"torn\"", "journal"),
  store("line", "the checksum of a line is not compared", " || checksum(text) !== head[2]", "", "journal"),
  store("line", "the length of a line counts characters", "{\"length\":${Buffer.byteLength(text)}", "{\"length\":${text.length}", "journal"),
  store("whole", "a file is not synced before it is renamed", "      disk.fsyncSync(file);\n", "", "power"),
  store("whole", "the folder of a file is not synced", "  syncDirectory(disk, folder);\n}", "}", "power"),
  store("whole", "a file is written in place", "disk.renameSync(temporary, path);", "disk.renameSync(temporary, path); disk.openSync(path, \"w\");", "recorder", "power"),
  store("whole", "a temporary file stays when the disk is full", "    discard(disk, temporary);\n    throw error;", "    throw error;", "recorder"),
  store("whole", "temporary files of running processes are taken away", "writer !== null && !stillRuns(writer)", "writer !== null", "recorder"),
  store("whole", "temporary files of killed processes stay", "if (writer !== null && !stillRuns(writer)) discard", "if (writer === null) discard", "recorder"),
  store("whole", "a named pipe is renamed over", "known !== undefined && !known.isFile()", "known?.isDirectory() === true", "recorder"),
  store("disk", "a folder that was made is not durable", "  syncDirectory(disk, above);\n", "", "power"),
  store("disk", "folders above are not made", "if (above !== resolve(folder)) makeFolder(disk, above);", "", "journal"),
  store("disk", "folders are not synced", "    disk.fsyncSync(opened);\n", "", "power"),
  store("disk", "what the disk says when a folder is synced is not told", "throw error;\n  } finally {\n    disk.closeSync(opened);", "return;\n  } finally {\n    disk.closeSync(opened);",
    "recorder"),
  store("disk", "a part of a write is not written again", "    written += fs.writeSync(", "    written = bytes.length + 0 * fs.writeSync(", "reading"),
  store("process", "a process is told by its number alone", "started !== undefined && startOf(number) === started", "startOf(number) !== undefined", "recorder"),
  store("process", "a running process is taken for a dead one", "return started !== undefined && startOf(number) === started;", "return false;", "recorder"),
  store("json", "a name twice is read as its last value", "namesIn(read.value) === namesWritten(text)", "namesIn(read.value) < Infinity", "json"),
  store("recorder", "a found counterexample is not durable", "this.append({ kind: \"found\", id, ...ownMark, record }, true));", "this.append({ kind: \"found\", id, ...ownMark, record }, false));", "power"),
  store("recorder", "a written record is not noted durably", "file: recordName(record) }, true));", "file: recordName(record) }, false));", "power"),
  store("recorder", "a dropped counterexample is recovered", "case \"dropped\": case \"written\":", "case \"written\":", "recorder", "power"),
  store("recorder", "the longest form is recovered", "open.set(entry.of, shorter);", "void shorter;", "recorder"),
  store("recorder", "a link out of the folder is followed", "if (leadsOut(folder, records, disk)) throw", "if (records === \"\") throw", "recorder"),
  store("recorder", "what is recovered is not held to the schema", "complaint(schema, entry.record) === null && ", "", "recorder"),
  store("recorder", "what the disk refused is not said", "this.refused.add(", "void (", "recorder"),
  store("record", "the text of a system is not held to its digest", "digest(record.on.text) !== record.on.sha256", "digest(record.on.text) === \"\"", "record"),
  store("record", "two traces of one length share a record", "JSON.stringify([what, claim, mutant, calls])", "JSON.stringify([what, claim, mutant, calls.length])", "record", "recorder"),
  store("record", "a later version is read as this one", "if (version !== recordVersion)", "if (version === 0)", "record"),
  store("json", "a file that is not UTF-8 is read", "{ fatal: true }", "{}", "json"),
  store("json", "an object may have a name twice", "if (open.at(-1)!.has(name)) return", "if (name === \"\") return", "json", "record"),
  store("json", "nesting has no end", "if (open.length === depthMost) return", "if (open.length < 0) return", "json", "record"),
  store("schema", "a member that nobody knows is let through", "if (known === false)", "if (known === null)", "record"),
  store("schema", "a bound is left out", "value < (schema.minimum ?? -Infinity) || ", "", "reading"),
  store("schema", "an element of a list is not looked at", "for (let i = 0; i < value.length; i++) {\n    const wrong = check(items", "for (let i = 1; i < value.length; i++) {\n    const wrong = check(items", "reading"),
  store("names", "a name is cut one too late", "if (out.length === slugMost) break;", "if (out.length > slugMost) break;", "recorder", "record"),
  store("read", "a file larger than the most is read", "if (size > most)", "if (size > 2 * most)", "reading"),

  cli("workers/watchdog", "a thread that waits for a processor is taken to sleep", "now.sleeps && now.seconds === this.latest", "now.seconds === this.latest", "watchdog-looks"),
  cli("workers/watchdog", "a sleeper that wakes is not let off", "now.sleeps && now.seconds === this.latest", "now.sleeps", "watchdog-looks"),
  cli("workers/watchdog", "processor time adds up over sentences", "if (isFirst) this.began = this.latest = now.seconds;", "if (Number.isNaN(this.count)) this.began = this.latest = now.seconds;", "watchdog-looks"),
  cli("workers/watchdog", "looks add up over sentences", "if (isFirst) this.still = 0;", "", "watchdog-looks"),
  cli("workers/thread", "time in the kernel is left out", "Number(fields[11]) + Number(fields[12])", "Number(fields[11])", "watchdog-looks"),
  cli("workers/thread", "a name with a bracket shifts the fields", "line.lastIndexOf(\")\")", "line.indexOf(\")\")", "watchdog-looks"),
  cli("workers/board", "the words of a file stay while sentences are evaluated", "        numbers[place.doing] = sentence;\n", "", "watchdog"),
  cli("workers/campaign", "an operation that loops is not named", "const operation = operations[seen.operation];", "const operation = operations[seen.claim];", "watchdog"),
  cli("workers/campaign", "a later failure wins over an earlier one", "this.waiting.set(Math.max(chunk, this.next), end);", "this.waiting.set(this.next, end);", "campaign-fold"),
  cli("workers/campaign", "a part that threw does not end the campaign", "if (\"threw\" in end)\n      return", "if (\"threw\" in end && end.claim !== \"\")\n      return", "campaign-fold", "watchdog"),
  cli("workers/protocol", "a chunk after the one that failed is still wanted", "chunk < last", "chunk > last", "campaign-fold"),
  cli("checking", "a FAIL of the static stage is lost beside WEAK or UNKNOWN", "verdict: worst([dynamic.verdict, broken ? \"FAIL\" : \"PASS\"", "verdict: worst([dynamic.verdict, broken && dynamic.verdict === \"PASS\" ? \"FAIL\" : \"PASS\"", "static-stage"),
  cli("checking", "what stopped a run is not told", "verdict: worst([verdict, \"UNKNOWN\"]), ...counts", "verdict, ...counts", "watchdog"),
  cli("exit", "what could not be written hides a verdict", "code === 0 && unwritten ? exitCodes.usage : code", "unwritten ? exitCodes.usage : code", "streams"),
  cli("exit", "what could not be written does not matter", "code === 0 && unwritten ? exitCodes.usage : code", "code", "streams"),
  cli("exit", "WEAK ends as PASS does", "WEAK: 4", "WEAK: 0", "exit-codes"),
  cli("io", "a reader that has gone is an error", "failed || error.code === \"EPIPE\"", "failed", "streams"),
  cli("io", "nobody is told that stdout could not be written", "  failed = true;\n", "  failed = true; return;\n", "streams"),
  cli("io", "a full stderr ends the run", "process.stderr.on(\"error\", () => {});", "", "streams"),
  cli("replay-command", "a quotation mark ends a word", "word.replaceAll(\"'\", \"'\\\\''\")", "word", "replay", "output"),
  cli("writing", "a report that cannot be written is taken to be there", "    return false;\n", "    return true;\n", "exit-codes", "output"),

  render("annotations", "only five annotations are shown", "const most = 50;", "const most = 5;", "reports"),
  render("annotations", "a percent sign is not encoded", "encoded(visible(line), /%/g)", "visible(line)", "reports", "hostile"),
  render("annotations", "a comma ends a property", "/[%:,]/g", "/[%:]/g", "reports", "hostile"),
  render("junit", "errors are counted as failures", "errors=\"${of(\"error\")}\"", "errors=\"${of(\"failure\")}\"", "reports"),
  render("junit", "a quotation mark ends an attribute", "/[&<>\"']/g", "/[&<>]/g", "hostile"),
  render("junit", "a verdict that nothing explains passes", "if (verdict === \"PASS\" || cases.some(", "if (verdict !== \"UNKNOWN\" || cases.some(", "reports"),
  render("sarif", "a blank in a path is not encoded", "encodeURIComponent(wellFormed(part))", "wellFormed(part)", "reports", "hostile"),
  render("sarif", "a column is a line", "startColumn: column", "startColumn: line", "reports"),
  render("sarif", "UNKNOWN is not told", "if (verdict === \"PASS\" || verdict === \"FAIL\" || (", "if (verdict !== \"WEAK\" || (", "reports"),
  render("visible", "bidirectional characters steer a line", "\\\\u2028-\\\\u202e", "\\\\u2028-\\\\u2029", "hostile"),
  render("visible", "names of members are shown as they are", "[visible(name), visibleIn<unknown>(member)]", "[name, visibleIn<unknown>(member)]", "reports"),

  engine("shrink", "a trace is shrunk to another claim", "violation !== null && isSame(violation, wanted)", "violation !== null", "shrinking"),
  engine("random", "the lowest of n is drawn too often", "while (drawn >= n) drawn = this.word() & mask;", "if (drawn >= n) drawn = 0;", "random"),
  engine("random", "large bounds are signed", "while (drawn >>> 0 >= n) drawn", "while (drawn >= n) drawn", "random"),
  engine("binomial", "the bound is of another risk", "const risk = 0.05;", "const risk = 0.1;", "binomial"),
  engine("discovery", "a bound is rounded down", "traces - half), Math.ceil)", "traces - half), Math.floor)", "discovery"),
  engine("discovery", "the half is one trace late", "first[number]! >= half", "first[number]! > half", "discovery"),
  engine("visited", "the last word of a state is not compared", "if (i === length) return true;", "if (i >= length - 1) return true;", "remembering"),
  engine("visited", "one state more than the most is taken", "this.size === this.most ||", "this.size > this.most ||", "remembering"),
  engine("known-states", "the last word of a state is not compared", "for (let i = 0; i < words.length; i++) if (cells[place + 1 + i] !== words[i]) return false;",
    "for (let i = 0; i < words.length - 1; i++) if (cells[place + 1 + i] !== words[i]) return false;", "remembering"),
  engine("known-states", "what was seen of another state is kept", "    for (let i = place + this.asked; i < place + this.stride; i++) cells[i] = 0;\n", "", "remembering"),

  render("decimal", "a half is rounded down", "rest * 2n < by", "rest * 2n <= by", "table"),
  render("decimal", "what is below nought is rounded towards it", "scaled / by - (scaled % by < 0n ? 1n : 0n)", "scaled / by", "table"),
  render("table", "a line is one column too wide", "line.length + 1 + word.length > columns", "line.length + word.length > columns", "table", "pages"),
  render("table", "two of a thing are one", "count === 1 ? one : many", "count <= 2 ? one : many", "table"),

  spec("routing", "after a rule for one service the next is tried", "    if (rule.kind === \"service\") return { kind: \"denied\", why: whyNoTarget(init, rule, service), rule };\n", "",
    "spec/genode/routing"),
  spec("routing", "the first of two any-child candidates is taken", "return child === undefined || others.length > 0 ?", "return child === undefined ?", "spec/genode/routing"),
  spec("routing", "a component gets the default route although it has its own", "start.route ?? start.defaultRoute", "start.defaultRoute ?? start.route", "spec/genode/routing"),
  spec("selectors", "unscoped_label does not stand above the others", "  if (unscopedLabel !== undefined) return { unscopedLabel };\n", "", "spec/genode/routing"),
  spec("selectors", "a policy's label is compared with the spaces around it", "said === trimmed(whole)", "said === whole", "spec/genode/routing"),
  spec("selectors", "an empty prefix is as good as none", "text === undefined ? -1 : trimmed(text).length", "trimmed(text ?? \"\").length", "adapters/genode/verdicts"),
  spec("label", "an empty label of a target rewrites nothing", "if (target.label !== undefined) return", "if ((target.label ?? \"\") !== \"\") return", "spec/genode/routing"),
  spec("directory", "a child target is not looked up among the aliases", "directoryOf(init).aliases.get(name) ?? name", "name", "spec/genode/routing", "adapters/genode/verdicts"),

  genode("values", "a kilobyte has a thousand bytes", "suffix === \"K\" ? 2 ** 10", "suffix === \"K\" ? 1000", "values"),
  genode("values", "on is no", "[\"on\", true]", "[\"on\", false]", "values"),
  genode("values", "an empty number is nought", "    say(\"warning\", \"which is empty\", instead);\n    return instead;", "    say(\"warning\", \"which is empty\", instead);\n    return 0;", "values"),
  genode("values", "what follows a number is not told", "if (rest < value.length) {", "if (rest + 1 < value.length) {", "values"),
  genode("values", "a number too large is read as it is", "Math.min(exact, Number.MAX_SAFE_INTEGER)", "exact", "values"),
  genode("values", "capital digits are none", "(code >= 0x41 && code <= 0x46) || ", "", "values"),
  genode("hid-line", "digits end a type", "(code >= 0x30 && code <= 0x39) || code === 0x5f", "code === 0x5f", "hid"),
  genode("xml", "a document type declaration after a comment is read", "const closing = text.startsWith(\"<!--\", from) ? \"-->\" : ", "const closing = ", "xml", "problems"),
  genode("xml", "a control character in a reference is let through", "  checkReferences(value, place);\n", "", "xml", "problems"),
  genode("xml", "the second control range is let through", " || (code >= 0x7f && code <= 0x9f)", "", "xml", "problems"),
  genode("xml", "a column begins at nought", "offset - lineStart + 1) };", "offset - lineStart) };", "xml"),
  genode("codes", "a quotation mark in a name ends the name", "if (character === '\"' || character === \"\\\\\") return", "if (character === \"\\\\\") return", "problems", "hid"),
  genode("codes", "halves of characters are shown", "const half = code >= 0xd800", "const half = code >= 0xdfff", "problems"),

  timing("exact", "decimals are what the machine has", "const [digits, power] = String(value).split(\"e\");", "const [digits, power] = [value.toFixed(3), undefined];", "exact"),
  timing("exact", "a ratio by nought is a number", " || /\\/0+$/.test(value)", "", "exact"),
  timing("exact", "the sign of a whole number is lost in JSON", "Number(value.s * value.n)", "Number(value.n)", "exact"),
  timing("ticks", "the unit is a product", "perUnit = perUnit / gcd(perUnit, d) * d;", "perUnit = perUnit * d;", "exact"),
  timing("ticks", "a time too large below nought is let through", " || ticks < -BigInt(ticksMost)", "", "exact"),
  timing("fifo", "own jitter counts twice", "other === task && from === \"arrival\" ? 0 : other.jitter", "other.jitter", "uniprocessor"),
  timing("fifo", "the last release of a window is left out", "for (let release = 0; release < limit;)", "for (let release = 0; release === 0;)", "uniprocessor"),

  timing("simulation/sharing", "an entrypoint forgets that a second activation came first", "this.asked[waiter]! >= state.releaseOf(task, next)", "this.asked[waiter]! < 0", "search"),
  timing("simulation/sharing", "an entrypoint is taken out of turn", "(shared.queue === \"fifo\" || this.holder[server] !== -1)", "(shared.queue !== \"none\")", "search"),
  timing("simulation/event-queue", "who goes last among equals comes first", "event === this.last ? this.behind - 0.5 : event", "event", "search"),
  timing("simulation/limits", "times that are not exact are simulated", "if (now > windowMost) throw", "if (now < 0) throw", "simulation"),
  cases("chains", "deadlines in a chain count from release", "response?.add(exact(input.tasks[i]!.J ?? 0, \"J\"))", "response ?? null", "deadlines"),
  cases("report", "what is left of a deadline forgets jitter", "conventions?.from === \"release\" && Array", "conventions === undefined && Array", "cases"),
  cases("supply", "any number of refills is shown", "(shown += queue.refills.length) > refillsMost", "shown > refillsMost", "hostile-cases"),

  cli("options", "the user's files are taken as often as they are named", "[...new Set(files.map((file) => resolve(file)))]", "files.map((file) => resolve(file))", "extras"),
  cli("options", "an empty name in a set is let through", "sides.length !== 2 || sides.flat().includes(\"\")", "sides.length !== 2", "exit-codes"),
  cli("recording", "nobody is told how to find a counterexample again", "...(path === undefined ? [`The steps above", "...(path === \"\" ? [`The steps above", "streams"),
  cli("check", "--quiet hides a counterexample that the disk refused", "options.quiet && result.counterexample?.record !== \"\"", "options.quiet", "streams"),
  cli("explore", "--quiet hides a counterexample that the disk refused", "quiet && report.counterexample?.record !== \"\"", "quiet", "streams"),
  engine("two-runs", "a view is not asked again after the first run's state has changed", "earlier === null || everyView || moved.here ?", "earlier === null || everyView ?", "fuzz/fuzz"),
  engine("two-runs", "a view is not asked again after the second run's state has changed", "earlier === null || everyView || moved.there ?", "earlier === null || everyView ?", "cases/cases"),
  cli("without-symmetry", "a search that was taken on trust is not repeated", "if (first.stopped !== undefined || !sum.exhaustive", "if (sum.exhaustive", "explore"),
  cli("without-symmetry", "outcomes that symmetry hid are not compared", "if (reached(sum) !== reached(all))", "if (false)", "explore"),

  engine("campaign", "trace 0 alone is run twice", "trace % rerunEvery === 0", "trace === 0", "second-run"),
  engine("campaign", "a trace too few is run twice", "const rerunEvery = 20;", "const rerunEvery = 21;", "second-run"),
  engine("campaign", "a trace that breaks a claim is not run again", "if (violation !== null || trace % rerunEvery === 0)", "if (trace % rerunEvery === 0)", "second-run"),
  engine("campaign", "a counterexample keeps steps behind the violation", "steps: steps.slice(0, Math.max(violation.at, 0))", "steps", "second-run"),
  engine("campaign", "steps of later chunks are not counted", "  sum.steps += next.steps;\n", "", "second-run"),
  engine("campaign", "differences of later chunks are not counted", "  sum.differed += next.differed;\n", "", "second-run"),
  engine("campaign", "digests of later chunks are left out", "  sum.digest = mix(sum.digest, next.digest);\n", "", "planted"),
  engine("campaign", "outcomes of later chunks are not counted", "  addLists(sum.outcomes, next.outcomes);\n", "", "applied"),
  engine("campaign", "reasons of later chunks are not counted", "  addLists(sum.reasons, next.reasons);\n", "", "applied"),
  engine("campaign", "pairs of later chunks are not counted", "  next.parted.forEach((count, c) => { sum.parted[c]! += count; });\n", "", "applied"),
  engine("campaign", "the difference of the last chunk is told", "sum.difference ??= next.difference", "sum.difference = next.difference", "second-run"),
  engine("campaign", "what outcomes settle is not found out again", "secondRun(model, twin, first, trace === 0, watch)", "secondRun(model, twin, first, false, watch)", "second-run"),
  engine("verdict", "one difference is let pass", "tally.differed > 0", "tally.differed > 1", "second-run"),
  engine("verdict", "what is waived may happen once", "count > 0 && reason !== undefined", "count > 1 && reason !== undefined", "applied"),
  engine("verdict", "a sentence that reads nothing counts as seen", "if (!reads.seen[c]![s])", "if (reads.seen[c]![s] === undefined)", "applied"),
  engine("two-runs", "answers are never compared", "return answer === step.answer ? null", "return answer !== \"\" ? null", "second-run"),
  engine("two-runs", "the first row alone observes", "(rows) => Array.from({ length: rows }, (_, id) => id)", "() => [0]", "second-run"),
  engine("two-runs", "a longer view is the same", "if (place < 0 && here.length === there.length) return null;", "if (place < 0) return null;", "second-run"),
  engine("two-runs", "the latest difference is told", "broken.at < earliest.at", "broken.at > earliest.at", "applied"),
  engine("two-runs", "pairs that never parted count as applied", "if (parted) for (const", "for (const", "applied"),
  engine("two-runs", "what is no number is seen", "typeof value === \"number\" && value === value", "typeof value === \"number\"", "applied"),
  engine("gate", "as many answers as there may be are refused", "n > choicesMost", "n >= choicesMost", "only-read"),
  engine("noting", "the latest of two faults is told", "noted.fault ??= fault;", "noted.fault = fault;", "only-read"),
  engine("noting", "a fault is hidden behind another exception", "return fault ?? error;", "return error;", "only-read"),
  engine("changes", "the last byte of a word is not compared", "byte < 4;", "byte < 3;", "packed-worlds"),
  engine("changes", "the highest bit of a byte is not compared", "& 0xff) !== 0", "& 0x7f) !== 0", "packed-worlds"),
  engine("changes", "the first cell of a row stands for all", "this.rowAt.fill(id, from, from + cells[index]! * width);", "this.rowAt.fill(id, from, from + width);", "packed-worlds"),
  engine("told-apart", "the last two rows never change places", "a + 1 < rows.sizes[t]!", "a + 2 < rows.sizes[t]!", "second-opinion"),
  engine("told-apart", "a state beyond the budget counts as tried", "if (room <= 0 && !isPower) this.untried++;", "if (room <= 0 && !isPower) return;", "second-opinion"),
  engine("told-apart", "orders beyond the budget count as tried", "if (known.size > most) return false;", "if (known.size > most) return true;", "second-opinion"),
  engine("told-apart", "an order too few is tried", "if (known.size > most) return false;", "if (known.size >= most) return false;", "second-opinion"),
  engine("told-apart", "the budget is never used up", "        this.tried++;\n", "", "second-opinion"),
  engine("told-apart", "the state stays in another order", "    now.words.set(state);\n", "", "second-opinion"),
  engine("second-opinion", "late states are never expanded twice", "callsAtFirst + this.steps / thinness", "callsAtFirst", "second-opinion"),
  engine("second-opinion", "all states are expanded twice", "    this.calls += calls;\n", "", "second-opinion"),
  engine("second-opinion", "the first state alone is expanded twice", "this.calls <= callsAtFirst + this.steps / thinness", "this.calls === 0", "second-opinion"),
  engine("visited", "one hash is one state", "while (i < length && cells[from + i] === parcel[at + parcelHead + i]) i++;", "i = length;", "remembering"),
  engine("visited", "states take four times the memory", "Math.floor(bytesMost / 4 / this.stride)", "Math.floor(bytesMost / this.stride)", "remembering"),
  engine("visited", "the table grows beyond the memory", "this.bytes + this.table.length * 8 > this.bytesMost", "this.bytes > this.bytesMost", "remembering"),

  cli("workers/campaign", "the last chunk is not wanted", "Math.ceil(campaign.traces / tracesPerChunk)", "Math.floor(campaign.traces / tracesPerChunk)", "campaign-fold"),
  cli("workers/campaign", "others go on after a helper was lost", "      stopAfter(turns, chunk);\n", "", "campaign-fold"),
  cli("workers/campaign", "progress tells the latest chunk alone", "traces += part.tally.traces", "traces = part.tally.traces", "campaign-fold"),
  cli("unused-reasons", "the count of the last suite is told", "(used.get(remark) ?? 0) + count", "count", "unused-reasons"),

  store("journal", "a journal of any size is read", "if (size > bytesMost)", "if (size > 2 * bytesMost)", "journal"),
  store("journal", "what is cut is not synced", "      disk.fsyncSync(file);\n    } finally {\n      disk.closeSync(file);\n    }\n  } catch {",
    "    } finally {\n      disk.closeSync(file);\n    }\n  } catch {", "journal"),
  store("journal", "what is no ordinary file stays open", "  disk.closeSync(file);\n  throw new Error(`${path} is no ordinary", "  throw new Error(`${path} is no ordinary", "journal"),
  store("line", "a short line is damaged", "Buffer.byteLength(text) < Number(head[1]) || ", "", "journal"),
  store("json", "a column counts units, not characters", "Array.from(before.at(-1)!).length + 1", "before.at(-1)!.length + 1", "json"),

  render("annotations", "an input that was skipped without a finding is not told", "findings.length === 0)", "findings.length === 1)", "whole-texts"),
  render("claims", "each count is of the other claims", "claims.filter((claim) => claim.verdict === verdict).length", "claims.filter((claim) => claim.verdict !== verdict).length", "whole-texts"),
  render("configuration-timing", "deadlines that nobody gave are judged", "const wanted = chains.filter(({ isDeadlineGiven }) => isDeadlineGiven);", "const wanted = chains;", "whole-texts"),
  render("curve-plot", "curves are flat", "base - value / highest * height", "base - value / highest / height", "whole-texts"),
  render("result", "what happened once was not reached", "outcomes.filter(({ count }) => count > 0).length", "outcomes.filter(({ count }) => count > 1).length", "whole-texts"),
  render("timing-plot", "a bound is called none", "bound === null ? \"no bound\" :", "bound !== null ? \"no bound\" :", "whole-texts"),
  render("trace-timing", "microseconds are rounded down to their end", "to ${decimal(to, 3, \"up\")}", "to ${decimal(to, 3, \"down\")}", "whole-texts"),
  render("exploration", "how often states were seen once and twice is swapped", "${once} of them once and ${twice} twice", "${twice} of them once and ${once} twice", "whole-texts"),
  render("replay", "the recorded claim is not told when another breaks", "violation.claim === claim ? \"\"", "violation.claim !== claim ? \"\"", "whole-texts"),
  render("bench", "the claim that killed least comes first", "Number(right[0]) - Number(left[0])", "Number(left[0]) - Number(right[0])", "whole-texts"),

  formats("outline", "a value in quotes may end a tag", "else if (character === '\"' || character === \"'\") quote", "else if (character === '\"' && character === \"'\") quote", "recognise"),
  formats("systems", "a setting may not go on in the next line", "lines.filter((line) => /^[\\w-]+:/.test(line)).length", "lines.length", "recognise"),
  genode("findings/covering", "a longer prefix is not covered by a shorter one", "keyOf(\"labelPrefix\", front.slice(0, length))", "keyOf(\"labelPrefix\", front)", "verdicts"),
  genode("findings/covering", "a suffix is looked for in front", "back.slice(Math.max(0, back.length - length))", "back.slice(0, length)", "verdicts"),
  genode("findings/gn109-any-service-to-parent", "a rule for some labels is open to every service", "rule.kind === \"any-service\" && Object.keys(rule.selector).length === 0\n", "rule.kind === \"any-service\"\n", "findings"),
  genode("findings/gn109-any-service-to-parent", "three are said to be more", "lists.length > 3 ?", "lists.length >= 3 ?", "findings"),
  genode("findings/gn301-weak-policy", "a policy of a nested init is told twice", "|| !scopeOf.has(init)", "|| scopeOf.has(init)", "findings.examples"),

  cases("comparing", "an exact bound is taken apart", "return isRecord(value) && numberIn(value) === null", "return isRecord(value)", "comparing"),
  cases("comparing", "a value may be off by more on one side", "other.sub(number).abs().lte(tolerance)", "other.sub(number).lte(tolerance)", "comparing"),
  cases("comparing", "a simulation above its bound is let pass", "number.lte(most.add(tolerance)) ? []", "number.gte(most.add(tolerance)) ? []", "comparing"),
  cases("comparing", "a longer list is as expected", "!Array.isArray(answer) || answer.length !== expected.length ? differ", "!Array.isArray(answer) || answer.length < expected.length ? differ", "comparing"),
  cases("comparing", "a bound is reached by the largest of them", "a === null || b.lt(a) ? b : a", "a === null || b.gt(a) ? b : a", "comparing"),

  engine("exploration", "the frontier of the first worker is told", "frontier: sum((part) => part.frontier)", "frontier: first!.frontier", "adding-shares"),
  engine("exploration", "a search is whole when one share of it is", "parts.every(({ exhaustive }) => exhaustive)", "parts.some(({ exhaustive }) => exhaustive)", "adding-shares"),
  engine("exploration", "what all workers have seen was seen", "seen: lists((part) => part.seen, Math.max)", "seen: lists((part) => part.seen, Math.min)", "adding-shares"),
  engine("exploration", "the longest violation is kept", "a.steps.length - b.steps.length", "b.steps.length - a.steps.length", "adding-shares"),
  engine("exploration", "the first worker alone may disagree", "parts.find((part) => part.disagreement !== undefined)?.disagreement", "parts[0]!.disagreement", "adding-shares"),
  engine("exploration", "claims were evaluated where the first worker did", "sum((part) => part.checked[c]!)", "first!.checked[c]!", "adding-shares"),

  vitest("a suite that is UNKNOWN passes", "if (verdict === \"UNKNOWN\") fail", "if (verdict === \"FAIL\") fail"),
  vitest("a claim that is WEAK passes", "ran.broken === null && claim.verdict !== \"PASS\"", "ran.broken === null && claim.verdict === \"FAIL\""),
  vitest("a specification at fault passes", "      if (ran.broken?.claim === soundness) fail(ran.broken.text);\n", ""),
];
