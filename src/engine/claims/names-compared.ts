/**
 * Finds the names with which a sentence compares the operation, the outcome or the answer of a step. A misspelt one never equals
 * anything, so that a claim is silently lost. The sentence's text is read as words, not understood: comparisons, lists and
 * `switch` are found where they stand in the sentence itself. What stands elsewhere shows as a reason that nothing uses.
 */

/** What a step is asked for. */
const asked = ["operation", "outcome", "answer"] as const;

/** A name with what it is compared with, and how. */
export interface Compared {
  readonly what: (typeof asked)[number];
  readonly name: string;
  readonly how: "equals" | "startsWith" | "endsWith" | "includes";
}

interface Token {
  readonly kind: "string" | "word" | "sign";
  readonly text: string;
}

const isEquality = (token: Token | undefined): boolean => token?.kind === "sign" && /^[!=]==?$/.test(token.text);

/** The names in the text of a function. */
export function namesCompared(text: string): Compared[] {
  const tokens = tokensOf(text);
  const kinds = aliasesOf(tokens);
  const lists = listsOf(tokens);
  const found: Compared[] = [];
  const add = (what: Compared["what"], token: Token | undefined, how: Compared["how"] = "equals"): void => {
    if (token?.kind === "string") found.push({ what, name: token.text, how });
  };
  tokens.forEach((token, i) => {
    const what = token.kind === "word" ? kinds.get(token.text) : undefined;
    // Arguments may be called so, too.
    if (what === undefined || (isSign(tokens[i - 1], ".") && tokens[i - 2]?.text === "args")) return;
    const next = tokens[i + 1];
    const start = pathStart(tokens, i);
    const before = tokens[start - 1];
    const [left, right] = aroundParentheses(tokens, start - 1, i + 1);
    if (isEquality(tokens[right])) add(what, unparenthesised(tokens, right + 1, 1));
    if (isEquality(tokens[left])) add(what, unparenthesised(tokens, left - 1, -1));
    if (isSign(next, ".", "?.") && ["startsWith", "endsWith", "includes"].includes(tokens[i + 2]?.text ?? "") && isSign(tokens[i + 3], "("))
      add(what, tokens[i + 4], tokens[i + 2]!.text as Compared["how"]);
    if (isSign(before, "(")) {
      const call = tokens[start - 2];
      if (call?.text === "switch") for (const one of casesAfter(tokens, i)) add(what, one);
      if (["includes", "has", "indexOf"].includes(call?.text ?? "") && isSign(tokens[start - 3], ".", "?."))
        for (const one of listBefore(tokens, start - 4, lists)) add(what, one);
    }
  });
  return found;
}

/** The arguments that a text asks a step for, as in `step.args.client`. */
export function argumentsAsked(text: string): string[] {
  const tokens = tokensOf(text);
  const isPoint = (i: number): boolean => isSign(tokens[i], ".", "?.");
  return tokens.flatMap(({ text: name, kind }, i) => kind === "word" && !(name in Object.prototype) && isPoint(i - 1) && tokens[i - 2]?.text === "args"
    && isPoint(i - 3) && tokens[i - 4]?.text === "step" ? [name] : []);
}

const isSign = (token: Token | undefined, ...signs: readonly string[]): boolean => token?.kind === "sign" && signs.includes(token.text);

/** The places around parentheses that hold nothing but what lies between two places; those of a call hold more. */
function aroundParentheses(tokens: readonly Token[], before: number, after: number): readonly [number, number] {
  let [left, right] = [before, after];
  while (isSign(tokens[left], "(") && isSign(tokens[right], ")") && tokens[left - 1]?.kind !== "word" && !isSign(tokens[left - 1], ")", "]")) {
    left--;
    right++;
  }
  return [left, right];
}

/** A token, or the one inside a parenthesis. */
function unparenthesised(tokens: readonly Token[], at: number, by: 1 | -1): Token | undefined {
  let i = at;
  while (isSign(tokens[i], "(", ")")) i += by;
  return tokens[i];
}

/** Where a path such as `moment.step.answer` begins that ends at a place. */
function pathStart(tokens: readonly Token[], end: number): number {
  let i = end;
  while (isSign(tokens[i - 1], ".", "?.") && tokens[i - 2]?.kind === "word") i -= 2;
  return i;
}

