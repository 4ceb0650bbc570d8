import type { IncomingMessage, ServerResponse } from "node:http";
import type { Catalogue } from "@mcp-assay/core/define/catalogue";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Billing } from "../app/billing.ts";
import type { AccountPlan, Plans } from "../app/plans.ts";
import type { Upstream } from "../app/resolve-target.ts";
import type { Database } from "../app/store.ts";
import type { SubmitPorts } from "../app/submit-scan.ts";
import type { Artifacts } from "../artifacts/artifacts.ts";
import type { SignIn } from "../auth/sign-in.ts";
import type { Mailer } from "../mail/mailer.ts";

/** What the routes work with. */
export interface ApiContext {
  readonly database: Database;
  readonly upstream: Upstream;
  readonly artifacts: Artifacts;
  readonly callbacks: SubmitPorts["callbacks"];
  readonly plans: Plans;
  /** Null where nothing is paid for. */
  readonly billing: Billing | null;
  /** Plan of new accounts, and of those who no longer pay. */
  readonly defaultPlan: AccountPlan;
  /** Sessions and tokens. Made on first use, since it must know the public address. */
  readonly signIn: () => SignIn;
  readonly mailer: Mailer;
  readonly catalogue: Catalogue;
  readonly now: () => Date;
  readonly engine: SubmitPorts["engine"];
  /** Waiting runs beyond which submissions are refused. */
  readonly queueLimit: number;
  /** Address under which users reach the service, without a slash at its end. Known once it listens. */
  readonly publicUrl: () => string;
  /** Ends open streams when the service stops. */
  readonly stopping: AbortSignal;
}

/** Fastify with types from zod schemas. */
export type Api = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;
