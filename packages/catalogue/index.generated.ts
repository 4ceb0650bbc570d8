// Written by `npm run generate` from the files of this folder. Do not edit.
import type { Catalogue } from "@mcp-assay/core/define/catalogue";
import javascriptClassFrameworksDialect from "./dialects/javascript/class-frameworks.ts";
import javascriptFastmcpDialect from "./dialects/javascript/fastmcp.ts";
import javascriptOfficialSdkDialect from "./dialects/javascript/official-sdk.ts";
import javascriptZodDialect from "./dialects/javascript/zod.ts";
import pythonFastmcpDialect from "./dialects/python/fastmcp.ts";
import pythonOfficialSdkDialect from "./dialects/python/official-sdk.ts";
import { lazyModels } from "./lazy-models.ts";
import models from "./models.generated.json" with { type: "json" };

export const catalogue: Catalogue = {
  version: "0.1.0",
  digest: "sha256:9fb404711ace4ecfa198907f4d25336a79f4f61c8c6a785af5c09c7ff9863db9",
  rules: [],
  models: lazyModels(models),
  dialects: [
    javascriptClassFrameworksDialect,
    javascriptFastmcpDialect,
    javascriptOfficialSdkDialect,
    javascriptZodDialect,
    pythonFastmcpDialect,
    pythonOfficialSdkDialect,
  ],
};
