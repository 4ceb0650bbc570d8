// Written by `npm run generate` from the files of this folder. Do not edit.
import type { Catalogue } from "@mcp-assay/core/define/catalogue";
import type { Model } from "@mcp-assay/core/define/model";
import models from "./models.generated.json" with { type: "json" };

export const catalogue: Catalogue = {
  version: "0.1.0",
  digest: "sha256:dbb4f236398b1af279fd73684aa57041e5f8c2fd1ed16be403cb4563c3dfedf6",
  rules: [],
  // Checked against the model grammar when it was written.
  models: models as unknown as readonly Model[],
  dialects: [],
};
