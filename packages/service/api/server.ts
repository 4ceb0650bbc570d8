import { randomUUID } from "node:crypto";
import fastify, { type FastifyBaseLogger } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { describeBodies } from "./bodies.ts";
import type { Api, ApiContext } from "./context.ts";
import { Counts } from "./counts.ts";
import { refuseOtherMethods } from "./methods.ts";
import { OpenStreams } from "./open-streams.ts";
import { describeApi, openApiRoute } from "./openapi.ts";
import { handleProblems, sendProblem } from "./problems.ts";
import { tellLimits } from "./rate-headers.ts";
import { referenceRoute } from "./reference.ts";
import { accountRoutes } from "./routes/account.ts";
import { authRoutes } from "./routes/auth.ts";
import { badgeRoutes } from "./routes/badge.ts";
import { billingRoutes } from "./routes/billing.ts";
import { consensusRoutes } from "./routes/consensus.ts";
import { healthRoutes } from "./routes/health.ts";
import { keyRoutes } from "./routes/keys.ts";
import { leavingRoutes } from "./routes/leaving.ts";
import { listRoute } from "./routes/list.ts";
import { metricsRoute } from "./routes/metrics.ts";
import { registryRoutes } from "./routes/registry.ts";
import { removeRoute } from "./routes/remove.ts";
import { resultRoutes } from "./routes/result.ts";
import { ruleRoutes } from "./routes/rules.ts";
import { streamRoutes } from "./routes/stream.ts";
import { submitRoute } from "./routes/submit.ts";
import { teamRoutes } from "./routes/team.ts";
import { teamMemberRoutes } from "./routes/team-members.ts";
import { secureAnswers } from "./security-headers.ts";
import { inTrace } from "./trace-context.ts";

/** Largest body that is read, in bytes. */
const BODY_LIMIT = 64 * 1024;

export interface ServerSettings {
  readonly version: string;
  readonly trustProxy: boolean | string[];
  readonly streamsPerAddress: number;
  readonly logger: FastifyBaseLogger;
}

/** The HTTP side of the service, ready to listen. */
export async function buildServer(context: ApiContext, settings: ServerSettings): Promise<Api> {
  const app: Api = fastify({
    loggerInstance: settings.logger,
    bodyLimit: BODY_LIMIT,
    // Longer ones are refused by the routes themselves, with what they say of ids and names that they do not know.
    routerOptions: { maxParamLength: 16 * 1024 },
    trustProxy: settings.trustProxy,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    childLoggerFactory: inTrace,
    forceCloseConnections: "idle",
    return503OnClosing: false,
    frameworkErrors: (_error, request, reply) =>
      sendProblem(request, reply, { code: "INVALID_REQUEST", message: "the address is not valid" }),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser("text/plain");
  secureAnswers(app, context);
  tellLimits(app, context);
  const streams = new OpenStreams(settings.streamsPerAddress);
  const counts = new Counts(streams);
  counts.watch(app);
  handleProblems(app);
  const refuseOthers = refuseOtherMethods(app);
  describeBodies(app);
  await describeApi(app, settings.version);
  submitRoute(app, context);
  resultRoutes(app, context);
  consensusRoutes(app, context);
  streamRoutes(app, context, streams);
  removeRoute(app, context);
  badgeRoutes(app, context);
  healthRoutes(app, context);
  listRoute(app, context);
  registryRoutes(app, context);
  ruleRoutes(app, context);
  keyRoutes(app, context);
  accountRoutes(app, context);
  leavingRoutes(app, context);
  billingRoutes(app, context);
  authRoutes(app, context);
  teamRoutes(app, context);
  teamMemberRoutes(app, context);
  metricsRoute(app, context, counts);
  openApiRoute(app);
  referenceRoute(app);
  refuseOthers();
  return app;
}
