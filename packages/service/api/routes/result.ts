import { formatWanted } from "../../app/formats.ts";
import { findVisible, refusedRead } from "../../app/read-scan.ts";
import { scanResult } from "../../app/scan-result.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { entityTag } from "../entity-tag.ts";
import { LASTING, LastingResults, sendLasting, VARY } from "../lasting-results.ts";
import { sendProblem } from "../problems.ts";
import { sendReport } from "../send-report.ts";
import { params, querystring, responses } from "./result-shapes.ts";

/** GET /scan/{id}, also under /api/v1: the documented result, or the report in another format. */
export function resultRoutes(app: Api, context: ApiContext): void {
  const lasting = new LastingResults(context.now);
  for (const base of ["", "/api/v1"]) {
    app.route({
      method: "GET",
      url: `${base}/scan/:id`,
      schema: {
        summary: "Result or state of a scan",
        params,
        querystring,
        response: responses,
      },
      handler: async (request, reply) => {
        const { store } = context.database;
        const caller = await callerOf(context, request, reply);
        if (caller === null) return reply;
        const refused = await refusedRead(store, caller, context.now());
        if (refused?.ok === false) return sendProblem(request, reply, refused.problem);
        const format = formatWanted(request.query.format, request.headers.accept);
        const known = format === null ? lasting.get(request.params.id) : undefined;
        if (known !== undefined) return sendLasting(request, reply, known);
        const found = await findVisible(store, caller, request.params.id);
        if (!found.ok) return sendProblem(request, reply, found.problem);
        const row = found.value;
        const fixed = row.status === "complete" && row.visibility === "public";
        const tag = [row.runId, row.scanId, row.status, format];
        if (format === null && fixed) {
          const body = Buffer.from(reply.serializeInput(scanResult(row, context.publicUrl()), "200", "application/json") as string);
          lasting.keep(row.scanId, { tag, body });
          return sendLasting(request, reply, { tag, body });
        }
        reply.header("cache-control", fixed ? LASTING : "no-store").header("vary", VARY);
        if (row.finishedAt !== null && entityTag(request, reply, tag)) return reply.status(304).send(null);
        if (format === null || (request.query.format === undefined && row.report === null))
          return reply.send(scanResult(row, context.publicUrl()));
        return sendReport(request, reply, context, row, format);
      },
    });
  }
}
