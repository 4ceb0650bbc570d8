import type { ReadText } from "@mcp-assay/core/metadata/read-once";
import { INVISIBLE_KINDS, type Signal, type SignalKind } from "@mcp-assay/core/metadata/signal";
import type { Answer, Judge } from "../judge.ts";
import { shownTexts, type ToolMaterial } from "../material/tool-material.ts";
import { addressedInTexts } from "./addressed.ts";
import { onTextsOnly, opinionOf, quoteOf, type Remark } from "./opinion.ts";

/** Figures and disguises that no honest description has. */
const GRAVE: ReadonlySet<SignalKind> = new Set<SignalKind>([
  "tag-characters",
  "variation-payload",
  "secrecy",
  "credential-request",
  "prompt-request",
  "context-request",
  "send-out",
  "shadowing",
  "override",
  "image-exfiltration",
  "remote-command",
  "impersonation",
  "unasked",
  "threat",
  "steering",
  "lasting",
]);
/** Says more together with something else. */
const SLIGHT: ReadonlySet<SignalKind> = new Set<SignalKind>([
  "pseudo-tag",
  "blank-run",
  "mixed-script",
  "zero-width",
  "control",
  "private-use",
  "tool-call",
  "encoded",
]);
/** A description longer than this hides more than it tells; of one that is longer still, the end is not even read. */
const LONG = 6_000;
const UNREAD = 20_000;

/** Looks at how the texts of a tool are built: disguises, markup, figures of speech, length. It uses no learned weight and no code. */
export function metadataStructure(readText: ReadText): Judge {
  return { id: "metadata-structure", provider: "built-in", concurrency: 1, judge: (tool) => look(tool, readText) };
}

function look(tool: ToolMaterial, readText: ReadText): Answer {
  const remarks = shownTexts(tool).flatMap(({ where, text }) => {
    const analysis = readText(text, tool.server.toolNames);
    return analysis.verdict === "mention" ? [] : remarksOn(where, text, analysis.signals);
  });
  if (tool.description.length > LONG)
    remarks.push({
      criterion: "injection",
      says: `the description has ${tool.description.length} characters`,
      quote: quoteOf(tool.description),
      weight: tool.description.length >= UNREAD ? 5.5 : 3,
    });
  if (tool.description === "")
    remarks.push({ criterion: "ambiguous_parameters", says: "there is no description", quote: tool.name, weight: 2.5 });
  return onTextsOnly(opinionOf([...remarks, ...addressedInTexts(tool)], 0.7), tool);
}

function remarksOn(where: string, text: string, signals: readonly Signal[]): Remark[] {
  const kinds = new Set(signals.map(({ kind }) => kind)).size;
  return signals.map((signal): Remark => {
    const passage = text.slice(signal.start, signal.end);
    const shown = quoteOf(passage) === "" || isInvisible(signal.kind) ? quoteOf(text) : quoteOf(passage);
    return { criterion: "injection", says: `the ${where}: ${signal.note}`, quote: shown, weight: weightOf(signal.kind, kinds) };
  });
}

function isInvisible(kind: SignalKind): boolean {
  return (INVISIBLE_KINDS as readonly string[]).includes(kind);
}

function weightOf(kind: SignalKind, kinds: number): number {
  const base = GRAVE.has(kind) ? 6.5 : SLIGHT.has(kind) ? 2.5 : 4.5;
  return Math.min(9, base + Math.min(2.5, (kinds - 1) * 0.8));
}
