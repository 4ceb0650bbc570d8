import { sql } from "drizzle-orm";
import type { NewScan, Submissions } from "../app/store.ts";
import { type Connection, queueIn, RUN_QUEUE, type Sql, WORK_CHANNEL } from "./connection.ts";
import { events, runs, scans } from "./schema.ts";

/** Writing of new scans. */
export function submissions(connection: Connection): Submissions {
  return {
    submit: (submission) =>
      connection.sql.transaction(async (tx) => {
        await insertRun(tx, submission);
        await tx.insert(scans).values({ id: submission.scanId, runId: submission.runId, input: submission.input });
        await enqueue(connection, tx, submission.runId);
        return { scanId: submission.scanId, runId: submission.runId };
      }),
  };
}

async function insertRun(tx: Sql, submission: NewScan): Promise<void> {
  await tx.insert(runs).values({
    id: submission.runId,
    canonicalId: submission.canonicalId,
    inputType: submission.inputType,
    packageName: submission.packageName,
    mode: submission.mode,
    visibility: submission.visibility,
    status: "queued",
    lastSeq: 1,
  });
  const payload = JSON.stringify({ mode: submission.mode, scan_visibility: submission.visibility });
  await tx.insert(events).values({ runId: submission.runId, seq: 1, type: "mode_selected", subject: "", payload });
}

/** Queues a run in the transaction that made it need work, so that neither exists without the other. */
export async function enqueue(connection: Connection, tx: Sql, runId: string): Promise<void> {
  await connection.boss.send(RUN_QUEUE, { runId }, { db: queueIn(tx) });
  await tx.execute(sql`select pg_notify(${WORK_CHANNEL}, '')`);
}
