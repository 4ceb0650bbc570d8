import { builtInJudges } from "./built-in/panel.ts";
import type { ReadText } from "./built-in/text-model.ts";
import type { Judge } from "./judge.ts";
import { Budget, type Limits } from "./model/budget.ts";
import type { ModelConfig } from "./model/model-config.ts";
import { modelJudge } from "./model/model-judge.ts";
import type { ModelPorts } from "./model/ports.ts";
import { QUORUM } from "./panel/run-panel.ts";

/** Who judges a scan. */
export interface PanelChoice {
  /** Models instead of the built-in judges; empty: the built-in ones. */
  readonly models: readonly ModelConfig[];
  /** Built-in judges beside the models. */
  readonly withBuiltIn: boolean;
  readonly limits: Limits;
  /** Texts of a private scan leave the machine only if its owner and the instance both say so. */
  readonly isPrivate: boolean;
  readonly ownerAllowsModels: boolean;
  readonly instanceAllowsModels: boolean;
}

/** The judges in the order of the panel. Fewer models than a quorum are no panel of their own: the built-in judges sit beside them. */
export function choosePanel(choice: PanelChoice, readText: ReadText, ports: ModelPorts): readonly Judge[] {
  const { isPrivate, ownerAllowsModels, instanceAllowsModels, limits } = choice;
  const allowed = !isPrivate || (ownerAllowsModels && instanceAllowsModels);
  const models = allowed ? choice.models : [];
  const budget = new Budget(limits);
  const judges = models.map((model) => modelJudge(model, budget, isPrivate ? { ...ports, cache: null } : ports));
  return models.length < QUORUM || choice.withBuiltIn ? [...judges, ...builtInJudges(readText)] : judges;
}
