import { describe, expect, it } from "vitest";
import { openTarget } from "./open.ts";
import { startRegistry } from "./testing/registry-world.ts";
import { afterwards, ioFor } from "./testing/scratch.ts";

const ID = "io.github.owner/server";

async function world(change: (server: Record<string, unknown>) => void = () => undefined) {
  const started = await startRegistry([{ path: "index.js", content: "1" }]);
  afterwards(started.upstream.close);
  const { answer } = started.upstream;
  started.upstream.answer = (request) => {
    const reply = answer(request);
    if (!request.path.includes("/versions/") || reply?.body === undefined) return reply;
    const entry = JSON.parse(String(reply.body));
    change(entry.server);
    return { ...reply, body: JSON.stringify(entry) };
  };
  return started;
}

async function open(input: string, change?: (server: Record<string, unknown>) => void) {
  const { env } = await world(change);
  return openTarget(input, await ioFor({ ...env }));
}

describe("an entry of the MCP Registry", () => {
  it("is its package, with packages and remotes as facts", async () => {
    expect(await open(ID)).toMatchObject({
      ok: true,
      value: {
        target: { type: "registry", name: ID, version: "1.2.0", canonicalId: `registry:${ID}@latest` },
        files: [{ path: "index.js" }],
        facts: {
          ecosystem: "npm",
          registry: { id: ID, packages: ["npm:@s/server@1.2.0"], remotes: ["https://mcp.example.com/mcp"] },
          publishedAt: "2025-09-01T00:00:00Z",
        },
      },
    });
  });

  it("with remotes only has no files, and says so", async () => {
    const opened = await open(ID, (server) => delete server.packages && delete server.repository);
    expect(opened).toMatchObject({ ok: true, value: { files: [], notes: [{ reason: "excluded" }], facts: { ecosystem: "registry" } } });
  });

  it("without anything to read says so", async () => {
    const opened = await open(ID, (server) => delete server.packages && delete server.repository && delete server.remotes);
    expect(opened).toMatchObject({ ok: false, problem: { code: "TARGET_NOT_READABLE" } });
  });

  it.each([
    ["another registry", { registryType: "npm", identifier: "@s/server", registryBaseUrl: "https://evil.example" }],
    ["a file on this machine", { registryType: "npm", identifier: "../../etc" }],
    ["an unknown type", { registryType: "__proto__", identifier: "x" }],
  ])("cannot lead to %s", async (_, entry) => {
    const opened = await open(ID, (server) => {
      server.packages = [entry];
      delete server.repository;
      delete server.remotes;
    });
    expect(opened.ok).toBe(false);
  });

  it("whose package is gone names the package", async () => {
    const opened = await open(ID, (server) => {
      server.packages = [{ registryType: "npm", identifier: "gone", version: "1.0.0" }];
    });
    expect(opened).toMatchObject({
      ok: false,
      problem: { code: "REPOSITORY_NOT_FOUND", message: expect.stringContaining("npm:gone@1.0.0") },
    });
  });

  it("is offered when the name is spelled otherwise, from any page of the search", async () => {
    expect(await open("io.github.Owner/Server")).toMatchObject({
      ok: false,
      problem: { code: "REPOSITORY_NOT_FOUND", hint: `did you mean registry:${ID}?` },
    });
  });
});
