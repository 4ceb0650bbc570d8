import { once } from "node:events";
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";

const HEARTBEAT_MS = 15_000;
/** A reader who has not taken what waits for it within this time is dropped. */
const DRAIN_MS = 30_000;

/** Sends events as they come until the last one, or until the reader or the service leaves. */
export async function sendEvents(
  reply: FastifyReply,
  follow: (signal: AbortSignal) => AsyncGenerator<Buffer>,
  stopping: AbortSignal,
): Promise<void> {
  const response = reply.raw;
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.on("close", leave);
  stopping.addEventListener("abort", leave);
  response.writeHead(200, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    "content-type": "text/event-stream; charset=utf-8",
    // Proxies must neither buffer nor compress: nginx reads the last one, others the first.
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  });
  response.write("retry: 3000\n\n");
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(":\n\n");
  }, HEARTBEAT_MS);
  try {
    for await (const events of follow(gone.signal)) {
      if (!response.write(events) && !(await drained(response, gone.signal))) break;
    }
  } catch {
    // The database failed while streaming: the reader reconnects with its last id and misses nothing.
  } finally {
    clearInterval(heartbeat);
    stopping.removeEventListener("abort", leave);
    if (response.writableNeedDrain) response.destroy();
    else response.end();
  }
}

async function drained(response: ServerResponse, gone: AbortSignal): Promise<boolean> {
  try {
    await once(response, "drain", { signal: AbortSignal.any([gone, AbortSignal.timeout(DRAIN_MS)]) });
    return true;
  } catch {
    return false;
  }
}
