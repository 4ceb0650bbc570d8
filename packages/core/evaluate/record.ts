import type { SinkKind } from "../define/kinds.ts";
import type { Model } from "../define/model.ts";
import type { ApiNode } from "./api.ts";
import { rowsAt } from "./api.ts";
import { argumentAt } from "./arguments.ts";
import { dataIn } from "./calls.ts";
import type { Frame } from "./engine.ts";
import { settled } from "./facts.ts";
import { cleans, PROOF } from "./proofs.ts";
import { type CallTerm, isSettingKind, join, type Label, type Value } from "./value.ts";
import { recordScript, scriptsIn } from "./written-files.ts";

/** Checks one sink row against a call; data that is not clean for the sink becomes a hit. */
export function recordSinkRow(f: Frame, row: Model["sinks"][number], api: ApiNode, call: CallTerm, node: number): void {
  f.engine.touch(row.kind, api.name, f.unitIndex, node, f.context);
  for (const value of argumentAt(f, row.at, call)) {
    hit(f, row.kind, api.name, row.at.text, settled(value, f.state.facts), node, row.confidence ?? "high");
    if (row.kind === "shell-command") for (const script of scriptsIn(value)) recordScript(f, script, api, row.at.text, node);
  }
}

/** A write to a property of a library value, where a model calls that a sink. */
export function recordSink(f: Frame, api: ApiNode, _how: "write", name: string, value: Value, node: number): void {
  const member = f.engine.api.peek(api, `.${name}`);
  const rows = member === undefined ? null : rowsAt(member);
  for (const row of rows?.sinks ?? [])
    if (row.at.end.kind === "value") hit(f, row.kind, `${api.name}.${name}`, row.at.text, value, node, row.confidence ?? "high");
}

/** A sink of the language or the protocol itself. */
export function recordDirect(f: Frame, kind: SinkKind, api: string, argument: string, value: Value, node: number): void {
  f.engine.touch(kind, api, f.unitIndex, node, f.context);
  hit(f, kind, api, argument, settled(value, f.state.facts), node, "high");
}

function hit(
  f: Frame,
  kind: SinkKind,
  api: string,
  argument: string,
  value: Value,
  node: number,
  confidence: "high" | "medium" | "low",
): void {
  for (const label of dataIn(value, depthFor(kind))) {
    if (!f.engine.wanted(label.origin.kind, kind) || isHarmless(label, kind)) continue;
    const key = `${kind}|${f.unitIndex}.${node}|${label.origin.id}|${argument}`;
    const old = f.engine.sinks.get(key);
    if (old !== undefined && old.label.proofs === label.proofs) continue;
    f.engine.sinks.set(key, {
      kind,
      api,
      argument,
      unit: f.unitIndex,
      node,
      context: f.context,
      label: merged(old?.label, label),
      confidence,
    });
  }
}

/** A credential stays one however well it is quoted; only what is cut out of it makes it harmless. */
function isHarmless(label: Label, kind: SinkKind): boolean {
  return isSettingKind(label.origin.kind) ? (label.proofs & PROOF.redacted) !== 0 : cleans(label.proofs, kind);
}

/** Bodies and log records are objects; commands and paths are text. */
function depthFor(kind: SinkKind): number {
  return kind === "log" ||
    kind === "request-body" ||
    kind === "nosql" ||
    kind === "tool-result" ||
    kind === "user-prompt" ||
    kind === "system-prompt"
    ? 3
    : 1;
}

function merged(old: Label | undefined, label: Label): Label {
  return old === undefined ? label : { ...label, proofs: old.proofs & label.proofs };
}

export function recordOperation(f: Frame, row: Model["operations"][number], api: ApiNode, call: CallTerm, node: number): void {
  const roles = new Map<string, Value>();
  for (const [role, path] of Object.entries(row.roles)) {
    const values = argumentAt(f, path, call);
    if (values.length > 0) roles.set(role, settled(values.reduce(join), f.state.facts));
  }
  f.engine.operations.set(`${row.kind}|${f.unitIndex}.${node}|${f.context.id}`, {
    row: { kind: row.kind, roles },
    api: api.name,
    unit: f.unitIndex,
    node,
    context: f.context,
  });
}
