import type { Catalogue } from "@mcp-assay/core/define/catalogue";
import type { SinkKind } from "@mcp-assay/core/define/kinds";
import { buildProgram } from "@mcp-assay/core/graph/program";
import { analyse } from "@mcp-assay/core/taint/analyse";
import { frontEndFor } from "@mcp-assay/runner/front-ends";
import type { Fixture } from "./library.ts";

/** Data of a tool call that reached a sink of a fixture. */
export interface Reached {
  /** Counts from 1. */
  readonly line: number;
  readonly kind: SinkKind;
  /** Text of the access path of the row that made it a sink, as far as a library did. */
  readonly at: string;
}

/** Analyses a fixture as a server of one file, deep; gives every place where an argument of a tool reaches a sink. */
export async function reachedIn(fixture: Fixture, catalogue: Catalogue): Promise<Reached[]> {
  const frontEnd = await frontEndFor(fixture.path);
  if (frontEnd === null) throw new Error(`no front end reads ${fixture.path}`);
  const unit = frontEnd.lower({ path: fixture.path, text: fixture.text });
  const program = buildProgram([unit], { languages: {}, manifests: [], paths: [fixture.path] });
  const { flows } = analyse(program, catalogue, { mode: "deep", order: [0], rootOf: () => "", stop: () => false });
  return flows
    .filter((flow) => flow.source.kind === "tool-input")
    .map(({ sink }) => ({ line: sink.place.startLine, kind: sink.kind, at: sink.argument }));
}
