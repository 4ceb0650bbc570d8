/** Where a reader finds more; the only addresses that reports hold. */
export const PROJECT_URL = "https://github.com/mcp-assay/mcp-assay";

/** Documentation page of a rule by its key. */
export function ruleUrl(key: string): string {
  return `${PROJECT_URL}/blob/main/docs/rules/${key.split("/").map(encodeURIComponent).join("/")}.generated.md`;
}
