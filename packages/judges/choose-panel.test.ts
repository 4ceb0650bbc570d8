import { expect, test } from "vitest";
import { BUILT_IN_ONLY, choosePanel, type PanelOccasion, type PanelSettings } from "./choose-panel.ts";
import type { ModelConfig } from "./model/model-config.ts";
import { runPanel } from "./panel/run-panel.ts";
import { modelPorts } from "./testing/model-ports.ts";
import { sampleTool } from "./testing/sample-tool.ts";

const BENIGN = { score: 0, verdict: "benign", families: [], signals: [], decoded: [], strongest: null, cut: false } as const;
const MODELS: readonly ModelConfig[] = ["a-1", "b-1", "c-1", "d-1", "e-1"].map((model) => ({ provider: "ollama", model }));
const SETTINGS: PanelSettings = { models: MODELS, builtIn: null, limits: { tokens: 1000, dollars: null }, instanceAllowsPrivate: false };
const PUBLIC: PanelOccasion = { isPrivate: false, ownerAllowsModels: false, offline: false };

/** Nobody is reached: a test that asked a model would fail. */
const PORTS = modelPorts({ fetch: () => Promise.reject(new Error("asked")) });

function panel(settings: Partial<PanelSettings>, occasion: Partial<PanelOccasion> = {}) {
  return choosePanel({ ...SETTINGS, ...settings }, { ...PUBLIC, ...occasion }, () => BENIGN, PORTS);
}

const providers = (settings: Partial<PanelSettings>, occasion: Partial<PanelOccasion> = {}) =>
  panel(settings, occasion).map(({ provider }) => provider);

const BUILT_IN = Array<string>(5).fill("built-in");
const ALL_MODELS = Array<string>(5).fill("ollama");

test("without models the built-in judges are the panel", () => {
  expect(providers(BUILT_IN_ONLY)).toEqual(BUILT_IN);
});

test("five models are a panel; fewer are joined by the built-in judges, unless these are told to stay away", () => {
  expect(providers({})).toEqual(ALL_MODELS);
  expect(providers({ models: MODELS.slice(0, 4) })).toEqual(["ollama", "ollama", "ollama", "ollama", ...BUILT_IN]);
  expect(providers({ models: MODELS.slice(0, 3), builtIn: false })).toEqual(["ollama", "ollama", "ollama"]);
  expect(providers({ models: MODELS.slice(0, 2), builtIn: false })).toEqual(["ollama", "ollama", ...BUILT_IN]);
  expect(providers({ builtIn: true })).toEqual([...ALL_MODELS, ...BUILT_IN]);
});

test.each<[string, Partial<PanelSettings>, Partial<PanelOccasion>, string]>([
  ["a private scan", {}, { isPrivate: true }, "models are not asked about this private scan"],
  [
    "one whose owner agrees and the instance does not",
    {},
    { isPrivate: true, ownerAllowsModels: true },
    "models are not asked about this private scan",
  ],
  [
    "one where the instance agrees and the owner does not",
    { instanceAllowsPrivate: true },
    { isPrivate: true },
    "models are not asked about this private scan",
  ],
  ["a scan without network", {}, { offline: true }, "the scan uses no network"],
])("of %s models learn nothing; the built-in judges step in, and the report says why", async (_, settings, occasion, why) => {
  const { models, tools } = await runPanel([sampleTool()], panel(settings, occasion), { now: () => 0 });
  expect(models.map(({ status }) => status)).toEqual([...Array<string>(5).fill(`no vote: ${why}`), ...Array<string>(5).fill("voted")]);
  expect(tools[0]?.median).toBe(0);
});

test("a private scan reaches models if owner and instance both allow it", () => {
  expect(providers({ instanceAllowsPrivate: true }, { isPrivate: true, ownerAllowsModels: true })).toEqual(ALL_MODELS);
});
