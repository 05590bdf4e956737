/**
 * Files of JSON that users give: what is wrong with one is told with line and column, on every version of Node.
 */
import { readBounded } from "../store/index.ts";
import { Refusal } from "./refusal.ts";

/** Largest file that is read. */
const bytesMost = 16 * 1024 * 1024;

/** The content of a file of JSON. */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readBounded(path, bytesMost));
  } catch (error) {
    throw new Refusal(error instanceof TypeError ? `${path} is not UTF-8` : `${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    const { line, column, what } = faultIn(text);
    throw new Refusal(`${path}:${line}:${column}: not JSON: ${what}`);
  }
}

const string = `"(?:[^"\\\\\\u0000-\\u001f]|${/\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.source})*"`;
const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/.source;
const token = new RegExp(`[ \\t\\n\\r]*(?:([{}[\\],:])|(${string})|(${word})(?![\\w.+-]))`, "y");

/** The first place at which a text stops being JSON, and what should stand there. */
function faultIn(text: string): { readonly line: number; readonly column: number; readonly what: string } {
  const open: string[] = [];
  // What may come next: a value, or the end of what is open; a name; what parts a name from its value; what follows a value.
  let wanted: "value" | "value or ]" | "name" | "name or }" | "colon" | "comma" | "nothing" = "value";
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const [, mark, quoted, other] = token.exec(text) ?? [];
    const isValue = wanted.startsWith("value");
    if (isValue && mark !== undefined && "{[".includes(mark)) {
      open.push(mark);
      wanted = mark === "{" ? "name or }" : "value or ]";
    } else if (isValue && (quoted ?? other) !== undefined) wanted = open.length === 0 ? "nothing" : "comma";
    else if (wanted.startsWith("name") && quoted !== undefined) wanted = "colon";
    else if (wanted === "colon" && mark === ":") wanted = "value";
    else if (wanted === "comma" && mark === ",") wanted = open.at(-1) === "{" ? "name" : "value";
    else if (mark !== undefined && "}]".includes(mark) && mark === (open.at(-1) === "{" ? "}" : "]") && (wanted === "comma" || wanted.endsWith(mark))) {
      open.pop();
      wanted = open.length === 0 ? "nothing" : "comma";
    } else break;
    at = token.lastIndex;
  }
  at += /^[ \t\n\r]*/.exec(text.slice(at))![0].length;
  const before = text.slice(0, at).split("\n");
  const expected = { "value": "a value", "value or ]": 'a value or "]"', "name": "a name in double quotes", "name or }": 'a name in double quotes, or "}"',
    "colon": '":"', "comma": `"," or "${open.at(-1) === "{" ? "}" : "]"}"`, "nothing": "nothing more" }[wanted];
  return { line: before.length, column: Array.from(before.at(-1)!).length + 1, what: `expected ${expected}${at >= text.length ? ", and the text ends" : ""}` };
}
