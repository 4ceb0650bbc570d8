/** What the name of a file or of a folder above it says it is for. */
const FOLDERS: readonly (readonly [pattern: RegExp, context: FileContext])[] = [
  [/(^|\/)node_modules\//, "vendored"],
  [/(^|\/)(tests?|__tests__|spec|specs|__mocks__|mocks|e2e|testing|test-utils|fixtures|__fixtures__|testdata)\//i, "test"],
  [/(^|[./_-])(test|spec|e2e)\.[cm]?[jt]sx?$/i, "test"],
  [/(^|\/)(test_[^/]*|[^/]*_test|conftest)\.py$/i, "test"],
  [/(^|\/)(examples?|samples?|demos?|playground|benchmarks?|bench)\//i, "example"],
  [/(^|\/)(docs?|documentation|website)\//i, "docs"],
  [/(^|\/)(vitest|jest|karma|playwright|cypress)\.(config|setup)\.[cm]?[jt]s$/i, "test"],
];

export type FileContext = "production" | "test" | "example" | "docs" | "vendored";

/** Context of a file that nothing in production reaches; names decide only then, because anybody can name a folder "test". */
export function contextByName(path: string): FileContext {
  return FOLDERS.find(([pattern]) => pattern.test(path))?.[1] ?? "production";
}
