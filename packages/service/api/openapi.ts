import swagger from "@fastify/swagger";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import type { Api } from "./context.ts";

/** Generates the OpenAPI document from the route schemas. Register before the routes. */
export async function describeApi(app: Api, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "mcp-assay",
        description: "Scans MCP servers and keeps graded reports.",
        version,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      components: {
        securitySchemes: { bearer: { type: "http", scheme: "bearer", description: "An API key, or the token of a session." } },
      },
    },
    transform: jsonSchemaTransform,
  });
}

/** GET /openapi.json */
export function openApiRoute(app: Api): void {
  app.route({
    method: "GET",
    url: "/openapi.json",
    schema: { hide: true } as object,
    handler: async (_request, reply) => reply.type("application/json").serializer(JSON.stringify).send(app.swagger()),
  });
}
