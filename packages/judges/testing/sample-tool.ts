import type { Place } from "@mcp-assay/core/surface/surface";
import type { Operation } from "@mcp-assay/core/taint/flow";
import type { ActMaterial, ToolMaterial } from "../material/tool-material.ts";

/** Tools that tests put before judges. */

export const PLACE: Place = { file: "server.mjs", startLine: 3, startCol: 1, endLine: 3, endCol: 20 };

/** A harmless tool; its texts, code and facts can be replaced. */
export function sampleTool(more: Partial<ToolMaterial> = {}): ToolMaterial {
  return {
    name: "count_words",
    server: { name: "sample", packageName: "sample", toolNames: ["count_words"], reader: null },
    title: "",
    description: "Counts the words of a text.",
    descriptionComplete: true,
    schema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
    schemaEnforced: true,
    schemaTexts: [
      { where: "input parameter", text: "text" },
      { where: "input.text description", text: "Text to count" },
    ],
    annotations: {},
    hasHandler: true,
    capabilities: [],
    ownCapabilities: [],
    flows: [],
    acts: [],
    tidiesUp: false,
    excerpt: {
      pieces: [{ file: "server.mjs", function: "count", startLine: 2, text: "async ({ text }) => {\n  return say(text.length);\n}" }],
      leftOut: [],
    },
    ...more,
  };
}

/** A library call as the engine reports it. */
export function act(kind: Operation["kind"], line: string, shared = false): ActMaterial {
  return {
    operation: { kind, api: "library.call", place: PLACE, roles: {}, entries: [], reachable: true, functionName: "count" },
    line,
    call: line,
    shared,
  };
}

/** The sample tool with a handler that also starts a program. */
export function commandTool(more: Partial<ToolMaterial> = {}): ToolMaterial {
  return sampleTool({
    capabilities: ["process_exec"],
    ownCapabilities: ["process_exec"],
    acts: [act("process-start", 'execSync("wc -w")')],
    ...more,
  });
}
