/**
 * Who offers what inside one init, looked up by name: the registries of children, aliases, children's services and
 * parent services that routing consults. It is computed once for each configuration.
 * Source: Genode `repos/os/src/lib/sandbox/{child,alias,child_registry,config_model}.h`, at ffb059da (26.04).
 */
import type { InitConfig, Start } from "./config.ts";

/** The names known to one init. */
export interface Directory {
  /** Children by name, in document order; more than one where versions of a child run side by side. */
  readonly starts: ReadonlyMap<string, readonly Start[]>;
  /** Child names by alias. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Children that declare a service in `provides`, in document order; one that declares it twice stands there twice. */
  readonly providers: ReadonlyMap<string, readonly Start[]>;
  /** Services that `parent-provides` lists. */
  readonly parentServices: ReadonlySet<string>;
}

const known: WeakMap<InitConfig, Directory> = new WeakMap();

/** The directory of an init. */
export const directoryOf = (init: InitConfig): Directory => {
  const before = known.get(init);
  if (before !== undefined) return before;
  const directory = compile(init);
  known.set(init, directory);
  return directory;
};

/** The children of that very name: those that a forwarding policy means, which is not looked up among the aliases. */
export const startsNamed = (init: InitConfig, name: string): readonly Start[] => directoryOf(init).starts.get(name) ?? [];

/** The children that a `child` target means: the name is resolved once through the aliases. */
export const childrenNamed = (init: InitConfig, name: string): readonly Start[] =>
  startsNamed(init, directoryOf(init).aliases.get(name) ?? name);

/** The children that declare `service`, in document order. */
export const providersOf = (init: InitConfig, service: string): readonly Start[] =>
  directoryOf(init).providers.get(service) ?? [];

/** Whether a child declares `service` in its `provides`. */
export const provides = (child: Start, service: string): boolean =>
  child.provides.some((offered) => offered.name === service);

const compile = (init: InitConfig): Directory => {
  const starts: Map<string, Start[]> = new Map();
  const providers: Map<string, Start[]> = new Map();
  for (const start of init.starts) {
    const namesakes = starts.get(start.name) ?? [];
    namesakes.push(start);
    starts.set(start.name, namesakes);
    for (const { name } of start.provides) {
      const children = providers.get(name) ?? [];
      children.push(start);
      providers.set(name, children);
    }
  }
  return {
    starts,
    aliases: new Map(init.aliases.map((alias) => [alias.name, alias.child])),
    providers,
    parentServices: new Set(init.parentProvides.map((service) => service.name)),
  };
};
