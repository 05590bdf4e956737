/**
 * Curves of a model with what was measured on them, as SVG.
 */
import { axis, chart, fitted, headHeight, line, number, picture, round, scale, text, ticksOf } from "./svg.ts";

export interface CurvePlot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly curves: readonly PlottedCurve[];
}

export interface PlottedCurve {
  readonly name: string;
  /** A model is a line, what was measured are points. */
  readonly kind: "model" | "measured";
  readonly points: readonly (readonly [x: number, y: number])[];
}

const height = 300;
const colours = 5;

/** Curves of one name, such as a machine with its model, have one colour. */
export function curvesSvg({ title, x: xName, y: yName, curves }: CurvePlot): string {
  const about = [`${yName}, against ${xName}`, ...(curves.some(({ kind }) => kind === "measured") ? ["lines: the model; circles: measured"] : ["lines: the model"])];
  const all = curves.flatMap(({ points }) => points);
  const [least, most] = [Math.min(...all.map(([x]) => x)), Math.max(...all.map(([x]) => x))];
  const highest = Math.max(...all.map(([, y]) => y)) * 1.06;
  const top = headHeight(about);
  const base = top + height;
  const names = [...new Set(curves.map(({ name }) => name))];
  const [x, y] = [scale(least, most), (value: number): number => round(base - value / highest * height)];
  const colourOf = (name: string): string => `s${names.indexOf(name) % colours}`;
  return picture(title, about, base + 40 + names.length * 16, [
    ...ticksOf(0, highest).flatMap((value) => [line(chart.left, y(value), chart.width - chart.right, y(value), "fine"),
      text(chart.left - 6, y(value) + 4, number(value), 'class="dim" text-anchor="end"')]),
    ...axis(least, most, base, xName),
    ...curves.flatMap(({ name, kind, points }) => {
      const places = points.map(([px, py]) => ({ cx: x(px), cy: y(py), said: `${number(px)}: ${number(py)}` }));
      return kind === "model" ? [path(places.map(({ cx, cy }) => `${cx} ${cy}`), colourOf(name))]
        : places.map(({ cx, cy, said }) => `<circle cx="${cx}" cy="${cy}" r="4" class="${colourOf(name)}"><title>${said}</title></circle>`);
    }),
    ...names.flatMap((name, i) => [
      line(chart.left, base + 42 + i * 16, chart.left + 20, base + 42 + i * 16, colourOf(name), 'stroke-width="3"'),
      text(chart.left + 28, base + 46 + i * 16, fitted(name, 100), 'class="ink"')]),
  ]);
}

const path = (places: readonly string[], colour: string): string =>
  `<path d="M${places.join(" L")}" class="${colour}-line" stroke-width="1.6"/>`;
