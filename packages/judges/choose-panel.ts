import { builtInJudges } from "./built-in/panel.ts";
import type { ReadText } from "./built-in/text-model.ts";
import { type Judge, unsure } from "./judge.ts";
import { Budget, type Limits } from "./model/budget.ts";
import type { ModelConfig } from "./model/model-config.ts";
import { modelJudge } from "./model/model-judge.ts";
import type { ModelPorts } from "./model/ports.ts";
import { PROMPT_VERSION } from "./model/prompt.ts";
import { QUORUM } from "./panel/run-panel.ts";

/** Who judges deep scans, by configuration. */
export interface PanelSettings {
  /** Empty: the built-in judges alone. */
  readonly models: readonly ModelConfig[];
  /** Built-in judges beside the models; null: where the models are fewer than five. */
  readonly builtIn: boolean | null;
  readonly limits: Limits;
  /** Whether models may be asked about private scans, as far as this instance is concerned. */
  readonly instanceAllowsPrivate: boolean;
}

export const BUILT_IN_ONLY: PanelSettings = {
  models: [],
  builtIn: true,
  limits: { tokens: 0, dollars: 0 },
  instanceAllowsPrivate: false,
};

/** What about one scan decides who may judge it. */
export interface PanelOccasion {
  readonly isPrivate: boolean;
  /** Whether the owner of a private scan has agreed to models. */
  readonly ownerAllowsModels: boolean;
  readonly offline: boolean;
}

/** A panel has this many judges where nothing else is said. */
const USUAL_SIZE = 5;

/** The judges in the order of the panel: models first. A model that may not be asked sits in the panel and says why it does not vote. */
export function choosePanel(settings: PanelSettings, occasion: PanelOccasion, readText: ReadText, ports: ModelPorts): readonly Judge[] {
  const { models, limits } = settings;
  const why = whyNotAsked(settings, occasion);
  const budget = new Budget(limits);
  const judges = models.map((model) => (why === null ? modelJudge(model, budget, ports) : silent(model, why)));
  return why !== null || besideModels(settings) ? [...judges, ...builtInJudges(readText)] : judges;
}

/** Whether the built-in judges sit beside models that may be asked. */
function besideModels({ models, builtIn }: PanelSettings): boolean {
  return (builtIn ?? models.length < USUAL_SIZE) || models.length < QUORUM;
}

/** Everything in the settings that verdicts depend on, without credentials: reports of differing panels are never taken for each other. */
export function panelDigestInput(settings: PanelSettings): readonly string[] {
  const models = settings.models.map(({ provider, model, baseUrl, temperature, answersAs }) =>
    JSON.stringify([modelName(provider, model), baseUrl ?? null, temperature ?? true, answersAs ?? null]),
  );
  return [...models, ...(besideModels(settings) ? ["built-in"] : []), JSON.stringify(settings.limits)];
}

/** The members of a panel, each by a name that changes when its verdicts may. */
export function panelNames(judges: readonly Judge[]): readonly string[] {
  return judges.map(({ id, provider }) => (provider === "built-in" ? id : modelName(provider, id)));
}

function modelName(provider: string, model: string): string {
  return `${provider}/${model} prompt ${PROMPT_VERSION}`;
}

/** Texts of a private scan leave the machine only if its owner and the instance both say so. */
function whyNotAsked({ instanceAllowsPrivate }: PanelSettings, { isPrivate, ownerAllowsModels, offline }: PanelOccasion): string | null {
  if (offline) return "the scan uses no network";
  return isPrivate && !(ownerAllowsModels && instanceAllowsPrivate) ? "models are not asked about this private scan" : null;
}

function silent({ model, provider }: ModelConfig, why: string): Judge {
  return { id: model, provider, concurrency: 1, judge: () => unsure(why) };
}
