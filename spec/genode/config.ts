/**
 * What an init component is told by its configuration, as values: start nodes, routes, quotas.
 * The two readers (HID and XML) make these values; routing, findings and the executable
 * specification work on them. Everything keeps its place in the file, so that a finding can point at it.
 * Sources: Genode `repos/os/src/init/init.hsd`, `repos/os/src/lib/sandbox`, at ffb059da (26.04).
 */
import type { Place } from "../../src/language/report.ts";

/** A node of the configuration tree, the same for HID and XML. */
export interface Tree {
  readonly type: string;
  readonly attributes: readonly Attribute[];
  readonly children: readonly Tree[];
  /** Quoted content (HID) or character data (XML) without surrounding white space; empty when there is none. */
  readonly text: string;
  readonly at: Place;
}

/** An attribute of a node; `at` is the place of its name, or of its value where HID leaves out the tag `name:`. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly at: Place;
}

/** Which session labels a rule or a policy is for. Absent members do not restrict; what is heeded of several, `selectors.ts` says. */
export interface LabelSelector {
  readonly unscopedLabel?: string;
  readonly labelLast?: string;
  readonly label?: string;
  readonly labelPrefix?: string;
  readonly labelSuffix?: string;
}

/** How a target rewrites the session label before the server sees it. */
export interface LabelRewriting {
  readonly label?: string;
  readonly identity?: string;
  readonly resource?: string;
  readonly prependResource?: string;
}

/** Where a rule sends a session request. `other` is a node type that init does not know: it never resolves. */
export interface Target extends LabelRewriting {
  readonly kind: "parent" | "child" | "any-child" | "local" | "other";
  /** The child's name for `child`, the node type for `other`, else empty. */
  readonly name: string;
  readonly at: Place;
}

/** A rule of a `route` or `default-route`. */
export interface Rule {
  readonly kind: "service" | "any-service";
  /** The service's name; empty for `any-service`. */
  readonly service: string;
  readonly selector: LabelSelector;
  readonly targets: readonly Target[];
  readonly at: Place;
}

/** A service named by `provides` or `parent-provides`. */
export interface NamedService {
  readonly name: string;
  readonly at: Place;
}

/** A rectangle of CPU nodes, or the size of the affinity space (with x and y 0). */
export interface Affinity {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly at: Place;
}

/** A `start` node: one child of an init. */
export interface Start {
  readonly name: string;
  readonly version: string;
  /** Name of the binary ROM; the child's name when there is no `binary` node. */
  readonly binary: string;
  /** Whether the dynamic linker is used (`ld`, default yes). */
  readonly ld: boolean;
  /** Bytes assigned, from the node or from `default`; undefined when neither says. */
  readonly ram: number | undefined;
  /** Capabilities assigned, likewise. */
  readonly caps: number | undefined;
  /** Attribute value: 0 is the highest, negative is lower. */
  readonly priority: number;
  readonly managingSystem: boolean;
  readonly affinity: Affinity | undefined;
  readonly heartbeat: { readonly restartAfterSkipped: number } | undefined;
  readonly exitPropagates: boolean;
  readonly provides: readonly NamedService[];
  /** Rules of the child's own `route`; undefined when it has none and the default route applies. */
  readonly route: readonly Rule[] | undefined;
  /**
   * Rules of the default route that init knew when it created the child, because it precedes the `start` node. Absent
   * when none precedes it: without a `route` of its own the child then has no route at all.
   */
  readonly defaultRoute?: readonly Rule[];
  /** The inline `config` node, if any. */
  readonly config: Tree | undefined;
  /** The nested init, when the inline config is that of an init: the binary is called init, or the config has start nodes. */
  readonly init: InitConfig | undefined;
  readonly at: Place;
}

/** `alias NAME | child: X`. */
export interface Alias {
  readonly name: string;
  readonly child: string;
  readonly at: Place;
}

/** A `policy` of a forwarded service, or its `default-policy` (with an empty selector and `isDefault`). */
export interface ForwardPolicy {
  readonly isDefault: boolean;
  readonly selector: LabelSelector;
  /** Name of the start node that serves; undefined when the policy has no child node, and then denies. */
  readonly child: string | undefined;
  /** Label shown to the child; undefined leaves the label as it is. */
  readonly label: string | undefined;
  readonly at: Place;
}

/** A top-level `service` node: init offers this service to its own parent's other children. */
export interface Forwarding {
  readonly service: string;
  readonly policies: readonly ForwardPolicy[];
  readonly at: Place;
}

/** A line that decides on routes and can be read in more than one way, or is not understood. */
export interface Doubt {
  readonly at: Place;
  /** A clause such as `the alias "fs" has the name of the node in line 3`. */
  readonly why: string;
}

/** One init with everything its configuration says. */
export interface InitConfig {
  /** Path of this init: `init`, or `init -> drivers` for a nested one. */
  readonly path: string;
  /** The program that reads the configuration, where it is another than init: it may have services of its own (`local`). */
  readonly program?: string;
  /** Of the outermost init: the doubts about it and about all nested ones, in the order of the file. */
  readonly doubts?: readonly Doubt[];
  /** Bits of CPU priority: number of levels, 0 when priorities are off. */
  readonly prioLevels: number;
  readonly verbose: boolean;
  readonly affinitySpace: Affinity | undefined;
  readonly parentProvides: readonly NamedService[];
  /** Aliases that count: start nodes and aliases share one name space, in which the later node replaces the earlier. */
  readonly aliases: readonly Alias[];
  /** Rules of the last `default-route`; undefined when there is none. */
  readonly defaultRoute: readonly Rule[] | undefined;
  readonly defaultRam: number | undefined;
  readonly defaultCaps: number | undefined;
  /** RAM in bytes and caps that init keeps for itself; undefined means the built-in default. */
  readonly preserveRam: number | undefined;
  readonly preserveCaps: number | undefined;
  readonly forwards: readonly Forwarding[];
  readonly heartbeatRateMs: number | undefined;
  readonly hasReport: boolean;
  /** The children that run: one for each name and version. */
  readonly starts: readonly Start[];
  /** The sub nodes in document order, as read: for findings about order, duplicates and unknown nodes. */
  readonly tree: Tree;
  readonly at: Place;
}
