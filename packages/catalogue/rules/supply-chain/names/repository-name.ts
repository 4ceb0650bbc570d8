/** "owner/name" of an address at GitHub or GitLab, in lower case; null for other texts. */
export function repositoryName(value: unknown): string | null {
  const url = typeof value === "string" ? value : String((value as { url?: unknown } | null)?.url ?? "");
  return /(?:github|gitlab)\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?(?:[/#].*)?$/i.exec(url)?.[1]?.toLowerCase() ?? null;
}
