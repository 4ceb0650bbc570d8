import type { ReadText } from "@mcp-assay/core/metadata/read-once";
import type { Judge } from "../judge.ts";
import { dataFlowPosture } from "./data-flow-posture.ts";
import { declaredAgainstComputed } from "./declared-against-computed.ts";
import { metadataStructure } from "./metadata-structure.ts";
import { schemaAndNaming } from "./schema-and-naming.ts";
import { textModel } from "./text-model.ts";

/**
 * The judges that need no model: deterministic, offline, each by a method of its own.
 * @param readText two of them read the same texts; a reader that keeps its readings saves half of the work
 */
export function builtInJudges(readText: ReadText): readonly Judge[] {
  return [declaredAgainstComputed, textModel(readText), schemaAndNaming, dataFlowPosture, metadataStructure(readText)];
}
