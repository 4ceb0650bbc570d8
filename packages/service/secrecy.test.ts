import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { startNpm } from "@mcp-assay/sources/testing/npm-world";
import type { Upstream } from "@mcp-assay/sources/testing/upstream";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf, signUp } from "./testing/client.ts";
import { encodingsOf, findIn } from "./testing/encodings.ts";
import { postgresPrograms, startPostgres, type TestServer } from "./testing/postgres.ts";
import { buildPrograms, type Programs } from "./testing/programs.ts";
import { type ReadEvent, readStream } from "./testing/read-stream.ts";
import { DATABASES, isMissing } from "./testing/start-service.ts";

const TOKEN = 'npm_T0ken/+"quoted"=wholly-secret';
const MARKER = 'a marker "planted" in the private source, é';
const FORMS = { token: encodingsOf(TOKEN), marker: encodingsOf(MARKER) };

const SOURCE = `
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "private", version: "1.2.0" });
const unrelated = ${JSON.stringify(MARKER)};
server.registerTool("add", { description: "Adds two numbers" }, async ({ a, b }) => ({ content: [{ type: "text", text: String(a + b) }] }));
`;
const MANIFEST = JSON.stringify({
  name: "@s/server",
  version: "1.2.0",
  main: "index.js",
  dependencies: { "@modelcontextprotocol/sdk": "1" },
});

let programs: Programs;
let folder: string;
let upstream: Upstream;
/** What the upstream does with the archive: sends it, never answers, or refuses. */
let archive: "sent" | "stalled" | "refused" = "sent";
/** Called when the archive is asked for. */
let asked: () => void = () => {};

beforeAll(async () => {
  programs = await buildPrograms("real");
  const world = await startNpm([
    { path: "package.json", content: MANIFEST },
    { path: "index.js", content: SOURCE },
    { path: "README.md", content: MARKER },
  ]);
  upstream = world.upstream;
  const open = upstream.answer;
  upstream.answer = (request) => {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return { status: 404, body: "{}" };
    if (!request.path.endsWith(".tgz") || archive === "sent") return open(request);
    asked();
    return archive === "stalled" ? { stall: true } : { status: 403, body: `{"message":"no: ${TOKEN}"}` };
  };
});
afterAll(async () => {
  await upstream?.close();
});

