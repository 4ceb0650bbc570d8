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
  return boss;
}
