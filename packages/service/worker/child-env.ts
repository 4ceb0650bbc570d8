/** Variables that a scan's process needs besides those that say how to reach upstreams. */
const SYSTEM = ["PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LANG", "TZ", "VIRTUAL_ENV", "XDG_CONFIG_HOME"];
const NETWORK = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "NETRC"];
/** What packages/sources reads; npm's two tokens are what its configuration files usually refer to. */
const UPSTREAM = [
  ...["NPM_REGISTRY_URL", "NPM_TOKEN", "NODE_AUTH_TOKEN", "GITHUB_API_URL", "GITHUB_SERVER_URL", "GITHUB_TOKEN", "GH_TOKEN"],
  ...["DOCKER_CONFIG", "OCI_REGISTRIES", "MCP_REGISTRY_URL"],
];
const FAMILIES = /^(?:NPM_CONFIG|PIP|PYPI|OSV)_/u;
const NAMES: ReadonlySet<string> = new Set([...SYSTEM, ...NETWORK, ...UPSTREAM]);

/** What a scan may know of this process's environment: how to reach upstreams, and none of our secrets. */
export function childEnv(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    const known = name.toUpperCase();
    if (value !== undefined && (NAMES.has(known) || FAMILIES.test(known))) passed[name] = value;
  }
  return passed;
}
