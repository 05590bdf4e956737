/**
 * A second, naive reader of HID, to disagree with: Genode's own, as `base/include/util/hid.h` and `base/src/lib/base/hid.cc` at ffb059da
 * (26.04) have it, function by function, texts in place of ranges of bytes. It shares no code with `src/adapters/genode`.
 */

export interface TwinNode {
  readonly type: string;
  readonly attributes: readonly (readonly [tag: string, value: string])[];
  readonly children: readonly TwinNode[];
}

type Prefix = "top" | "node" | "xnode" | "comment" | "raw" | "other";
type Visit = (prefix: Prefix, text: string, at: number) => void;

const prefixes: Readonly<Record<string, Prefix>> = { "+": "node", "x": "xnode", ".": "comment", ":": "raw" };

/** The tree of a text; null where the whole input is invalid. */
export function twinOf(text: string): TwinNode | null {
  const valid = validated(text.replace(/^[ \t\n]+/u, ""));
  return valid === null ? null : nodeOf(valid);
}

function validated(text: string): string | null {
  if (!/^[a-z]/u.test(text)) return null;
  let tabs: "start" | "accept" | "reject" = "start";
  for (let n = 1; n < text.length; n++) {
    const [current, next] = [text[n - 1]!, text[n]!];
    if (tabs === "start" && (current === ":" || current === ".")) tabs = "accept";
    if (tabs === "start" && current !== " ") tabs = "reject";
    if (current === "|" || current === "\n") tabs = "start";
    if (current >= " ") continue;
    if (current === "\n" && next === "-") return text.slice(0, n + 1);
    if (current === "\n" || (current === "\r" && next === "\n") || (current === "\t" && tabs === "accept")) continue;
    return null;
  }
  return null;
}

const nodeOf = (text: string): TwinNode => ({
  type: /^[a-z][a-z0-9_-]*/u.exec(text)?.[0] ?? "invalid", attributes: attributesOf(text), children: subNodesOf(text).map(nodeOf),
});

function eachSegment(text: string, visit: Visit): void {
  let first = true;
  let from = 0;
  for (const line of text.split("\n")) {
    const length = line.endsWith("\r") ? line.length - 1 : line.length;
    for (let at = 0; at < length;) {
      at = segment(line.slice(0, length), at, first, (prefix, piece, where) => {
        if (prefix !== "comment") visit(prefix, piece, where);
      });
      first = false;
    }
    from += line.length + 1;
  }

  /** Visits the segment that begins there, and answers where the next one does. Places count from the start of the line. */
  function segment(line: string, at: number, isFirst: boolean, told: Visit): number {
    const cut = (prefix: Prefix, begin: number): number => {
      const bar = line.indexOf("|", begin);
      const end = bar < 0 ? line.length : bar;
      told(prefix, `${begin + from}:${end + from}`, begin);
      return bar < 0 ? line.length : bar + 1;
    };
    if (isFirst && /[a-z]/u.test(line[at]!)) return cut("top", at);
    let begin = at;
    while (line[begin] === " ") begin++;
    const prefix = Object.hasOwn(prefixes, line[begin] ?? "") ? prefixes[line[begin]!] : undefined;
    if (line.length - begin > 1 && line[begin + 1] === " " && prefix !== undefined) {
      if (prefix === "node" || prefix === "xnode") return cut(prefix, begin + 2);
      told(prefix, `${begin + 2 + from}:${line.length + from}`, begin + 2);
      return line.length;
    }
    if (line.length - begin === 1 && prefix === "raw") told(prefix, `${line.length + from}:${line.length + from}`, line.length);
    return cut("other", begin);
  }
}

/** The texts of the sub nodes: columns count from where the line begins, or from where the node itself begins in its first line. */
function subNodesOf(text: string): readonly string[] {
  const found: string[] = [];
  let node: { from: number; to: number; indent: number; enabled: boolean } | undefined;
  const finish = (): void => { if (node?.enabled) found.push(text.slice(node.from, node.to)); };
  eachSegment(text, (prefix, range, at) => {
    const [from = 0, to = 0] = range.split(":").map(Number);
    if ((prefix === "node" || prefix === "xnode") && !(node !== undefined && at > node.indent)) {
      finish();
      node = { from, to, indent: at, enabled: prefix === "node" };
    } else if (node !== undefined) node.to = to;
  });
  finish();
  return found;
}

function attributesOf(text: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  const add = (piece: string): void => {
    const [, tag, value] = /^([a-z][a-z0-9_-]*):[^ ]*(?: (.*))?$/su.exec(piece) ?? [];
    if (tag !== undefined) found.push([tag, (value ?? "").replace(/^ +| +$/gu, "")]);
  };
  let isDone = false;
  eachSegment(text, (prefix, range) => {
    const piece = text.slice(...range.split(":").map(Number) as [number, number]);
    if (isDone) return;
    if (prefix === "top") {
      const rest = piece.includes(" ") ? piece.slice(piece.indexOf(" ")).replace(/^ +| +$/gu, "") : "";
      if (/^[a-z][a-z0-9_-]*:(?: |$)/u.test(rest)) add(rest);
      else if (rest !== "") found.push(["name", rest]);
    } else if (prefix === "other") add(piece.replace(/^ +| +$/gu, ""));
    else isDone = true;
  });
  return found;
}
