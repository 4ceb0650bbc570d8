import type { Judge } from "../judge.ts";
import { dataFlowPosture } from "./data-flow-posture.ts";
import { declaredAgainstComputed } from "./declared-against-computed.ts";
import { metadataStructure } from "./metadata-structure.ts";
import { schemaAndNaming } from "./schema-and-naming.ts";
import { type ReadText, textModel } from "./text-model.ts";

/** The judges that need no model: deterministic, offline, each by a method of its own. */
export function builtInJudges(readText: ReadText): readonly Judge[] {
  const once = remembered(readText);
  return [declaredAgainstComputed, textModel(once), schemaAndNaming, dataFlowPosture, metadataStructure(once)];
}

/** Two judges read the same texts; the reading is one, what they make of it is not. */
function remembered(readText: ReadText): ReadText {
  const known = new WeakMap<readonly string[], Map<string, ReturnType<ReadText>>>();
  return (text, ownTools) => {
    const ofServer = known.get(ownTools) ?? new Map<string, ReturnType<ReadText>>();
    known.set(ownTools, ofServer);
    const analysis = ofServer.get(text) ?? readText(text, ownTools);
    ofServer.set(text, analysis);
    return analysis;
  };
}