/** The words that stand for what a step is asked for: the three, and the names that the text gives them. */
function aliasesOf(tokens: readonly Token[]): Map<string, Compared["what"]> {
  const kinds = new Map<string, Compared["what"]>(asked.map((what) => [what, what]));
  tokens.forEach((token, i) => {
    const what = asked.find((one) => one === token.text);
    if (what === undefined || token.kind !== "word") return;
    // `{ operation: called }` and `const called = step.operation`
    if (isSign(tokens[i + 1], ":") && tokens[i + 2]?.kind === "word" && isSign(tokens[i + 3], ",", "}")) kinds.set(tokens[i + 2]!.text, what);
    const start = pathStart(tokens, i);
    if (isSign(tokens[start - 1], "=") && tokens[start - 2]?.kind === "word" && isSign(tokens[i + 1], ";", ",")) kinds.set(tokens[start - 2]!.text, what);
  });
  return kinds;
}

/** The lists of words that the text names, by name. */
function listsOf(tokens: readonly Token[]): Map<string, readonly Token[]> {
  const lists = new Map<string, readonly Token[]>();
  tokens.forEach((token, i) => {
    if (!isSign(token, "]")) return;
    const words = wordsBefore(tokens, i);
    let start = i - 2 * words.length;
    while (isSign(tokens[start - 1], "(", "[") || ["new", "Set"].includes(tokens[start - 1]?.text ?? "")) start--;
    if (words.length > 0 && isSign(tokens[start - 1], "=") && tokens[start - 2]?.kind === "word") lists.set(tokens[start - 2]!.text, words);
  });
  return lists;
}

/** The words of the list, or of the set made of it, that ends at a place. */
function listBefore(tokens: readonly Token[], end: number, lists: ReadonlyMap<string, readonly Token[]>): readonly Token[] {
  let i = end;
  while (isSign(tokens[i], ")")) i--;
  return isSign(tokens[i], "]") ? wordsBefore(tokens, i) : lists.get(tokens[i]?.text ?? "") ?? [];
}

function wordsBefore(tokens: readonly Token[], end: number): Token[] {
  const words: Token[] = [];
  for (let i = end - 1; i >= 0 && !isSign(tokens[i], "["); i--) {
    if (tokens[i]!.kind === "string") words.push(tokens[i]!);
    else if (!isSign(tokens[i], ",")) return [];
  }
  return words;
}

/** The words after `case` in the block that follows. */
function casesAfter(tokens: readonly Token[], from: number): Token[] {
  const cases: Token[] = [];
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    if (isSign(tokens[i], "{")) depth++;
    if (isSign(tokens[i], "}") && --depth === 0) break;
    if (depth === 1 && tokens[i]!.text === "case" && tokens[i + 1]?.kind === "string") cases.push(tokens[i + 1]!);
  }
  return cases;
}

const shapes = new RegExp([
  String.raw`//[^\n]*|/\*[\s\S]*?\*/`, // comments
  String.raw`("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\`(?:[^\`\\$]|\\.)*\`)`, // words
  String.raw`([A-Za-z_$][\w$]*)`, // names
  String.raw`(===|!==|==|!=|=>|\?\.|[^\s\w])`, // signs
].join("|"), "g");

function tokensOf(text: string): Token[] {
  return [...text.matchAll(shapes)].flatMap(([, string, word, sign]): Token[] =>
    string !== undefined ? [{ kind: "string", text: unquoted(string) }]
    : word !== undefined ? [{ kind: "word", text: word }]
    : sign !== undefined ? [{ kind: "sign", text: sign }] : []);
}

function unquoted(literal: string): string {
  const escapes = /\\u\{([\da-fA-F]+)\}|\\u([\da-fA-F]{4})|\\x([\da-fA-F]{2})|\\(.)/gs;
  return literal.slice(1, -1).replace(escapes, (_, ...codes: (string | undefined)[]) => {
    const code = codes[0] ?? codes[1] ?? codes[2];
    return code === undefined ? ({ n: "\n", t: "\t" }[codes[3]!] ?? codes[3]!) : String.fromCodePoint(Number.parseInt(code, 16));
  });
}
