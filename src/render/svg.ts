/**
 * Pieces of charts as SVG that is readable on light and on dark ground: colours are classes, and the reader's own preference
 * chooses between two sets of them.
 */

export const chart = { width: 760, left: 64, right: 24 } as const;

/** A whole picture: a title, lines about it, and what stands under them from `headHeight` on. */
export function picture(title: string, about: readonly string[], height: number, parts: readonly string[]): string {
  const { width } = chart;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    `<rect width="${width}" height="${height}" class="ground"/>`,
    text(24, 24, fitted(title, 84), 'class="ink" font-size="14"'),
    ...about.map((line, i) => text(24, 42 + i * 15, fitted(line, 125), 'class="dim"')),
    ...parts,
    "</svg>", "",
  ].join("\n");
}

/** Where the parts of a picture begin under its title. */
export const headHeight = (about: readonly string[]): number => 46 + about.length * 15;

/** Series colours are told apart by people who see no red or green, too (Okabe and Ito). */
const light = {
  ground: "#ffffff", ink: "#222222", dim: "#5c5c5c", axis: "#9a9a9a", fine: "#e4e4e4", bar: "#8db4de", line: "#1f5a99", alarm: "#b3261e",
  running: "#4f8fd0", ready: "#d9d9d9", blocked: "#e69180", throttled: "#e0c468", suspended: "#bfb3d6",
  s0: "#0072b2", s1: "#d55e00", s2: "#00856a", s3: "#a04d82", s4: "#8a6d00",
};
const dark: typeof light = {
  ground: "#16181b", ink: "#ececec", dim: "#a6a6a6", axis: "#7c7c7c", fine: "#33363b", bar: "#3f6ea3", line: "#9cc7f5", alarm: "#ff8a7a",
  running: "#5f9fe0", ready: "#4a4d52", blocked: "#c4604c", throttled: "#a88a2e", suspended: "#75679a",
  s0: "#56b4e9", s1: "#f29b4b", s2: "#3fc9a4", s3: "#e09ac6", s4: "#e0cb55",
};

const rules = (colours: typeof light): string => Object.entries(colours)
  .map(([name, colour]) => `.${name}{fill:${colour}}.${name}-line{stroke:${colour};fill:none}`).join("");
const style = `${rules(light)}@media (prefers-color-scheme:dark){${rules(dark)}}`;

/** Places on the horizontal axis, which begins at `left`. */
export const scale = (least: number, most: number, left: number = chart.left) => (value: number): number =>
  round(left + (value - least) / Math.max(most - least, 1e-9) * (chart.width - left - chart.right));

export const round = (value: number): number => Math.round(value * 100) / 100;

export const line = (x1: number, y1: number, x2: number, y2: number, colour: string, more = ""): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" class="${colour}-line"${more === "" ? "" : ` ${more}`}/>`;
export const box = (x: number, y: number, width: number, height: number, colour: string, about?: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" class="${colour}"${about === undefined ? "/>" : `><title>${escaped(about)}</title></rect>`}`;
export const text = (x: number, y: number, words: string, more: string): string =>
  `<text x="${round(x)}" y="${round(y)}" ${more}>${escaped(words)}</text>`;

/** An axis with some round values on it, the last with the unit. */
export function axis(least: number, most: number, y: number, unit: string, left: number = chart.left): string[] {
  const x = scale(least, most, left);
  const values = ticksOf(least, most);
  return [
    line(left, y, chart.width - chart.right, y, "axis"),
    ...values.flatMap((value, i) => {
      const [isLast, isAtEdge] = [i === values.length - 1, x(value) > chart.width - chart.right - 40];
      return [line(x(value), y, x(value), y + 3, "axis"), text(isLast && isAtEdge ? chart.width - chart.right : x(value), y + 15,
        isLast ? `${number(value)} ${unit}` : number(value), `class="dim" text-anchor="${isLast && isAtEdge ? "end" : "middle"}"`)];
    }),
  ];
}

/** Four to ten round values in a range. */
export function ticksOf(least: number, most: number): number[] {
  const rough = Math.max(most - least, 1e-9) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(least / step - 1e-9);
  return Array.from({ length: Math.floor(most / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
}

/** A number with no more digits than a chart can show. */
export const number = (value: number): string => String(Number(value.toPrecision(6)));

/** A text that is cut where it would be too long. */
export function fitted(words: string, most: number): string {
  const characters = Array.from(words);
  return characters.length <= most ? words : `${characters.slice(0, most - 1).join("")}\u2026`;
}

/** Text of others within XML: no character that XML does not have. */
const escaped = (words: string): string => words.replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd]/g, "\ufffd")
  .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
