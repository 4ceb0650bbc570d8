import { expect, test } from "vitest";
import { choosePanel, type PanelChoice } from "./choose-panel.ts";
import type { ModelConfig } from "./model/model-config.ts";
import { modelPorts } from "./testing/model-ports.ts";

const BENIGN = { score: 0, verdict: "benign", families: [], signals: [], decoded: [], strongest: null, cut: false } as const;
const MODELS: readonly ModelConfig[] = ["a-1", "b-1", "c-1"].map((model) => ({ provider: "ollama", model }));
const CHOICE: PanelChoice = {
  models: MODELS,
  withBuiltIn: false,
  limits: { tokens: 1000, dollars: null },
  isPrivate: false,
  ownerAllowsModels: false,
  instanceAllowsModels: false,
};

function providers(more: Partial<PanelChoice>): string[] {
  const judges = choosePanel({ ...CHOICE, ...more }, () => BENIGN, modelPorts());
  return judges.map(({ provider }) => provider);
}

const BUILT_IN = Array.from({ length: 5 }, () => "built-in");

test("without models the built-in judges are the panel", () => {
  expect(providers({ models: [] })).toEqual(BUILT_IN);
});

test("three models are a panel; fewer are joined by the built-in judges", () => {
  expect(providers({})).toEqual(["ollama", "ollama", "ollama"]);
  expect(providers({ models: MODELS.slice(0, 2) })).toEqual(["ollama", "ollama", ...BUILT_IN]);
  expect(providers({ withBuiltIn: true })).toEqual(["ollama", "ollama", "ollama", ...BUILT_IN]);
});

test("a private scan reaches a model only if owner and instance both allow it", () => {
  expect(providers({ isPrivate: true })).toEqual(BUILT_IN);
  expect(providers({ isPrivate: true, ownerAllowsModels: true })).toEqual(BUILT_IN);
  expect(providers({ isPrivate: true, instanceAllowsModels: true })).toEqual(BUILT_IN);
  expect(providers({ isPrivate: true, ownerAllowsModels: true, instanceAllowsModels: true })).toEqual(["ollama", "ollama", "ollama"]);
});
