/**
 * Compiles an XState machine to a dense table by walking the live machine: rows are leaf states, columns are events.
 * Only plain lifecycles are taken: states, nested states, named events. What a table cannot say is refused at load.
 */
import type { AnyStateMachine, AnyStateNode } from "xstate";
import { SpecificationFault } from "../language/fault.ts";

/** A machine as a table. State 0 is the initial one. */
export interface Lifecycle {
  readonly id: string;
  /** Leaf states, nested ones with their parents: `alive.handed out`. */
  readonly states: readonly string[];
  readonly events: readonly string[];
  /** By event and state (`event * states.length + state`): the next state, or `noSuchEvent`. */
  readonly next: Uint8Array;
}

/** Stands in `Lifecycle.next` where a state does not have an event. */
export const noSuchEvent = 255;

/** Compiles a machine; throws a SpecificationFault "lifecycle refused" that says what is not allowed, and where. */
export function compileLifecycle(machine: AnyStateMachine): Lifecycle {
  const refuse = (what: string): never => {
    throw new SpecificationFault("lifecycle refused",
      `the lifecycle "${machine.id}" ${what}; a lifecycle has states, nested states and named events, nothing else`);
  };
  const config: { context?: unknown } = machine.config;
  if (config.context !== undefined) refuse("has a context (keep data in columns of the table)");

  const nodes = allNodes(machine.root);
  for (const node of nodes) refuseUnless(node, refuse);
  if (nodes.length === 1) refuse("has no states");
  const leaves = nodes.filter((node) => node.type === "atomic" || node.type === "final");
  const initial = leafOf(machine.root);
  const ordered = [initial, ...leaves.filter((leaf) => leaf !== initial)];
  if (ordered.length >= noSuchEvent) refuse(`has ${ordered.length} states, more than ${noSuchEvent - 1}`);

  const events = [...new Set(nodes.flatMap((node) => [...node.transitions.keys()]))].sort();
  const next = new Uint8Array(events.length * ordered.length).fill(noSuchEvent);
  events.forEach((event, e) => ordered.forEach((leaf, s) => {
    const target = targetOf(leaf, event);
    if (target !== undefined) next[e * ordered.length + s] = ordered.indexOf(target);
  }));
  return { id: machine.id, states: ordered.map(pathOf), events, next };
}

function allNodes(root: AnyStateNode): AnyStateNode[] {
  const found = [root];
  for (let i = 0; i < found.length; i++) found.push(...Object.values(found[i]!.states));
  return found;
}

function refuseUnless(node: AnyStateNode, refuse: (what: string) => never): void {
  const at = node.path.length === 0 ? "at its top" : `in state "${pathOf(node)}"`;
  const config: { onDone?: unknown; output?: unknown } = node.config;
  if (node.key.includes(".") && node.path.length > 0) refuse(`has a full stop in the name of a state ${at}`);
  if (node.type === "parallel") refuse(`runs states in parallel ${at}`);
  if (node.type === "history") refuse(`uses history ${at}`);
  if (node.invoke.length > 0) refuse(`invokes an actor ${at}`);
  if (node.after.length > 0) refuse(`has a delayed transition (after) ${at}`);
  if (node.entry.length > 0 || node.exit.length > 0) refuse(`has entry or exit actions ${at}`);
  if (node.always !== undefined && node.always.length > 0) refuse(`has an eventless transition (always) ${at}`);
  if (config.onDone !== undefined) refuse(`has onDone ${at}`);
  if (config.output !== undefined) refuse(`has output ${at}`);
  if (node.type === "compound" && node.initial.actions.length > 0) refuse(`has actions on the initial transition ${at}`);
  for (const [event, transitions] of node.transitions) {
    if (event.includes("*")) refuse(`has the wildcard event "${event}" ${at}`);
    if (event.startsWith("xstate.")) refuse(`uses the event "${event}", which is XState's own, ${at}`);
    if (transitions.length > 1) refuse(`has several transitions for the event "${event}" ${at}`);
    for (const transition of transitions) {
      if (transition.guard !== undefined) refuse(`guards the event "${event}" ${at} (put conditions in checks and cases)`);
      if (transition.actions.length > 0) refuse(`has actions on the event "${event}" ${at} (put effects in steps)`);
      if ((transition.target?.length ?? 0) > 1) refuse(`has several targets for the event "${event}" ${at}`);
    }
  }
}

/**
 * The leaf in which a leaf ends up by an event: the innermost state that knows the event decides.
 * A transition without a target forbids the event there, as XState's own `can` has it.
 */
function targetOf(leaf: AnyStateNode, event: string): AnyStateNode | undefined {
  // A machine whose top level has reached a final state has ended: no event means anything to it any more.
  if (leaf.type === "final" && leaf.parent === leaf.machine.root) return undefined;
  for (let node: AnyStateNode | undefined = leaf; node !== undefined; node = node.parent) {
    const transition = node.transitions.get(event)?.[0];
    if (transition === undefined) continue;
    const target = transition.target?.[0];
    return target === undefined ? undefined : leafOf(target);
  }
  return undefined;
}

/** The leaf that is entered when a state is entered. */
function leafOf(node: AnyStateNode): AnyStateNode {
  let leaf = node;
  while (leaf.type === "compound") leaf = leaf.initial.target[0]!;
  return leaf;
}

function pathOf(node: AnyStateNode): string {
  return node.path.join(".");
}
