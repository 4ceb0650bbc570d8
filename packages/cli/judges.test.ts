import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ModelServer, modelServer, type Received } from "@mcp-assay/judges/testing/model-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folderWith, PACKAGE_JSON, run, SHELL_SERVER } from "./testing/run.ts";

const VULNERABLE = { "server.ts": SHELL_SERVER, "package.json": PACKAGE_JSON };
const KEY = "key-that-nobody-may-see";

/** Calls everything harmless, whatever it is shown. */
const SAFE = JSON.stringify({
  criteria: { injection: 0, ambiguous_parameters: 0, undisclosed_side_effects: 0, excess_permission: 0 },
  confidence: 1,
  reasons: [],
});

let server: ModelServer;
let judges: string;
beforeEach(async () => {
  server = await modelServer("openai", () => ({ kind: "answers", text: SAFE }));
  const model = (name: string) =>
    `  - { provider: openai, model: ${name}, api_key_env: JUDGE_KEY, base_url: "${server.baseUrl}", price: { input: 1, output: 4 } }\n`;
  const folder = await folderWith({ "judges.yml": `models:\n${["a-1", "b-1", "c-1", "d-1", "e-1"].map(model).join("")}` });
  judges = join(folder, "judges.yml");
});
afterEach(() => server.close());

const scan = async (files: Readonly<Record<string, string>>, ...flags: readonly string[]) =>
  run(["scan", await folderWith(files), "--mode", "deep", "--output", "json", "--judges", judges, ...flags], { env: { JUDGE_KEY: KEY } });

const prompts = (received: readonly Received[]) => received.map(({ body }) => JSON.stringify(body.messages)).join("\n");

describe("a panel of models", () => {
  it("judges a deep scan, is named, and cannot outvote the evidence", async () => {
    const { code, out } = await scan(VULNERABLE, "--no-cache");
    const { consensus, safety } = JSON.parse(out);
    expect(code).toBe(0);
    expect(
      consensus.models.map((model: { model_id: string; provider: string; status: string }) => [
        model.model_id,
        model.provider,
        model.status,
      ]),
    ).toEqual(["a-1", "b-1", "c-1", "d-1", "e-1"].map((name) => [name, "openai", "voted"]));
    expect(consensus).toMatchObject({ panel_median: 0, merged_aivss: 9 });
    expect(safety.safety_grade).toBe("F");
  });

  it("is sent no secret, and its key is in no report", async () => {
    const secret = ["ghp", "q7Zt3mXb9LcR2yKe8Wn4HsJd6Pg1Fu0AoTiQ"].join("_");
    const withSecret = SHELL_SERVER.replace("exec(", `const key = "${secret}"; exec(key.slice(99) + `);
    const { out } = await scan({ ...VULNERABLE, "server.ts": withSecret }, "--no-cache");
    expect(prompts(server.received)).toContain("ping -c 1");
    expect(prompts(server.received)).not.toContain(secret);
    expect(out).not.toContain(secret);
    expect(out).not.toContain(KEY);
  });

  it("is asked once about what it has answered before", async () => {
    const home = await folderWith({});
    const folder = await folderWith(VULNERABLE);
    const again = () =>
      run(["scan", folder, "--mode", "deep", "--output", "json", "--judges", judges, "--timeout", "60s"], {
        env: { JUDGE_KEY: KEY },
        home,
      });
    const first = await again();
    expect(server.received).toHaveLength(5);
    const second = await again();
    expect(server.received).toHaveLength(5);
    expect(JSON.parse(second.out).consensus.tools).toEqual(JSON.parse(first.out).consensus.tools);
    const kept = join(home, ".cache/mcp-assay/judges");
    for (const name of await readdir(kept)) expect(await readFile(join(kept, name), "utf8")).not.toContain(KEY);
  });

  it("that fails leaves the score to the rules, and says so", async () => {
    await server.close();
    const { out } = await scan(VULNERABLE, "--no-cache");
    const { consensus, safety } = JSON.parse(out);
    expect(consensus.panel_median).toBeNull();
    expect(consensus.merged_aivss).toBe(consensus.rule_aivss);
    expect(safety.aivss_score).toBe(consensus.rule_aivss);
    expect(consensus.models[0].status).toMatch(/^no vote: the connection failed/);
  });

  it("is not asked when the scan is to use no network; the built-in judges step in", async () => {
    const { out } = await scan(VULNERABLE, "--no-cache", "--offline");
    expect(server.received).toEqual([]);
    expect(JSON.parse(out).consensus.models.map((model: { provider: string }) => model.provider)).toContain("built-in");
  });

  it("cannot be named by the target", async () => {
    const config = `judges: { models: [{ provider: openai, model: thief, base_url: "${server.baseUrl}", api_key_env: JUDGE_KEY }] }\n`;
    const folder = await folderWith({ ...VULNERABLE, "mcp-assay.yaml": config });
    const { code, err } = await run(["scan", folder, "--mode", "deep", "--no-cache"], { env: { JUDGE_KEY: KEY } });
    expect([code, err]).toEqual([2, expect.stringContaining('there is no key "judges"')]);
    expect(server.received).toEqual([]);
  });
});

describe("--estimate", () => {
  it("says what models would take and asks none", async () => {
    const { code, out } = await scan(VULNERABLE, "--no-cache", "--estimate");
    const { estimate } = JSON.parse(out);
    expect([code, server.received.length, estimate.models.length]).toEqual([0, 0, 5]);
    expect(estimate.models[0]).toMatchObject({ model_id: "a-1", calls: 1 });
    expect(estimate.dollars).toBeGreaterThan(0);
  });

  it("is a few lines on a terminal", async () => {
    const { out } = await run(["scan", await folderWith(VULNERABLE), "--mode", "deep", "--judges", judges, "--estimate", "--offline"], {
      env: { JUDGE_KEY: KEY },
      tty: true,
    });
    expect(out).toMatch(/at most [\d,]+ tokens, \$0\.\d\d\n {2}a-1 \(openai\): 1 calls, /);
  });

  it.each([
    [["--estimate"], /fast scans have no judges, and cost nothing.*--mode deep/],
    [["--estimate", "--mode", "deep"], /no model is configured.*--judges/],
    [["--judges", "x.yml"], /fast scans have no judges.*--mode deep/],
    [["--judges", "gone.yml", "--mode", "deep"], /the panel file cannot be read \(ENOENT\) \(gone\.yml\)/],
  ])("%j is refused with what to do", async (flags, message) => {
    const { code, err } = await run(["scan", await folderWith(VULNERABLE), ...flags]);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
    expect(err.trim()).not.toContain("\n");
  });
});
