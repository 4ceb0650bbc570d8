import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PLANS } from "./app/plans.ts";
import { loadJudges } from "./load-judges.ts";
import { loadPlans } from "./load-plans.ts";
import { secretsOf } from "./secrets.ts";
import { parseSettings } from "./settings.ts";
import { settingsShape } from "./settings-shape.ts";

describe("settings", () => {
  it("have defaults that listen on this machine only", () => {
    expect(parseSettings({})).toMatchObject({
      ok: true,
      value: { host: "127.0.0.1", port: 8080, databaseUrl: null, trustProxy: false, timeoutMs: { fast: 1_200_000, deep: 1_800_000 } },
    });
  });

  it("take a flag before a variable, and an empty variable as unset", () => {
    expect(parseSettings({ PORT: "9000", HOST: "" }, { port: "9001" })).toMatchObject({
      ok: true,
      value: { port: 9001, host: "127.0.0.1" },
    });
  });

  it("read a proxy setting as yes, no, or a list of networks", () => {
    expect(parseSettings({ TRUST_PROXY: "true" })).toMatchObject({ value: { trustProxy: true } });
    expect(parseSettings({ TRUST_PROXY: "10.0.0.0/8, ::1" })).toMatchObject({ value: { trustProxy: ["10.0.0.0/8", "::1"] } });
  });

  it.each([
    ["PORT", "80 80"],
    ["PORT", "65536"],
    ["DATABASE_URL", "mysql://user:hunter2@db/x"],
    ["PUBLIC_URL", "ftp://example.org"],
    ["TRUST_PROXY", "perhaps"],
    ["WORKER_CONCURRENCY", "0"],
    ["LOG_LEVEL", "loud"],
    ["SECRET_KEY", "hunter2"],
    ["DEFAULT_PLAN", "gold"],
    ["MAIL_URL", "https://hunter2@mail"],
  ])("refuse %s=%s in one line that names the variable and not its value", (name, value) => {
    const parsed = parseSettings({ [name]: value });
    if (parsed.ok) throw new Error("it was taken");
    expect(parsed.problem).toMatchObject({ code: "CONFIG_INVALID", where: name });
    expect(parsed.problem.message).toMatch(new RegExp(`^${name} [^\\n]+$`, "u"));
    expect(parsed.problem.message).not.toContain("hunter2");
  });

  it("are all in the guide", async () => {
    const guide = await readFile(new URL("../../docs/guides/service-settings.md", import.meta.url), "utf8");
    expect(Object.keys(settingsShape.shape).filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it("refuse a provider to sign in with that has no secret", () => {
    expect(parseSettings({ OAUTH_GITHUB_CLIENT_ID: "id" })).toMatchObject({ ok: false, problem: { where: "OAUTH_GITHUB_CLIENT_SECRET" } });
  });
});

describe("secrets", () => {
  it("are made once with the embedded database, readable by their owner only", async () => {
    const folder = await mkdtemp(join(tmpdir(), "service-secrets-"));
    const settings = parseSettings({ DATA_DIR: folder });
    if (!settings.ok) throw new Error(settings.problem.message);
    const [first, second] = await Promise.all([secretsOf(settings.value), secretsOf(settings.value)]);
    expect(first.ok && second.ok && first.value).toEqual(second.ok && second.value);
    expect((await stat(join(folder, "secret.key"))).mode & 0o077).toBe(0);
    await rm(folder, { recursive: true });
  });

  it("must be given where several processes share a database", async () => {
    const settings = parseSettings({ DATABASE_URL: "postgres://db/x" });
    if (!settings.ok) throw new Error(settings.problem.message);
    expect(await secretsOf(settings.value)).toMatchObject({ ok: false, problem: { where: "SECRET_KEY" } });
  });
});

describe("a file of plans", () => {
  it("replaces the table, and names what is wrong in it", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "service-plans-")), "plans.json");
    await writeFile(file, JSON.stringify({ ...PLANS, free: { ...PLANS.free, limits: { minute: 1 } } }));
    expect(await loadPlans(file)).toMatchObject({ ok: true, value: { free: { limits: { minute: 1 } } } });
    await writeFile(file, JSON.stringify({ ...PLANS, team: { ...PLANS.team, limits: { minute: -1 } } }));
    expect(await loadPlans(file)).toMatchObject({
      ok: false,
      problem: { where: "PLANS_FILE", message: expect.stringContaining("team.limits.minute") },
    });
    expect(await loadPlans("/nowhere")).toMatchObject({ ok: false, problem: { message: expect.stringContaining("ENOENT") } });
  });
});

describe("a file of judges", () => {
  it("names models with keys of the environment, and is refused for what is wrong in it", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "service-judges-")), "judges.yml");
    const load = async (env: Record<string, string>) => {
      const settings = parseSettings(env);
      if (!settings.ok) throw new Error(settings.problem.message);
      return loadJudges(settings.value);
    };
    await writeFile(file, "models: [{ provider: openai, model: some-model, api_key_env: SOME_KEY }]");
    expect(await load({})).toEqual({ ok: true, value: null });
    expect(await load({ JUDGES_FILE: file, SOME_KEY: "k" })).toMatchObject({ ok: true, value: { models: [{ apiKey: "k" }] } });
    expect(await load({ JUDGES_FILE: file })).toMatchObject({
      ok: false,
      problem: { where: "JUDGES_FILE", message: expect.stringContaining("SOME_KEY is not set") },
    });
    expect(await load({ JUDGES_FILE: "/nowhere" })).toMatchObject({ ok: false, problem: { message: expect.stringContaining("ENOENT") } });
  });
});
