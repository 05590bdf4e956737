/**
 * A picture of a timing analysis as SVG: for each task how often which response time was seen, its cumulative share and its
 * bound; then the run that shows the worst case, as a Gantt chart.
 */
import { axis, box, chart, fitted, headHeight, line, number, picture, round, scale, text } from "./svg.ts";

export interface TimingPlot {
  readonly title: string;
  /** What was counted. */
  readonly about: string;
  /** Of all times; "time units" where the input has none. */
  readonly unit: string;
  readonly histograms: readonly TaskHistogram[];
  readonly gantt?: Gantt;
}

export interface TaskHistogram {
  readonly name: string;
  /** Ascending values and how often each was seen. */
  readonly counts: readonly (readonly [value: number, count: number])[];
  readonly bound: number | null;
  readonly deadline: number;
}

export interface Gantt {
  readonly title: string;
  readonly rows: readonly string[];
  /** The stretch of time that is shown. */
  readonly from: number;
  readonly to: number;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly row: string;
  readonly from: number;
  readonly to: number;
  readonly state: string;
  /** The processor that it runs on, where there are several. */
  readonly on?: string;
}

const [panel, row] = [146, 22];

/** Most panels of one picture, and rows of a chart; the first ones are drawn. */
const panelsMost = 12;
const rowsMost = 40;
/** Most kinds of bars that are explained; the others say what they are when they are pointed at. */
const legendMost = 6;

export function timingSvg({ title, about, unit, histograms, gantt }: TimingPlot): string {
  const shown = histograms.slice(0, panelsMost);
  const lines = [about, "bars: how often a value was seen; line: share of all values up to there",
    ...(shown.length < histograms.length ? [`${shown.length} of ${histograms.length} are drawn: those with the least to spare`] : [])];
  const top = headHeight(lines);
  const chartAt = top + shown.length * panel;
  const rows = gantt === undefined ? [] : gantt.rows.filter((name) => gantt.bars.some((bar) => bar.row === name)).slice(0, rowsMost);
  const height = chartAt + (gantt === undefined ? 0 : 68 + rows.length * row) + 6;
  return picture(title, lines, height, [
    ...shown.flatMap((histogram, i) => histogramPanel(histogram, unit, top + i * panel)),
    ...(gantt === undefined ? [] : ganttChart({ ...gantt, rows }, unit, chartAt)),
  ]);
}

function histogramPanel({ name, counts, bound, deadline }: TaskHistogram, unit: string, top: number): string[] {
  const needed = Math.max(bound ?? 0, counts.at(-1)?.[0] ?? 0, 1e-9);
  // A deadline far away would leave nothing to see of the rest.
  const isNear = deadline <= 3 * needed;
  const most = (isNear ? Math.max(needed, deadline) : needed) * 1.04;
  const [x, base, height] = [scale(0, most), top + panel - 30, panel - 80];
  const highest = Math.max(1, ...counts.map(([, count]) => count));
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const y = (share: number): number => round(base - share * height);
  let below = 0;
  const steps = counts.map(([value, count]) => `H${x(value)} V${y((below += count) / all)}`);
  const said = `${bound === null ? "no bound" : `bound ${number(bound)}`}, deadline ${number(deadline)}${isNear ? "" : " (beyond the chart)"}, ${all} seen`;
  return [
    text(24, top + 14, fitted(name, 60), 'class="ink" font-weight="bold"'),
    text(chart.width - chart.right, top + 14, said, 'class="dim" text-anchor="end"'),
    ...[0.5, 1].flatMap((share) => [line(chart.left, y(share), chart.width - chart.right, y(share), "fine"),
      text(chart.left - 6, y(share) + 4, `${share * 100} %`, 'class="dim" text-anchor="end"')]),
    ...counts.map(([value, count]) => box(x(value) - 1.5, y(count / highest), 3, base - y(count / highest), "bar")),
    ...(counts.length === 0 ? [] : [`<path d="M${x(0)} ${y(0)} ${steps.join(" ")} H${chart.width - chart.right}" class="line-line"/>`]),
    ...(isNear ? mark(x(deadline), base, height, "deadline", "dim", 21) : []),
    ...(bound === null ? [] : mark(x(bound), base, height, "bound", "alarm", 8)),
    ...axis(0, most, base, unit),
  ];
}

const mark = (x: number, base: number, height: number, name: string, colour: string, above: number): string[] => [
  line(x, base - height - above, x, base, colour, 'stroke-dasharray="4 2"'),
  text(x - 4, base - height - above + 2, name, `class="${colour}" text-anchor="end"`),
];

const states: Readonly<Record<string, string>> = {
  running: "runs", ready: "waits for the processor", blocked: "waits for a server", throttled: "waits for budget", suspended: "waits outside",
};

function ganttChart({ title, rows, from, to, bars }: Gantt, unit: string, top: number): string[] {
  // As wide as the longest name may be, at seven pixels a character.
  const left = Math.min(300, 44 + 7 * Math.max(...rows.map((name) => Math.min(36, Array.from(name).length))));
  const x = scale(from, to, left);
  const first = top + 42;
  const bottom = first + rows.length * row;
  const processors = [...new Set(bars.flatMap(({ on }) => on ?? []))].sort();
  const colourOf = ({ state, on }: Bar): string => on === undefined ? state : `s${processors.indexOf(on) % 5}`;
  const said = ({ state, on }: Bar): string => `${states[state] ?? state}${on === undefined ? "" : ` on ${on}`}`;
  const order = (bar: Bar): number => Object.keys(states).indexOf(bar.state) + processors.indexOf(bar.on ?? "") / (processors.length + 1);
  const legend = new Map(bars.toSorted((a, b) => order(a) - order(b)).map((bar) => [said(bar), colourOf(bar)]));
  const apart = Math.min(150, (chart.width - 48) / Math.min(legend.size, legendMost));
  return [
    text(24, top + 16, fitted(title, 110), 'class="ink" font-weight="bold"'),
    ...[...legend].slice(0, legendMost).flatMap(([what, colour], i) => [box(24 + i * apart, top + 24, 10, 10, colour),
      text(38 + i * apart, top + 33, what, 'class="dim"')]),
    ...rows.map((_, i) => line(24, first + i * row, chart.width - chart.right, first + i * row, "fine")),
    ...bars.flatMap((bar) => {
      const { row: name, from: begin, to: end, state } = bar;
      const at = rows.indexOf(name);
      return at < 0 || end <= from || begin >= to ? [] : [box(x(Math.max(begin, from)), first + at * row + (state === "running" ? 3 : 8),
        Math.max(0.6, x(Math.min(end, to)) - x(Math.max(begin, from))), state === "running" ? row - 6 : row - 16, colourOf(bar),
        `${name}: ${said(bar)}, ${number(begin)} to ${number(end)}`)];
    }),
    ...(from < 0 ? [line(x(0), first, x(0), bottom, "alarm", 'stroke-dasharray="2 2"')] : []),
    ...rows.map((name, i) => text(28, first + 15 + i * row, fitted(name, 36), 'class="ink"')),
    ...axis(from, to, bottom, unit, left),
  ];
}
