/** Descriptions of the moon. */
import { format } from "cordon";
import { outlineOf, read } from "../../adapters/moon/read.ts";

export const moonText = format({
  name: "moon", reads: "lists of threads on the moon", files: ".moon files", endings: { own: [".moon"], shared: [] }, bytesMost: 65_536,
  accepts: (head) => head.startsWith("moon\n"),
  read: (input, file) => {
    const found = read(typeof input === "string" ? input : new TextDecoder().decode(input), file);
    if (typeof found === "number") return { summary: { format: "moon list", counts: {} }, findings: [], problems: [
      { code: "MO002", severity: "error", file, line: found, column: 1, message: "This line names no thread. Correct it.", isOfAnyText: false },
    ] };
    const { description, findings } = found;
    return {
      summary: { format: "moon list", counts: { threads: description.components.length } }, findings: [], problems: [],
      tree: () => description.components.map(({ name }) => name),
      described: { findings: () => findings, outline: () => outlineOf(description), description: () => description },
    };
  },
  pages: [
    { code: "MO001", title: "A thread is asked that is not there", page: "Nobody would answer." },
    { code: "MO002", title: "A line names no thread", page: "It cannot be read." },
  ],
});
