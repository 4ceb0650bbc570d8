import { describe, expect, it } from "vitest";
import { parseSettings } from "./settings.ts";

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
  ])("refuse %s=%s in one line that names the variable and not its value", (name, value) => {
    const parsed = parseSettings({ [name]: value });
    if (parsed.ok) throw new Error("it was taken");
    expect(parsed.problem).toMatchObject({ code: "CONFIG_INVALID", where: name });
    expect(parsed.problem.message).toMatch(new RegExp(`^${name} [^\\n]+$`, "u"));
    expect(parsed.problem.message).not.toContain("hunter2");
  });
});
