import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Database } from "../app/store.ts";
import type { ResolveTarget } from "../app/submit-scan.ts";

/** What the routes work with. */
export interface ApiContext {
  readonly database: Database;
  readonly resolve: ResolveTarget;
  /** Address under which users reach the service, without a slash at its end. Known once it listens. */
  readonly publicUrl: () => string;
  /** Ends open streams when the service stops. */
  readonly stopping: AbortSignal;
}

/** Fastify with types from zod schemas. */
export type Api = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;
