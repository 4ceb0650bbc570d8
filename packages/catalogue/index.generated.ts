// Written by `npm run generate` from the files of this folder. Do not edit.
import type { Catalogue } from "@mcp-assay/core/define/catalogue";
import javascriptClassFrameworksDialect from "./dialects/javascript/class-frameworks.ts";
import javascriptFastmcpDialect from "./dialects/javascript/fastmcp.ts";
import javascriptMastraDialect from "./dialects/javascript/mastra.ts";
import javascriptOfficialSdkDialect from "./dialects/javascript/official-sdk.ts";
import javascriptSupabaseMcpUtilsDialect from "./dialects/javascript/supabase-mcp-utils.ts";
import javascriptTmcpDialect from "./dialects/javascript/tmcp.ts";
import javascriptZodDialect from "./dialects/javascript/zod.ts";
import pythonFastmcpDialect from "./dialects/python/fastmcp.ts";
import pythonOfficialSdkDialect from "./dialects/python/official-sdk.ts";
import { lazyModels } from "./lazy-models.ts";
import models from "./models.generated.json" with { type: "json" };
import authAudienceNotChecked from "./rules/auth/audience-not-checked.ts";
import authElicitationAsksCredentials from "./rules/auth/elicitation-asks-credentials.ts";
import authInsecureCookie from "./rules/auth/insecure-cookie.ts";
import authOauthProxyWithoutConsent from "./rules/auth/oauth-proxy-without-consent.ts";
import authOauthStateMissing from "./rules/auth/oauth-state-missing.ts";
import authPredictableSessionId from "./rules/auth/predictable-session-id.ts";
import authProgramStartedOnRequest from "./rules/auth/program-started-on-request.ts";
import authResourceMetadataMissing from "./rules/auth/resource-metadata-missing.ts";
import authSharedCredential from "./rules/auth/shared-credential.ts";
import authTokenNotVerified from "./rules/auth/token-not-verified.ts";
import authTokenPassthrough from "./rules/auth/token-passthrough.ts";
import authTokenWithoutExpiry from "./rules/auth/token-without-expiry.ts";
import authorisationOneServerForAllClients from "./rules/authorisation/one-server-for-all-clients.ts";
import authorisationRecordOfAnother from "./rules/authorisation/record-of-another.ts";
import authorisationSharedState from "./rules/authorisation/shared-state.ts";
import clientConfigAutoApproval from "./rules/client-config/auto-approval.ts";
import clientConfigCommandRunsDownload from "./rules/client-config/command-runs-download.ts";
import clientConfigManifestWithoutAuthentication from "./rules/client-config/manifest-without-authentication.ts";
import clientConfigPlainHttpServer from "./rules/client-config/plain-http-server.ts";
import containerInsecureBuild from "./rules/container/insecure-build.ts";
import containerPrivileged from "./rules/container/privileged.ts";
import containerRootUser from "./rules/container/root-user.ts";
import containerSecretInImage from "./rules/container/secret-in-image.ts";
import crossToolPrivateDataAndEgress from "./rules/cross-tool/private-data-and-egress.ts";
import crossToolUntrustedContentAndPower from "./rules/cross-tool/untrusted-content-and-power.ts";
import filesystemArchiveExtraction from "./rules/filesystem/archive-extraction.ts";
import filesystemCheckThenUse from "./rules/filesystem/check-then-use.ts";
import filesystemCredentialStoreRead from "./rules/filesystem/credential-store-read.ts";
import filesystemLooseFileMode from "./rules/filesystem/loose-file-mode.ts";
import filesystemPathTraversal from "./rules/filesystem/path-traversal.ts";
import filesystemResourcePathEscape from "./rules/filesystem/resource-path-escape.ts";
import filesystemTraversalCheckBypassable from "./rules/filesystem/traversal-check-bypassable.ts";
import filesystemUnrestrictedPath from "./rules/filesystem/unrestricted-path.ts";
import hiddenNetworkArgumentsToSecondHost from "./rules/hidden-network/arguments-to-second-host.ts";
import hiddenNetworkDataDropAddress from "./rules/hidden-network/data-drop-address.ts";
import injectionArgumentOption from "./rules/injection/argument-option.ts";
import injectionCodeEvaluation from "./rules/injection/code-evaluation.ts";
import injectionDangerousFunction from "./rules/injection/dangerous-function.ts";
import injectionDeserialization from "./rules/injection/deserialization.ts";
import injectionDirectShell from "./rules/injection/direct-shell.ts";
import injectionEnvironmentVariable from "./rules/injection/environment-variable.ts";
import injectionExternalEntity from "./rules/injection/external-entity.ts";
import injectionModelOutputExecuted from "./rules/injection/model-output-executed.ts";
import injectionModuleLoad from "./rules/injection/module-load.ts";
import injectionNosql from "./rules/injection/nosql.ts";
import injectionProgramChoice from "./rules/injection/program-choice.ts";
import injectionPrototypeKey from "./rules/injection/prototype-key.ts";
import injectionRemoteContentExecuted from "./rules/injection/remote-content-executed.ts";
import injectionRemoteMetadataStartsProgram from "./rules/injection/remote-metadata-starts-program.ts";
import injectionShellCommand from "./rules/injection/shell-command.ts";
import injectionSqlStatementFromCaller from "./rules/injection/sql-statement-from-caller.ts";
import injectionSql from "./rules/injection/sql.ts";
import injectionStoredDataExecuted from "./rules/injection/stored-data-executed.ts";
import injectionTemplateSource from "./rules/injection/template-source.ts";
import innerModelForeignTextReturned from "./rules/inner-model/foreign-text-returned.ts";
import innerModelSamplingSystemPrompt from "./rules/inner-model/sampling-system-prompt.ts";
import innerModelUnescapedPromptTemplate from "./rules/inner-model/unescaped-prompt-template.ts";
import innerModelUntrustedSystemPrompt from "./rules/inner-model/untrusted-system-prompt.ts";
import lifecycleReplacesItself from "./rules/lifecycle/replaces-itself.ts";
import lifecycleToolListChanges from "./rules/lifecycle/tool-list-changes.ts";
import loggingLogInjection from "./rules/logging/log-injection.ts";
import loggingNoCallLog from "./rules/logging/no-call-log.ts";
import loggingSwallowedError from "./rules/logging/swallowed-error.ts";
import malwareAgentConfigurationWritten from "./rules/malware/agent-configuration-written.ts";
import malwareEncodedExecution from "./rules/malware/encoded-execution.ts";
import malwareReverseShell from "./rules/malware/reverse-shell.ts";
import networkConnectionString from "./rules/network/connection-string.ts";
import networkEnvironmentSentOut from "./rules/network/environment-sent-out.ts";
import networkHeaderInjection from "./rules/network/header-injection.ts";
import networkOpenRedirect from "./rules/network/open-redirect.ts";
import networkSecretInUrl from "./rules/network/secret-in-url.ts";
import networkServerSideRequest from "./rules/network/server-side-request.ts";
import networkTlsVerificationOff from "./rules/network/tls-verification-off.ts";
import networkUrlCheckBypassable from "./rules/network/url-check-bypassable.ts";
import outputHtmlInjection from "./rules/output/html-injection.ts";
import outputHyperlink from "./rules/output/hyperlink.ts";
import outputLinkUnfurling from "./rules/output/link-unfurling.ts";
import outputMarkdownImage from "./rules/output/markdown-image.ts";
import outputScriptAddress from "./rules/output/script-address.ts";
import outputTerminalEscapes from "./rules/output/terminal-escapes.ts";
import permissionsDestructiveUndeclared from "./rules/permissions/destructive-undeclared.ts";
import permissionsDestructiveWithoutConfirmation from "./rules/permissions/destructive-without-confirmation.ts";
import permissionsReadOnlyToolThatWrites from "./rules/permissions/read-only-tool-that-writes.ts";
import permissionsUndisclosedCapability from "./rules/permissions/undisclosed-capability.ts";
import permissionsWideOauthScope from "./rules/permissions/wide-oauth-scope.ts";
import permissionsWildcardPolicy from "./rules/permissions/wildcard-policy.ts";
import promptInjectionPromptDescription from "./rules/prompt-injection/prompt-description.ts";
import promptInjectionResourceDescription from "./rules/prompt-injection/resource-description.ts";
import promptInjectionServerInstructions from "./rules/prompt-injection/server-instructions.ts";
import resourceAllocationFromInput from "./rules/resource/allocation-from-input.ts";
import resourceModelCallWithoutLimit from "./rules/resource/model-call-without-limit.ts";
import resourcePatternFromInput from "./rules/resource/pattern-from-input.ts";
import resourceProcessWithoutTimeout from "./rules/resource/process-without-timeout.ts";
import resourceRequestWithoutTimeout from "./rules/resource/request-without-timeout.ts";
import resourceSamplingWithoutLimit from "./rules/resource/sampling-without-limit.ts";
import resourceSuperLinearPattern from "./rules/resource/super-linear-pattern.ts";
import scanIgnoredSettings from "./rules/scan/ignored-settings.ts";
import scanSilencingAttempt from "./rules/scan/silencing-attempt.ts";
import schemaUnconstrainedDangerousString from "./rules/schema/unconstrained-dangerous-string.ts";
import secretsArgumentsLogged from "./rules/secrets/arguments-logged.ts";
import secretsComparedInVariableTime from "./rules/secrets/compared-in-variable-time.ts";
import secretsEnvFile from "./rules/secrets/env-file.ts";
import secretsEnvironmentReturned from "./rules/secrets/environment-returned.ts";
import secretsErrorDetailReturned from "./rules/secrets/error-detail-returned.ts";
import secretsHardcodedSecret from "./rules/secrets/hardcoded-secret.ts";
import secretsHeadersLogged from "./rules/secrets/headers-logged.ts";
import secretsSecretInLog from "./rules/secrets/secret-in-log.ts";
import secretsSecretNamedParameter from "./rules/secrets/secret-named-parameter.ts";
import secretsSecretOnCommandLine from "./rules/secrets/secret-on-command-line.ts";
import secretsSecretReturned from "./rules/secrets/secret-returned.ts";
import secretsWeakPasswordHash from "./rules/secrets/weak-password-hash.ts";
import secretsWeakRandomSecret from "./rules/secrets/weak-random-secret.ts";
import supplyChainAttestationOfAnother from "./rules/supply-chain/attestation-of-another.ts";
import supplyChainBidirectionalControlInSource from "./rules/supply-chain/bidirectional-control-in-source.ts";
import supplyChainDependencyOutsideRegistry from "./rules/supply-chain/dependency-outside-registry.ts";
import supplyChainDependencyWithAdvisory from "./rules/supply-chain/dependency-with-advisory.ts";
import supplyChainDependencyWithSevereAdvisory from "./rules/supply-chain/dependency-with-severe-advisory.ts";
import supplyChainImportedDependencyWithAdvisory from "./rules/supply-chain/imported-dependency-with-advisory.ts";
import supplyChainImportedDependencyWithSevereAdvisory from "./rules/supply-chain/imported-dependency-with-severe-advisory.ts";
import supplyChainInstallScriptFetchesAndRuns from "./rules/supply-chain/install-script-fetches-and-runs.ts";
import supplyChainInstallScript from "./rules/supply-chain/install-script.ts";
import supplyChainKnownMalware from "./rules/supply-chain/known-malware.ts";
import supplyChainLookalikeDependency from "./rules/supply-chain/lookalike-dependency.ts";
import supplyChainNewPublisherAddsInstallScript from "./rules/supply-chain/new-publisher-adds-install-script.ts";
import supplyChainObfuscatedCode from "./rules/supply-chain/obfuscated-code.ts";
import supplyChainRegistryEntryNotClaimed from "./rules/supply-chain/registry-entry-not-claimed.ts";
import supplyChainReleaseDiffersFromRepository from "./rules/supply-chain/release-differs-from-repository.ts";
import supplyChainReleaseWithAdvisory from "./rules/supply-chain/release-with-advisory.ts";
import supplyChainReleaseWithCriticalAdvisory from "./rules/supply-chain/release-with-critical-advisory.ts";
import supplyChainReleaseWithSevereAdvisory from "./rules/supply-chain/release-with-severe-advisory.ts";
import supplyChainRepositoryMismatch from "./rules/supply-chain/repository-mismatch.ts";
import supplyChainUnattestedRelease from "./rules/supply-chain/unattested-release.ts";
import supplyChainUnpinnedRemoteCode from "./rules/supply-chain/unpinned-remote-code.ts";
import supplyChainWithdrawnRelease from "./rules/supply-chain/withdrawn-release.ts";
import toolPoisoningChangesOtherTools from "./rules/tool-poisoning/changes-other-tools.ts";
import toolPoisoningClaimsPrecedence from "./rules/tool-poisoning/claims-precedence.ts";
import toolPoisoningEncodedInstruction from "./rules/tool-poisoning/encoded-instruction.ts";
import toolPoisoningHiddenInstruction from "./rules/tool-poisoning/hidden-instruction.ts";
import toolPoisoningImageExfiltration from "./rules/tool-poisoning/image-exfiltration.ts";
import toolPoisoningInvisibleText from "./rules/tool-poisoning/invisible-text.ts";
import toolPoisoningLinkExfiltration from "./rules/tool-poisoning/link-exfiltration.ts";
import toolPoisoningLookAlikeName from "./rules/tool-poisoning/look-alike-name.ts";
import toolPoisoningOrdersForeignTool from "./rules/tool-poisoning/orders-foreign-tool.ts";
import toolPoisoningOversizedDescription from "./rules/tool-poisoning/oversized-description.ts";
import toolPoisoningPersistentInstruction from "./rules/tool-poisoning/persistent-instruction.ts";
import toolPoisoningSchemaInstruction from "./rules/tool-poisoning/schema-instruction.ts";
import toolPoisoningSecrecyFromUser from "./rules/tool-poisoning/secrecy-from-user.ts";
import toolPoisoningSideNoteParameter from "./rules/tool-poisoning/side-note-parameter.ts";
import toolPoisoningTagCharacters from "./rules/tool-poisoning/tag-characters.ts";
import transportDebugMode from "./rules/transport/debug-mode.ts";
import transportHostCheckOffByDefault from "./rules/transport/host-check-off-by-default.ts";
import transportHttpOnAllInterfaces from "./rules/transport/http-on-all-interfaces.ts";
import transportHttpWithoutAuthentication from "./rules/transport/http-without-authentication.ts";
import transportLocalHttpWithoutAuthentication from "./rules/transport/local-http-without-authentication.ts";
import transportPermissiveCors from "./rules/transport/permissive-cors.ts";
import transportRebindingProtectionOff from "./rules/transport/rebinding-protection-off.ts";
import workflowUnpinnedAction from "./rules/workflow/unpinned-action.ts";
import workflowUntrustedTextInScript from "./rules/workflow/untrusted-text-in-script.ts";

