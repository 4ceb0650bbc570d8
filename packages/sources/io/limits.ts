/** Bounds of all outside reading (spec/service.md, "Limits and safety"). Sizes in bytes, times in milliseconds. */
export interface Limits {
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Regular files in one artifact; entries of all kinds may be twice as many. */
  readonly files: number;
  /** Unpacked over packed size; asked only of more than `ratioFrom` unpacked bytes, because small files of zeros are harmless. */
  readonly ratio: number;
  readonly ratioFrom: number;
  readonly pathBytes: number;
  /** A larger file is hashed, its content is not kept. */
  readonly keptFileBytes: number;
  /** A binary file (a NUL in its first 8,000 bytes) is kept only up to this size: no analysis reads more of it. */
  readonly keptBinaryBytes: number;
  /** Content kept in memory for one artifact. */
  readonly keptBytes: number;
  /** A local file above this size is not even hashed. */
  readonly hashedFileBytes: number;
  readonly notes: number;
  readonly metadataBytes: number;
  readonly requestMs: number;
  readonly downloadMs: number;
  /** Silence of a connection after which it counts as dead. */
  readonly idleMs: number;
  readonly redirects: number;
  /** Tries of one request, the first included. */
  readonly attempts: number;
  /** Longest Retry-After that is waited for; a longer one is reported. */
  readonly longestPauseMs: number;
  readonly cacheBytes: number;
}

const MB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  packedBytes: 200 * MB,
  unpackedBytes: 1024 * MB,
  files: 100_000,
  ratio: 200,
  ratioFrom: 10 * MB,
  pathBytes: 1024,
  keptFileBytes: 10 * MB,
  keptBinaryBytes: MB,
  keptBytes: 300 * MB,
  hashedFileBytes: 1024 * MB,
  notes: 2000,
  metadataBytes: 100 * MB,
  requestMs: 60_000,
  downloadMs: 600_000,
  idleMs: 30_000,
  redirects: 5,
  attempts: 3,
  longestPauseMs: 10_000,
  cacheBytes: 2048 * MB,
};
