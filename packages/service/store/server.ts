import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Database } from "../app/store.ts";
import { RUN_CHANNEL, WORK_CHANNEL } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { NoticeBoard } from "./notice-board.ts";
import { connectionTo, ServerPool } from "./pool.ts";
import { startQueue } from "./queue.ts";
import { createStore } from "./store.ts";

/** Brings the database of a PostgreSQL server up to date; other processes that try wait for the first. */
export async function migrateServer(url: string): Promise<Result<readonly string[]>> {
  const client = new pg.Client(connectionTo(url));
  // What breaks it fails the statement that runs; without a listener it would end the process as well.
  client.on("error", () => {});
  try {
    await client.connect();
    return await migrate({
      run: async (sql) => void (await client.query(sql)),
      column: async (sql) => (await client.query({ text: sql, rowMode: "array" })).rows.map((row: unknown[]) => String(row[0])),
    });
  } catch (error) {
    return unreachable(error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Opens a PostgreSQL server (version 15 or later): migrated, with the queue and a listening connection. */
export async function openServer(url: string, onError: (error: Error) => void): Promise<Result<Database>> {
  const migrated = await migrateServer(url);
  if (!migrated.ok) return migrated;
  const pool = new ServerPool(url, onError);
  const board = new NoticeBoard();
  const listener = new Listener(url, board, onError);
  try {
    const boss = await startQueue({ connectionString: url, max: 2 }, onError);
    await listener.connect();
    const close = async () => {
      await listener.close();
      await boss.stop({ graceful: false });
      await pool.end();
    };
    return ok({ store: createStore({ sql: drizzle(pool), boss }), notices: board, close });
  } catch (error) {
    await pool.end();
    return unreachable(error);
  }
}

/** The message of a driver may hold the address with its password: only its code is shown. */
function unreachable(error: unknown): Result<never> {
  const code = (error as { code?: unknown } | null)?.code;
  return fail("CONFIG_INVALID", `the PostgreSQL server does not answer${typeof code === "string" ? ` (${code})` : ""}`, {
    where: "DATABASE_URL",
  });
}

/** Between two tries to listen again, in milliseconds. */
const AGAIN_MS = 1000;

/** One connection that listens, opened again when it breaks. After a gap everybody looks for what was missed. */
class Listener {
  #client: pg.Client | null = null;
  #closed = false;
  readonly #url: string;
  readonly #board: NoticeBoard;
  readonly #onError: (error: Error) => void;

  constructor(url: string, board: NoticeBoard, onError: (error: Error) => void) {
    this.#url = url;
    this.#board = board;
    this.#onError = onError;
  }

  /** Listens, and from then on always listens again; fails when the first try does. */
  async connect(): Promise<void> {
    const client = new pg.Client(connectionTo(this.#url));
    this.#client = client;
    client.on("notification", ({ channel, payload }) => this.#board.receive(channel, payload ?? ""));
    // Until it listens, whatever breaks it fails this call.
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query(`listen ${RUN_CHANNEL}; listen ${WORK_CHANNEL}`);
    } catch (error) {
      client.end().catch(() => {});
      throw error;
    }
    client.once("error", (error) => this.#again(error));
    if (this.#closed) await client.end();
    else this.#board.missed();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end().catch(() => {});
  }

  #again(error: Error): void {
    if (this.#closed) return;
    this.#onError(error);
    this.#client?.end().catch(() => {});
    setTimeout(() => {
      if (!this.#closed) this.connect().catch((again: Error) => this.#again(again));
    }, AGAIN_MS).unref();
  }
}
