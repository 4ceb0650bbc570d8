import { catalogue } from "@mcp-assay/catalogue/index.generated";
import type { Catalogue } from "@mcp-assay/core/define/catalogue";
import type { Plans } from "./app/plans.ts";
import type { Upstream } from "./app/resolve-target.ts";

/** The programs and ports a service is put together from; tests and embedders bring their own. */
export interface Parts {
  readonly version: string;
  /** Program of the database thread (store/database-thread.entry.ts, built). */
  readonly databaseThread: URL;
  /** Program of a scan's process (worker/scan-child.entry.ts, built). */
  readonly scanChild: URL;
  /** Program of a fetching thread (intake/target-fetch.entry.ts, built). */
  readonly targetFetch: URL;
  /** Null: the real ones. */
  readonly upstream: Upstream | null;
  readonly catalogue: Catalogue;
  /** Null: what the settings say. */
  readonly plans: Plans | null;
  readonly now: () => Date;
}

/** The parts as the build leaves them: every *.entry.ts stands beside the bundle that asks for it. */
export const BUILT_PARTS: Parts = {
  version: "0.1.0",
  databaseThread: new URL("./database-thread.js", import.meta.url),
  scanChild: new URL("./scan-child.js", import.meta.url),
  targetFetch: new URL("./target-fetch.js", import.meta.url),
  upstream: null,
  catalogue,
  plans: null,
  now: () => new Date(),
};