describe.each(DATABASES)("on %s", (kind) => {
  describe.skipIf(isMissing(kind))("a private scan with credentials", () => {
    let server: TestServer | null = null;
    let child: ChildProcess;
    let address = "";
    const logs: Buffer[] = [];
    const commandLines: Buffer[] = [];
    const ask = clientOf(() => address);
    let bearer: Record<string, string> = {};

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "service-secrecy-"));
      await mkdir(join(folder, "tmp"));
      server = kind === "embedded" ? null : await startPostgres(postgresPrograms() ?? "");
      await serve();
      const cookie = await signUp(ask, "owner");
      const key = await ask("/api/v1/keys", { cookie, body: { label: "k", scopes: ["scan:submit", "scan:read"] } });
      bearer = { authorization: `Bearer ${key.json.data.key}` };
    });
    afterAll(async () => {
      child?.kill("SIGKILL");
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    async function serve(): Promise<void> {
      const env = {
        ...{ PATH: process.env.PATH, HOME: folder, TMPDIR: join(folder, "tmp"), TEST_ENGINE: "real", NPM_REGISTRY_URL: upstream.url },
        ...{ PORT: "0", DATA_DIR: join(folder, "data"), LOG_LEVEL: "trace", LEASE_SECONDS: "5", UPSTREAM_PATIENCE_SECONDS: "0" },
        ...(server === null ? {} : { DATABASE_URL: server.url, SECRET_KEY: "only for this test, but long enough" }),
      };
      child = spawn(process.execPath, [fileURLToPath(programs.serve)], { env, cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
      child.stderr?.on("data", (chunk: Buffer) => logs.push(chunk));
      const early = once(child, "exit").then(() => Promise.reject(new Error("the service ended before it listened")));
      const [line] = (await Promise.race([once(createInterface(child.stdout as NodeJS.ReadableStream), "line"), early])) as [string];
      early.catch(() => {});
      address = line;
    }

    async function kill(): Promise<void> {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    }

    const submit = async (): Promise<string> => {
      const credentials = { type: "npm", token: TOKEN };
      const made = await ask("/api/v1/scan", { headers: bearer, body: { input: "@s/server", scan_visibility: "private", credentials } });
      expect(made.status).toBe(202);
      return made.json.data.scan_id;
    };
    const followed = (id: string) => readStream(`${address}/scan/${id}/stream`, undefined, bearer);
    const resultOf = async (id: string) => (await ask(`/api/v1/scan/${id}`, { headers: bearer })).json;

    it("is fetched with its token, scanned and graded", async () => {
      archive = "sent";
      const id = await submit();
      const reading = followed(id);
      await reading.has((event) => event.type === "stage_started");
      await noteCommandLines();
      const events = await reading;
      expect(events.at(-1)?.type).toBe("scan_complete");
      expect(events.map(stageOf)).toEqual(
        expect.arrayContaining(["stage_completed resolve", "stage_completed fetch", "stage_completed analyse"]),
      );
      expect(await resultOf(id)).toMatchObject({ status: "complete", resolved: { version: "1.2.0" }, scan_visibility: "private" });
      expect(await readdir(join(folder, "data/artifacts")).catch(() => [])).toEqual([]);
    });

    it("fails with what the upstream says, in our words", async () => {
      archive = "refused";
      const id = await submit();
      expect((await followed(id)).at(-1)).toMatchObject({ type: "scan_failed" });
      expect(await resultOf(id)).toMatchObject({ status: "failed", error_code: "INVALID_CREDENTIALS", findings: [] });
    });

    it("ends with CREDENTIALS_LOST when the process that holds the token is killed", async () => {
      archive = "stalled";
      const stalled = new Promise<void>((reached) => {
        asked = reached;
      });
      const id = await submit();
      await stalled;
      await noteCommandLines();
      await kill();
      archive = "sent";
      await serve();
      expect((await followed(id)).at(-1)?.type).toBe("scan_failed");
      expect(await resultOf(id)).toMatchObject({ status: "failed", error_code: "CREDENTIALS_LOST" });
    });

    it("leaves neither its token nor its source anywhere", async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
      const places = [...(await filesUnder(folder)), ...(await tables(server, folder)), ["log", Buffer.concat(logs)] as const];
      const lines = commandLines.map((line) => ["command line", line] as const);
      const found = [...places, ...lines].flatMap(([place, bytes]) =>
        Object.entries(FORMS).flatMap(([what, forms]) => findIn(bytes, forms).map((form) => `${what} as ${form} in ${place}`)),
      );
      expect(found).toEqual([]);
      // The search would find something: what may be kept is there.
      expect(places.some(([, bytes]) => bytes.includes("Adds two numbers"))).toBe(true);
      expect(lines.length).toBeGreaterThan(0);
    });

    /** What every process of this machine was started with, by arguments and environment. */
    async function noteCommandLines(): Promise<void> {
      const processes = (await readdir("/proc")).filter((name) => /^\d+$/u.test(name));
      const files = processes.flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`]);
      commandLines.push(...(await Promise.all(files.map((file) => readFile(file).catch(() => Buffer.alloc(0))))));
    }
  });
});

const stageOf = (event: ReadEvent) => `${event.type} ${event.data.stage_name}`;

async function filesUnder(root: string): Promise<readonly (readonly [string, Buffer])[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file) => [file, await readFile(file)] as const));
}

/** Every row of every table as text: databases compress what they write to files. */
async function tables(server: TestServer | null, root: string): Promise<readonly (readonly [string, Buffer])[]> {
  const { query, end } = await connect(server, root);
  const names = await query(
    "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
  );
  const found: (readonly [string, Buffer])[] = [];
  for (const { name } of names) found.push([String(name), Buffer.from(JSON.stringify(await query(`select * from ${name}`)))]);
  await end();
  return found;
}

async function connect(server: TestServer | null, root: string) {
  if (server === null) {
    const lite = await PGlite.create(join(root, "data/database"));
    return { query: async (sql: string) => (await lite.query<Record<string, unknown>>(sql)).rows, end: () => lite.close() };
  }
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  return { query: async (sql: string) => (await client.query(sql)).rows as Record<string, unknown>[], end: () => client.end() };
}
