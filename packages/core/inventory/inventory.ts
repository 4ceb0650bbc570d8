/** What kinds of files a snapshot holds, and its manifests as data. */
export interface InventoryView {
  readonly languages: Readonly<Record<string, number>>;
  readonly manifests: readonly Manifest[];
  /** Paths of every file, sorted. */
  readonly paths: readonly string[];
}

export type ManifestKind =
  | "package.json"
  | "tsconfig.json"
  | "pyproject.toml"
  | "setup.py"
  | "setup.cfg"
  | "requirements.txt"
  | "Pipfile"
  | "Dockerfile"
  | "compose"
  | "server.json"
  | "mcpb-manifest"
  | "client-config"
  | "workflow"
  | "env"
  | "npm-lock"
  | "pnpm-lock"
  | "yarn-lock"
  | "bun-lock"
  | "poetry-lock"
  | "uv-lock"
  | "pipfile-lock"
  | "go.mod"
  | "Cargo.lock"
  | "pom.xml"
  | "METADATA"
  | "smithery.yaml";

export interface Manifest {
  readonly kind: ManifestKind;
  readonly path: string;
  readonly text: string;
  /** Parsed JSON, YAML or TOML; null when the format has no tree or did not parse (then `problem` says why). */
  readonly data: unknown;
  readonly problem: string | null;
}