export const catalogue: Catalogue = {
  version: "0.1.0",
  digest: "sha256:d09d88ef85f674d377769c7b12d57c678c35ccf586fefad981c3f020c0e4bf5b",
  rules: [
    authAudienceNotChecked,
    authElicitationAsksCredentials,
    authInsecureCookie,
    authOauthProxyWithoutConsent,
    authOauthStateMissing,
    authPredictableSessionId,
    authProgramStartedOnRequest,
    authResourceMetadataMissing,
    authSharedCredential,
    authTokenNotVerified,
    authTokenPassthrough,
    authTokenWithoutExpiry,
    authorisationOneServerForAllClients,
    authorisationRecordOfAnother,
    authorisationSharedState,
    clientConfigAutoApproval,
    clientConfigCommandRunsDownload,
    clientConfigManifestWithoutAuthentication,
    clientConfigPlainHttpServer,
    containerInsecureBuild,
    containerPrivileged,
    containerRootUser,
    containerSecretInImage,
    crossToolPrivateDataAndEgress,
    crossToolUntrustedContentAndPower,
    filesystemArchiveExtraction,
    filesystemCheckThenUse,
    filesystemCredentialStoreRead,
    filesystemLooseFileMode,
    filesystemPathTraversal,
    filesystemResourcePathEscape,
    filesystemTraversalCheckBypassable,
    filesystemUnrestrictedPath,
    hiddenNetworkArgumentsToSecondHost,
    hiddenNetworkDataDropAddress,
    injectionArgumentOption,
    injectionCodeEvaluation,
    injectionDangerousFunction,
    injectionDeserialization,
    injectionDirectShell,
    injectionEnvironmentVariable,
    injectionExternalEntity,
    injectionModelOutputExecuted,
    injectionModuleLoad,
    injectionNosql,
    injectionProgramChoice,
    injectionPrototypeKey,
    injectionRemoteContentExecuted,
    injectionRemoteMetadataStartsProgram,
    injectionShellCommand,
    injectionSqlStatementFromCaller,
    injectionSql,
    injectionStoredDataExecuted,
    injectionTemplateSource,
    innerModelForeignTextReturned,
    innerModelSamplingSystemPrompt,
    innerModelUnescapedPromptTemplate,
    innerModelUntrustedSystemPrompt,
    lifecycleReplacesItself,
    lifecycleToolListChanges,
    loggingLogInjection,
    loggingNoCallLog,
    loggingSwallowedError,
    malwareAgentConfigurationWritten,
    malwareEncodedExecution,
    malwareReverseShell,
    networkConnectionString,
    networkEnvironmentSentOut,
    networkHeaderInjection,
    networkOpenRedirect,
    networkSecretInUrl,
    networkServerSideRequest,
    networkTlsVerificationOff,
    networkUrlCheckBypassable,
    outputHtmlInjection,
    outputHyperlink,
    outputLinkUnfurling,
    outputMarkdownImage,
    outputScriptAddress,
    outputTerminalEscapes,
    permissionsDestructiveUndeclared,
    permissionsDestructiveWithoutConfirmation,
    permissionsReadOnlyToolThatWrites,
    permissionsUndisclosedCapability,
    permissionsWideOauthScope,
    permissionsWildcardPolicy,
    promptInjectionPromptDescription,
    promptInjectionResourceDescription,
    promptInjectionServerInstructions,
    resourceAllocationFromInput,
    resourceModelCallWithoutLimit,
    resourcePatternFromInput,
    resourceProcessWithoutTimeout,
    resourceRequestWithoutTimeout,
    resourceSamplingWithoutLimit,
    resourceSuperLinearPattern,
    scanIgnoredSettings,
    scanSilencingAttempt,
    schemaUnconstrainedDangerousString,
    secretsArgumentsLogged,
    secretsComparedInVariableTime,
    secretsEnvFile,
    secretsEnvironmentReturned,
    secretsErrorDetailReturned,
    secretsHardcodedSecret,
    secretsHeadersLogged,
    secretsSecretInLog,
    secretsSecretNamedParameter,
    secretsSecretOnCommandLine,
    secretsSecretReturned,
    secretsWeakPasswordHash,
    secretsWeakRandomSecret,
    supplyChainAttestationOfAnother,
    supplyChainBidirectionalControlInSource,
    supplyChainDependencyOutsideRegistry,
    supplyChainDependencyWithAdvisory,
    supplyChainDependencyWithSevereAdvisory,
    supplyChainImportedDependencyWithAdvisory,
    supplyChainImportedDependencyWithSevereAdvisory,
    supplyChainInstallScriptFetchesAndRuns,
    supplyChainInstallScript,
    supplyChainKnownMalware,
    supplyChainLookalikeDependency,
    supplyChainNewPublisherAddsInstallScript,
    supplyChainObfuscatedCode,
    supplyChainRegistryEntryNotClaimed,
    supplyChainReleaseDiffersFromRepository,
    supplyChainReleaseWithAdvisory,
    supplyChainReleaseWithCriticalAdvisory,
    supplyChainReleaseWithSevereAdvisory,
    supplyChainRepositoryMismatch,
    supplyChainUnattestedRelease,
    supplyChainUnpinnedRemoteCode,
    supplyChainWithdrawnRelease,
    toolPoisoningChangesOtherTools,
    toolPoisoningClaimsPrecedence,
    toolPoisoningEncodedInstruction,
    toolPoisoningHiddenInstruction,
    toolPoisoningImageExfiltration,
    toolPoisoningInvisibleText,
    toolPoisoningLinkExfiltration,
    toolPoisoningLookAlikeName,
    toolPoisoningOrdersForeignTool,
    toolPoisoningOversizedDescription,
    toolPoisoningPersistentInstruction,
    toolPoisoningSchemaInstruction,
    toolPoisoningSecrecyFromUser,
    toolPoisoningSideNoteParameter,
    toolPoisoningTagCharacters,
    transportDebugMode,
    transportHostCheckOffByDefault,
    transportHttpOnAllInterfaces,
    transportHttpWithoutAuthentication,
    transportLocalHttpWithoutAuthentication,
    transportPermissiveCors,
    transportRebindingProtectionOff,
    workflowUnpinnedAction,
    workflowUntrustedTextInScript,
  ],
  models: lazyModels(models),
  dialects: [
    javascriptClassFrameworksDialect,
    javascriptFastmcpDialect,
    javascriptMastraDialect,
    javascriptOfficialSdkDialect,
    javascriptSupabaseMcpUtilsDialect,
    javascriptTmcpDialect,
    javascriptZodDialect,
    pythonFastmcpDialect,
    pythonOfficialSdkDialect,
  ],
};
