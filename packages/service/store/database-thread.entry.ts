import { parentPort, workerData } from "node:worker_threads";
import { serveDatabase } from "./thread-server.ts";

if (parentPort !== null) void serveDatabase(parentPort, workerData as { readonly folder: string | null });
