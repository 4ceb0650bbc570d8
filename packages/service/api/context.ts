import type { IncomingMessage, ServerResponse } from "node:http";
import type { Catalogue } from "@mcp-assay/core/define/catalogue";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Plans } from "../app/plans.ts";
import type { ResolveTarget } from "../app/resolve-target.ts";
import type { Database } from "../app/store.ts";

/** What the routes work with. */
export interface ApiContext {
  readonly database: Database;
  readonly resolve: ResolveTarget;
  readonly plans: Plans;
  readonly catalogue: Catalogue;
  readonly now: () => Date;
  /** Names program and catalogue. */
  readonly engine: string;
  /** Waiting runs beyond which submissions are refused. */
  readonly queueLimit: number;
  /** Address under which users reach the service, without a slash at its end. Known once it listens. */
  readonly publicUrl: () => string;
  /** Ends open streams when the service stops. */
  readonly stopping: AbortSignal;
}

/** Fastify with types from zod schemas. */
export type Api = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;
