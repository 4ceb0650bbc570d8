import { builtInJudges } from "@mcp-assay/judges/built-in/panel";
import { toolMaterials } from "@mcp-assay/judges/material/tool-material";
import { runPanel } from "@mcp-assay/judges/panel/run-panel";
import { readTextWith } from "@mcp-assay/runner/read-text";
import { analyseFiles } from "./analyse-files.ts";
import { isAccused, type Labelled } from "./figures.ts";
import type { Program, Twin } from "./twins.ts";

export interface JudgedTwin {
  readonly twin: Twin;
  readonly fitting: Labelled;
  readonly offending: Labelled;
}

/** Scans both servers of each pair and asks the built-in panel. */
export async function judgeTwins(twins: readonly Twin[]): Promise<JudgedTwin[]> {
  const judges = builtInJudges(await readTextWith());
  const judge = async ({ path, text }: Program, offending: boolean): Promise<Labelled> => {
    const { analysed } = await analyseFiles(new Map([[path, text]]));
    const { tools } = await runPanel(toolMaterials(analysed), judges, { now: () => 0 });
    const [verdict] = tools;
    if (verdict === undefined || tools.length > 1) throw new Error(`${path} has ${tools.length} tools; a twin has one`);
    return { offending, verdict };
  };
  const judged: JudgedTwin[] = [];
  for (const twin of twins) judged.push({ twin, fitting: await judge(twin.fitting, false), offending: await judge(twin.offending, true) });
  return judged;
}

/** Told apart: the one is accused and the other is not. */
export function isToldApart({ fitting, offending }: JudgedTwin): boolean {
  return isAccused(offending.verdict.median) && !isAccused(fitting.verdict.median);
}
