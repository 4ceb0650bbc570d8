import { type ConstructorOptions, PgBoss } from "pg-boss";
import { RUN_QUEUE } from "./connection.ts";

/**
 * Starts the queue on an open database. Jobs are taken and completed in one transaction of ours, so
 * retries, deadlines and polling of the queue itself are not used.
 */
export async function startQueue(options: ConstructorOptions, onError: (error: Error) => void): Promise<PgBoss> {
  const boss = new PgBoss({ schedule: false, ...options });
  boss.on("error", onError);
  await boss.start();
  await boss.createQueue(RUN_QUEUE, { retryLimit: 0, deleteAfterSeconds: 3600 });
  // Its first use looks the queue up on a connection of its own, which inside a transaction of the
  // one-connection database would wait for ever; from here on it is remembered.
  await boss.findJobs(RUN_QUEUE, { id: "00000000-0000-0000-0000-000000000000" });
  return boss;
}
