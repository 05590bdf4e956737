/**
 * `cordon list`: everything that has a name, with counts.
 */
import { claims } from "../../model/published/index.ts";
import { profiles } from "../../model/platforms/index.ts";
import { alignedRows, counted, inColour, jsonText, plain, visibleIn } from "../render/index.ts";
import { manifest } from "../store/index.ts";
import { type Inventory, inventoryWith } from "./inventory.ts";
import type { Io } from "./io.ts";

export interface ListOptions {
  readonly json: boolean;
  readonly with: readonly string[];
}

/** Lists; answers the exit code. */
export async function list(options: ListOptions, io: Io): Promise<number> {
  const listed = visibleIn(listedIn(await inventoryWith(options.with)));
  if (options.json) io.out(jsonText({ cordon: manifest.version, version: 2, ...listed }));
  else io.out(textOf(listed, io.colour ? inColour : plain));
  return 0;
}

type Listed = ReturnType<typeof listedIn>;

function listedIn({ specifications, suites, codes, mutantCount }: Inventory) {
  return {
    specifications: specifications.map((one) => ({
      name: one.name,
      about: one.about,
      mutants: mutantCount(one),
      operations: one.operations.map(({ name, summary, checks, cases }) => ({
        name,
        summary,
        outcomes: checks.length + cases.length,
      })),
      invariants: one.invariants.map(({ name, claim }) => ({ name, claim })),
    })),
    suites: suites.map(({ name, claim, specification, system, systems = {}, breaks }) => ({
      name,
      claim,
      specification: specification.name,
      system: system.name,
      systems: Object.entries(systems).map(([called, { name: system }]) => ({ called, system })),
      ...(breaks === undefined ? {} : { breaks }),
    })),
    systems: [
      ...new Map(
        suites.flatMap(({ system, systems = {} }) => [system, ...Object.values(systems)])
          .map(({ name, about }) => [name, { name, about }]),
      ).values(),
    ],
    findings: codes.map(({ code, title }) => ({ code, title })),
    claims: claims.map(({ id, sentence }) => ({ id, sentence })),
    profiles: profiles.map(({ id, kernel, cpu, clockMHz }) => ({ id, kernel, cpu, clockMHz })),
  };
}

function textOf({ specifications, suites, systems, findings, claims: claimed, profiles: priced }: Listed, paint: typeof plain): string {
  const section = (title: string, rows: readonly (readonly string[])[]) =>
    `${paint("bold", title)}\n${alignedRows(rows).map((line) => `  ${line}\n`).join("")}`;
  return [
    ...specifications.map(({ name, about, operations, invariants, mutants }) =>
      [
        section(
          `specification ${name}: ${counted(operations.length, "operation")}, `
            + `${counted(invariants.length, "invariant")}, ${counted(mutants, "mutant")}`,
          [[about]],
        ),
        section(
          "  operations",
          operations.map((one) => ["", one.name, one.summary]),
        ),
        section(
          "  invariants",
          invariants.map((one) => ["", one.name, one.claim]),
        ),
      ].join(""),
    ),
    section(
      counted(suites.length, "suite"),
      suites.flatMap(({ name, specification, claim, systems, breaks = {} }) => [
        [name, specification, claim],
        ...(systems.length === 0 ? [] : [["", "", `--system ${systems.map(({ called }) => called).join(", ")}`]]),
        ...Object.entries(breaks).map(([broken, steps]) => ["", "", `breaks "${broken}" in ${counted(steps, "step")}`]),
      ]),
    ),
    section(
      counted(systems.length, "system"),
      systems.map(({ name, about }) => [name, about]),
    ),
    section(
      `${findings.length} finding codes`,
      findings.map(({ code, title }) => [code, title]),
    ),
    section(
      counted(claimed.length, "claim"),
      claimed.map(({ id, sentence }) => [id, sentence]),
    ),
    section(
      counted(priced.length, "cost profile"),
      priced.map(({ id, kernel, cpu, clockMHz }) => [id, `${kernel}, ${cpu}${clockMHz === null ? "" : `, ${clockMHz} MHz`}`]),
    ),
  ].join("\n");
}
