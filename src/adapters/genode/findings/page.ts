/**
 * The common form of the pages that `cordon explain` prints.
 */

export interface Explanation {
  readonly means: string;
  readonly matters: string;
  /** HID lines that bring the finding about, and the same lines corrected. */
  readonly wrong: string;
  readonly right: string;
  readonly source: string;
}

/** The page as Markdown. */
export const page = ({ means, matters, wrong, right, source }: Explanation): string => `\
${flow(means)}

**Why it matters.** ${flow(matters)}

Wrong:

${fenced(wrong)}

Right:

${fenced(right)}

Source: ${flow(source)}
`;

const flow = (text: string): string => text.trim().split("\n").map((line) => line.trim()).join(" ");

const fenced = (lines: string): string => `~~~hid\n${lines.replace(/^\n+|\s+$/g, "")}\n~~~`;
