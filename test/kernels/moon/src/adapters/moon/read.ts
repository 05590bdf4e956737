/** Reads descriptions of the moon: `moon`, then a line for each thread, and for each pair of which one may ask the other. */
import type { Component, Connection, Description, Finding, Outline } from "cordon";

export interface Read {
  readonly description: Description;
  readonly findings: readonly Finding[];
}

/** The description; or the number of the first line that says nothing. */
export function read(text: string, file: string): Read | number {
  const components = new Map<string, Component & { readonly connections: Connection[] }>();
  const findings: Finding[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    const at = { file, line: i + 1, column: 1 };
    const [, thread, priority = "0"] = /^thread (\w+)(?: priority (\d+))?$/.exec(line) ?? [];
    const [, from, to, service] = /^(\w+) asks (\w+) for (\w+)$/.exec(line) ?? [];
    if (thread !== undefined) components.set(thread, {
      name: thread, connections: [], quotas: {}, priority: Number(priority), processor: "0", isOpen: false, at,
    });
    else if (from !== undefined) {
      const [asking, server] = [components.get(from), components.get(to!)];
      if (asking === undefined || server === undefined)
        findings.push({ ...at, code: "MO001", severity: "error", message: `There is no thread "${asking === undefined ? from : to!}". Declare it.` });
      else asking.connections.push({ service: service!, server, at });
    } else if (line !== "" && line !== "moon") return i + 1;
  }
  return { description: { format: "moon", components: [...components.values()], content: null }, findings };
}

/** As people read it. */
export const outlineOf = ({ components }: Description): Outline => ({ groups: [{
  name: "moon", about: [`${components.length} threads`], before: [], columns: ["thread", "priority"],
  rows: components.map(({ name, priority }) => [name, `${priority}`]),
  routes: components.filter(({ connections }) => connections.length > 0).map(({ name, connections }) => ({
    of: name, isDefault: false, rules: connections.map(({ service, server }) => [service, server.name] as const),
  })),
  after: [],
}] });
