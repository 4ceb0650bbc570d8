import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Stage } from "./stage.ts";

export interface StreamLoad {
  readonly streams: number;
  readonly events: number;
  /** From the begin of the transaction that wrote an event to its arrival at a reader, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** The most that the API process held beyond what it held before the streams were opened, in bytes. */
  readonly memory: number;
  /** Streams that missed an event, had one twice, or did not end. */
  readonly broken: number;
}

const MEMORY_EVERY_MS = 250;
/** How long the followed scans may take, in milliseconds. */
const PATIENCE_MS = 300_000;

/** Opens so many streams of queued scans, lets a worker do the scans, and takes the time of every event at every reader. */
export async function followMany(stage: Stage, scanIds: readonly string[], readers: number): Promise<StreamLoad> {
  const idle = stage.apiMemory();
  let peak = idle;
  const watch = setInterval(() => {
    peak = Math.max(peak, stage.apiMemory());
  }, MEMORY_EVERY_MS);
  const agent = new Agent({ keepAlive: false, maxSockets: readers });
  const opened = await Promise.all(
    Array.from({ length: readers }, async (_, index) => {
      const id = scanIds[index % scanIds.length] ?? "";
      return { id, ...(await openStream(`${stage.address}/scan/${encodeURIComponent(id)}/stream`, agent)) };
    }),
  );
  const worker = await stage.startWorker(2);
  // Whatever is open after that is broken, and counted so.
  const patience = setTimeout(() => agent.destroy(), PATIENCE_MS);
  await Promise.all(opened.map(({ ended }) => ended));
  clearTimeout(patience);
  // What is freed only after the streams counts as well.
  await delay(MEMORY_EVERY_MS * 2);
  clearInterval(watch);
  await worker.end();
  const written = await writtenAt(stage, scanIds);
  const delays: number[] = [];
  let broken = 0;
  for (const { id, arrivals } of opened) {
    const times = written.get(id) ?? new Map<number, number>();
    if (arrivals.length !== times.size || arrivals.some(({ event }, at) => event !== at + 1)) broken++;
    // The first event is older than the stream.
    for (const { event, at } of arrivals) if (event > 1) delays.push(at - (times.get(event) ?? Number.NaN));
  }
  delays.sort((a, b) => a - b);
  const at = (share: number) => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? Number.NaN;
  return { streams: readers, events: delays.length, p50: at(0.5), p99: at(0.99), most: at(1), memory: peak - idle, broken };
}

interface Arrival {
  readonly event: number;
  readonly at: number;
}

async function openStream(url: string, agent: Agent): Promise<{ readonly arrivals: readonly Arrival[]; readonly ended: Promise<void> }> {
  const [response] = (await once(get(url, { agent }), "response")) as [IncomingMessage];
  const arrivals: Arrival[] = [];
  let rest = "";
  response.setEncoding("latin1").on("data", (text: string) => {
    const at = Date.now();
    const lines = (rest + text).split("\n");
    // Of a long line only its beginning matters.
    rest = (lines.pop() ?? "").slice(0, 20);
    for (const line of lines) if (line.startsWith("id: ")) arrivals.push({ event: Number(line.slice(4)), at });
  });
  return { arrivals, ended: once(response, "close").then(() => {}) };
}

/** When each event of the scans was written, by its number; milliseconds since 1970. */
async function writtenAt({ database }: Stage, scanIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const { rows } = await database.query<{ id: string; seq: number; at: Date }>(
    "select scans.id, events.seq, events.created_at as at from scans join events using (run_id) where scans.id = any($1)",
    [scanIds],
  );
  const times = new Map<string, Map<number, number>>(scanIds.map((id) => [id, new Map()]));
  for (const { id, seq, at } of rows) times.get(id)?.set(seq, at.getTime());
  return times;
}
