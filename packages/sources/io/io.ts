import { setTimeout as pause } from "node:timers/promises";
import { Cache } from "./cache.ts";
import { type Connections, connect, type Resolve } from "./connection.ts";
import { createHttp, type Http } from "./http.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";

export type CredentialType = "github" | "npm" | "pypi" | "docker" | "ghcr";

/** A token for one private download. It goes to the host of its type, and nowhere else. */
export interface Credentials {
  readonly type: CredentialType;
  readonly token: string;
  readonly username?: string;
}

export interface IoSettings {
  /** Environment variables: registry addresses, tokens, proxies. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the download cache; null keeps nothing. Ignored when credentials are given. */
  readonly cacheDir: string | null;
  /** Answer from the cache only. */
  readonly offline: boolean;
  /** Folder that relative paths and the project's .npmrc are looked up from. */
  readonly cwd: string;
  readonly home: string;
  readonly credentials?: Credentials;
  readonly limits?: Partial<Limits>;
  /** Whether folders and files of this machine may be read (default true). A service says false. */
  readonly local?: boolean;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly stage: "resolve" | "fetch" | "unpack";
  readonly name: string;
}

/** Everything a source may use of the outside world. */
export interface SourceIo {
  readonly settings: IoSettings;
  readonly limits: Limits;
  readonly http: Http;
  readonly cache: Cache;
  /** Marks the origin of a configured address as trusted: it may be private, and plain http. */
  readonly trust: (url: string) => void;
  readonly progress: (progress: Progress) => void;
  /** Ends open connections, so that a process can end. */
  readonly close: () => Promise<void>;
}

/** For tests: name resolution and waiting. */
export interface IoPorts {
  readonly resolve?: Resolve;
  readonly pause?: (ms: number) => Promise<void>;
}

export function createIo(settings: IoSettings, ports: IoPorts = {}): SourceIo {
  const limits = { ...DEFAULT_LIMITS, ...settings.limits };
  const connections: Connections = connect(settings.env, ports.resolve);
  const trusted = new Set<string>();
  return {
    settings,
    limits,
    http: createHttp({ limits, connections, trusted, pause: ports.pause ?? (async (ms) => pause(ms)) }),
    cache: new Cache(settings.credentials === undefined ? settings.cacheDir : null, limits.cacheBytes),
    trust: (url) => void (URL.canParse(url) && trusted.add(new URL(url).origin)),
    progress: (progress) => settings.onProgress?.(progress),
    close: connections.close,
  };
}
