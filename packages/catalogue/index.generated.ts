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
import filesystemPathTraversal from "./rules/filesystem/path-traversal.ts";
import injectionArgumentOption from "./rules/injection/argument-option.ts";
import injectionCodeEvaluation from "./rules/injection/code-evaluation.ts";
import injectionDeserialization from "./rules/injection/deserialization.ts";
import injectionModuleLoad from "./rules/injection/module-load.ts";
import injectionProgramChoice from "./rules/injection/program-choice.ts";
import injectionShellCommand from "./rules/injection/shell-command.ts";
import injectionSql from "./rules/injection/sql.ts";
import injectionTemplateSource from "./rules/injection/template-source.ts";
import networkServerSideRequest from "./rules/network/server-side-request.ts";
import schemaUnconstrainedDangerousString from "./rules/schema/unconstrained-dangerous-string.ts";
import secretsHardcodedSecret from "./rules/secrets/hardcoded-secret.ts";
import secretsSecretInLog from "./rules/secrets/secret-in-log.ts";
import supplyChainInstallScriptFetchesAndRuns from "./rules/supply-chain/install-script-fetches-and-runs.ts";
import transportHttpOnAllInterfaces from "./rules/transport/http-on-all-interfaces.ts";

export const catalogue: Catalogue = {
  version: "0.1.0",
  digest: "sha256:4fde7b3657e3c4b43e2bd843f445bcf042e556c6c918329cad4fec70103d708d",
  rules: [
    filesystemPathTraversal,
    injectionArgumentOption,
    injectionCodeEvaluation,
    injectionDeserialization,
    injectionModuleLoad,
    injectionProgramChoice,
    injectionShellCommand,
    injectionSql,
    injectionTemplateSource,
    networkServerSideRequest,
    schemaUnconstrainedDangerousString,
    secretsHardcodedSecret,
    secretsSecretInLog,
    supplyChainInstallScriptFetchesAndRuns,
    transportHttpOnAllInterfaces,
  ],
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
