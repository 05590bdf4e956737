/** The components of a configuration as a flat list: the topmost init, then every start node, outer ones first. */
import type { InitConfig, Start } from "../../spec/genode/config.ts";
import { separator } from "../../spec/genode/label.ts";

export interface ListedComponent {
  readonly number: number;
  /** Such as `init -> shell`. */
  readonly path: string;
  /** The init that manages it; undefined for the topmost one. */
  readonly parent: ListedComponent | undefined;
  /** The configuration of that init. */
  readonly scope: InitConfig | undefined;
  /** Its start node; undefined for the topmost init. */
  readonly start: Start | undefined;
  /** Its own configuration, where it is an init. */
  readonly init: InitConfig | undefined;
}

/** Lists the components. Versions of one name that run side by side are told apart by their version. */
export function listComponents(top: InitConfig): readonly ListedComponent[] {
  const listed: ListedComponent[] = [{ number: 0, path: "init", parent: undefined, scope: undefined, start: undefined, init: top }];
  for (let i = 0; i < listed.length; i++) {
    const parent = listed[i]!;
    if (parent.init === undefined) continue;
    const seen = new Set<string>();
    for (const start of parent.init.starts) {
      const name = seen.has(start.name) ? `${start.name} (version ${start.version})` : start.name;
      seen.add(start.name);
      listed.push({ number: listed.length, path: parent.path + separator + name, parent, scope: parent.init, start, init: start.init });
    }
  }
  return listed;
}
