import { createHash } from "node:crypto";
import type { RegistryFacts } from "@mcp-assay/core/snapshot";
import { describe, expect, it } from "vitest";
import { openTarget } from "../open.ts";
import { tgzOf } from "../testing/pack.ts";
import { afterwards, ioFor } from "../testing/scratch.ts";
import { startUpstream, type Upstream } from "../testing/upstream.ts";
import { below, digestOf, json } from "../testing/world.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const FILES = [
  { path: "src/index.js", content: "export const tool = 1;\n" },
  { path: "src/extra.js", content: "export const more = 2;\n" },
  { path: "src/other.js", content: "export const other = 3;\n" },
  { path: "dist/index.js", content: "built();\n" },
  { path: "package.json", content: "{}" },
];
const archive = tgzOf(below("package", FILES));
const sha512 = digestOf(archive, "sha512", "hex");

function blob(content: string): string {
  return createHash("sha1").update(`blob ${content.length}\0${content}`).digest("hex");
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64");

/** Statement of SLSA as npm serves it. */
function attestation(digest: string, repository = "https://github.com/owner/server"): unknown {
  const buildDefinition = {
    externalParameters: { workflow: { repository, path: ".github/workflows/release.yml", ref: "refs/tags/v1.0.0" } },
    resolvedDependencies: [{ uri: `git+${repository}@refs/tags/v1.0.0`, digest: { gitCommit: COMMIT } }],
  };
  const statement = { subject: [{ name: "pkg:npm/server@1.0.0", digest: { sha512: digest } }], predicate: { buildDefinition } };
  return {
    attestations: [
      { predicateType: "https://github.com/npm/attestation/tree/main/specs/publish/v0.1", bundle: {} },
      { predicateType: "https://slsa.dev/provenance/v1", bundle: { dsseEnvelope: { payload: base64(statement) } } },
    ],
  };
}

/** npm and the GitHub API on one address. */
async function world(answers: Readonly<Record<string, unknown>>, tree: readonly unknown[] = []): Promise<Upstream> {
  const upstream = await startUpstream();
  afterwards(upstream.close);
  const manifest = {
    version: "1.0.0",
    dist: {
      tarball: `${upstream.url}/server-1.0.0.tgz`,
      integrity: `sha512-${digestOf(archive, "sha512", "base64")}`,
      attestations: { url: `${upstream.url}/-/npm/v1/attestations/server@1.0.0` },
    },
    repository: { url: "git+https://github.com/owner/server.git", directory: "packages/a" },
  };
  upstream.answer = ({ path }) => {
    if (path === "/server") return json({ name: "server", "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": manifest } });
    if (path.endsWith(".tgz")) return { body: archive };
    if (path === `/repos/owner/server/git/trees/${COMMIT}?recursive=1`) return json({ sha: COMMIT, tree });
    const found = answers[path];
    return found === undefined ? undefined : typeof found === "string" ? { body: found } : json(found);
  };
  return upstream;
}

async function facts(upstream: Upstream, env: Readonly<Record<string, string>> = {}, offline = false): Promise<RegistryFacts | null> {
  const opened = await openTarget("npm:server", await ioFor({ NPM_REGISTRY_URL: upstream.url, ...env }, { offline }));
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.value.facts;
}

const ATTESTATIONS = "/-/npm/v1/attestations/server@1.0.0";
const ofRepository = (path: string, content: string) => ({ path, type: "blob", sha: blob(content) });

describe("the attestation of a release", () => {
  it("tells repository, commit and workflow, and whether it is about this archive", async () => {
    expect((await facts(await world({ [ATTESTATIONS]: attestation(sha512) })))?.provenance).toEqual({
      repository: "https://github.com/owner/server",
      commit: COMMIT,
      workflow: ".github/workflows/release.yml",
      aboutThis: true,
    });
    expect((await facts(await world({ [ATTESTATIONS]: attestation("00") })))?.provenance).toMatchObject({ aboutThis: false });
  });

  it.each([
    ["is not served", {}],
    ["is no JSON", { [ATTESTATIONS]: "<html>" }],
    ["holds no statement", { [ATTESTATIONS]: { attestations: [{ predicateType: "https://slsa.dev/provenance/v1" }] } }],
  ])("that %s is not known, and the scan goes on", async (_, answers) => {
    const found = await facts(await world(answers));
    expect([found?.ecosystem, found?.provenance]).toEqual(["npm", undefined]);
  });
});

describe("the repository beside a release", () => {
  const tree = [
    ofRepository("packages/a/src/index.js", "export const tool = 1;\n"),
    ofRepository("packages/a/src/extra.js", "export const less = 1;\n"),
    { path: "packages/a/src", type: "tree", sha: "" },
  ];

  it("shows what is the same, changed, added and built, at the attested commit or at the tag of the version", async () => {
    const expected = {
      same: 1,
      changed: ["src/extra.js"],
      added: ["src/other.js"],
      built: 1,
      repository: "https://github.com/owner/server",
    };
    const attested = await world({ [ATTESTATIONS]: attestation(sha512), [`/repos/owner/server/commits/${COMMIT}`]: COMMIT }, tree);
    expect((await facts(attested, { GITHUB_API_URL: attested.url }))?.comparison).toEqual({ ...expected, ref: COMMIT });
    const tagged = await world({ "/repos/owner/server/commits/v1.0.0": COMMIT }, tree);
    expect((await facts(tagged, { GITHUB_API_URL: tagged.url }))?.comparison).toEqual({ ...expected, ref: "v1.0.0" });
  });

  it("is asked only where a token or an address is configured, and a release without a tag is not compared", async () => {
    const upstream = await world({}, tree);
    expect((await facts(upstream))?.comparison).toBeUndefined();
    expect(upstream.seen.some(({ path }) => path.startsWith("/repos/"))).toBe(false);
    expect((await facts(upstream, { GITHUB_API_URL: upstream.url }))?.comparison).toBeUndefined();
  });

  it("that is not listed whole is not compared: what is left out would look added", async () => {
    const upstream = await world({ "/repos/owner/server/commits/v1.0.0": COMMIT });
    const { answer } = upstream;
    upstream.answer = (request) => (request.path.includes("/git/trees/") ? json({ sha: COMMIT, tree, truncated: true }) : answer(request));
    expect((await facts(upstream, { GITHUB_API_URL: upstream.url }))?.comparison).toBeUndefined();
  });
});
