import { shownSchema } from "./schema-texts.ts";
import type { ActMaterial, FlowMaterial, ToolMaterial } from "./tool-material.ts";

/** One part of what a judge is shown. */
export interface Section {
  readonly title: string;
  readonly text: string;
}

const MOST_FLOWS = 30;
const MOST_ACTS = 40;

/** A tool as sections of text: exactly what a model is shown, and the only thing a reason may quote. */
export function sectionsOf(tool: ToolMaterial): Section[] {
  const { annotations, capabilities, excerpt, flows, acts } = tool;
  const source = excerpt?.pieces.map(({ file, startLine, text }) => `// ${file}, from line ${startLine}\n${text}`).join("\n\n") ?? "";
  const missing = excerpt === null ? "the handler was not found" : excerpt.leftOut.join("; ");
  return [
    { title: "tool name", text: tool.name },
    { title: "server", text: `${tool.server.name} (${tool.server.packageName})` },
    { title: "title", text: tool.title },
    { title: "description", text: `${tool.description}${tool.descriptionComplete ? "" : "\n(parts of it are computed and not known)"}` },
    { title: "schema", text: shownSchema(tool.schema, tool.schemaTexts) },
    { title: "schema enforced before the handler runs", text: tool.schemaEnforced ? "yes" : "no" },
    { title: "annotations", text: JSON.stringify(annotations) },
    { title: "capabilities computed from the handler", text: capabilities.join(", ") },
    { title: "library calls that the handler reaches", text: acts.slice(0, MOST_ACTS).map(actLine).join("\n") },
    { title: "data flows from arguments and other sources", text: flows.slice(0, MOST_FLOWS).map(flowLine).join("\n") },
    { title: "source of the handler and its nearest callees", text: source },
    {
      title: "left out",
      text: [missing, ...cut("flows", flows.length, MOST_FLOWS), ...cut("calls", acts.length, MOST_ACTS)].filter(Boolean).join("; "),
    },
  ].filter(({ text }) => text !== "");
}

const rendered = new WeakMap<ToolMaterial, string>();

/**
 * All sections as one text with white space of one kind: what quotes are looked up in. Built-in judges see all calls and flows, models
 * as many as a prompt has room for; both may quote what they have seen.
 */
export function squeezedMaterial(tool: ToolMaterial): string {
  let text = rendered.get(tool);
  if (text === undefined) {
    text = squeezed([...sectionsOf(tool).map((section) => section.text), ...beyond(tool)].join("\n\n"));
    rendered.set(tool, text);
  }
  return text;
}

function beyond({ acts, flows, schemaTexts }: ToolMaterial): string[] {
  return [...acts.slice(MOST_ACTS).map(actLine), ...flows.slice(MOST_FLOWS).map(flowLine), ...schemaTexts.map(({ text }) => text)];
}

/** Line breaks and margins are no part of what a text says. */
export function squeezed(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function flowLine({ flow, sourceLine, sinkLine }: FlowMaterial): string {
  const { source, sink, guards } = flow;
  const weak = guards.map(({ whyNotEnough }) => `; guard not enough: ${whyNotEnough}`).join("");
  return `${source.kind} ${source.name} -> ${sink.kind} ${sink.api} (${sink.place.file}:${sink.place.startLine})${weak}\n  ${sourceLine}\n  ${sinkLine}`;
}

function actLine({ operation, line }: ActMaterial): string {
  return `${operation.kind} ${operation.api} (${operation.place.file}:${operation.place.startLine})\n  ${line}`;
}

function cut(what: string, count: number, most: number): string[] {
  return count > most ? [`${count - most} of ${count} ${what}`] : [];
}
