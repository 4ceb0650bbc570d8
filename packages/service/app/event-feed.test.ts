import { expect, it } from "vitest";
import { NoticeBoard } from "../store/notice-board.ts";
import { EventFeed } from "./event-feed.ts";
import { followScan } from "./follow-scan.ts";
import type { Database, ScanRow, StoredEvent } from "./store.ts";

const READERS = 200;
const EVENTS = 20;
const ROW = { runId: "run", scanId: "scan", cached: false } as ScanRow;

/** A run whose events are written one by one, each announced, and how often it was asked for them. */
function written() {
  const board = new NoticeBoard();
  const events: StoredEvent[] = [];
  let asked = 0;
  const store = {
    events: async (_: string, after: number, limit: number) => {
      asked++;
      const found = events.filter(({ seq }) => seq > after).slice(0, limit);
      await new Promise((answered) => setImmediate(answered));
      return found;
    },
    scan: async () => ROW,
  };
  const write = (type: string) => {
    events.push({ seq: events.length + 1, type, subject: "", payload: "{}" });
    board.receive("assay_run", "run");
  };
  const database = { store, notices: board, close: async () => {} } as unknown as Database;
  return { feed: new EventFeed(database, () => ""), write, asked: () => asked };
}

async function readAll(feed: EventFeed): Promise<string> {
  let text = "";
  for await (const frame of followScan(feed, ROW, 0, "", new AbortController().signal)) text += frame;
  return text;
}

it("many readers of one scan get every event once, in order, and cost hardly more than one", async () => {
  const { feed, write, asked } = written();
  const readers = Array.from({ length: READERS }, () => readAll(feed));
  for (let event = 1; event < EVENTS; event++) {
    write("stage_started");
    await new Promise((next) => setImmediate(next));
  }
  write("scan_failed");
  const texts = await Promise.all(readers);
  const ids = texts[0]?.match(/^id: \d+$/gmu);
  expect(ids).toEqual(Array.from({ length: EVENTS }, (_, index) => `id: ${index + 1}`));
  expect(new Set(texts).size).toBe(1);
  expect(asked()).toBeLessThan(READERS);
});

it("a reader who comes in the middle of a reading misses nothing that was written since", async () => {
  const { feed, write } = written();
  write("stage_started");
  const first = readAll(feed);
  write("stage_completed");
  const second = readAll(feed);
  write("scan_failed");
  expect(await second).toBe(await first);
});
