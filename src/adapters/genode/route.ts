/**
 * Routes: which session requests a rule is for, and where it sends them. Also the policies of forwarded services, which
 * select in the same way. Source: Genode `os/src/lib/sandbox/utils.h`, `route_model.h`, `server.cc`.
 */
import type {
  Forwarding, ForwardPolicy, LabelRewriting, LabelSelector, NamedService, Rule, Target,
} from "../../../spec/genode/config.ts";
import type { Tree } from "../../../spec/genode/config.ts";
import type { Findings } from "./codes.ts";
import { attribute, subNode, textOf } from "./values.ts";

/** The rules of a `route` or `default-route`, in order. */
export function readRules(route: Tree): readonly Rule[] {
  const rules: Rule[] = [];
  for (const node of route.children) {
    if (node.type !== "service" && node.type !== "any-service") continue;
    const service = node.type === "service" ? textOf(node, "name") : "";
    rules.push({ kind: node.type, service, selector: readSelector(node), targets: node.children.map(readTarget),
      at: node.at });
  }
  return rules;
}

/** The services named by `provides`. */
export function readServices(node: Tree | undefined): readonly NamedService[] {
  const services: NamedService[] = [];
  for (const child of node?.children ?? []) {
    if (child.type === "service") services.push({ name: textOf(child, "name"), at: child.at });
  }
  return services;
}

/** The services of `parent-provides`, where init takes a sub node of any type (`config_model.h`, `Service_node`). */
export function readParentServices(node: Tree | undefined): readonly NamedService[] {
  return (node?.children ?? []).map((child) => ({ name: textOf(child, "name"), at: child.at }));
}

/** A `service` node at the top of a configuration, with its policies in order. */
export function readForwarding(service: Tree, path: string, findings: Findings): Forwarding {
  const policies: ForwardPolicy[] = [];
  for (const node of service.children) {
    if (node.type !== "policy" && node.type !== "default-policy") continue;
    const target = subNode(node, "child");
    if (!target) {
      findings.add("GN006", "warning", node.at,
        `The ${node.type} has no child: init denies the sessions that it is for. Add the child that serves them.`, path);
    }
    const isDefault = node.type === "default-policy";
    policies.push({
      isDefault, selector: isDefault ? {} : readSelector(node), child: target && textOf(target, "name"),
      label: target && attribute(target, "label")?.value, at: node.at,
    });
  }
  return { service: textOf(service, "name"), policies, at: service.at };
}

function readTarget(node: Tree): Target {
  const kind = node.type === "parent" || node.type === "child" || node.type === "any-child" || node.type === "local"
    ? node.type : "other";
  const name = kind === "child" ? textOf(node, "name") : kind === "other" ? node.type : "";
  return { kind, name, ...readRewriting(node), at: node.at };
}

function readSelector(node: Tree): LabelSelector {
  const selector: { -readonly [Key in keyof LabelSelector]: LabelSelector[Key] } = {};
  for (const { name, value } of node.attributes) {
    if (name === "unscoped_label") selector.unscopedLabel = value;
    else if (name === "label_last") selector.labelLast = value;
    else if (name === "label") selector.label = value;
    else if (name === "label_prefix") selector.labelPrefix = value;
    else if (name === "label_suffix") selector.labelSuffix = value;
  }
  return selector;
}

function readRewriting(node: Tree): LabelRewriting {
  const rewriting: { -readonly [Key in keyof LabelRewriting]: LabelRewriting[Key] } = {};
  for (const { name, value } of node.attributes) {
    if (name === "label") rewriting.label = value;
    else if (name === "identity") rewriting.identity = value;
    else if (name === "resource") rewriting.resource = value;
    else if (name === "prepend_resource") rewriting.prependResource = value;
  }
  return rewriting;
}
