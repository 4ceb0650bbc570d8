import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { looksLocal, parseTarget } from "./parse.ts";
import { FORMATS } from "./target.ts";

const hex = "a".repeat(64);

/** input → type, name, version as asked, canonical id */
const accepted: readonly (readonly [string, string, string, string, string?])[] = [
  ["left-pad", "npm", "left-pad", "latest"],
  ["@scope/name", "npm", "@scope/name", "latest"],
  ["npm:name", "npm", "name", "latest"],
  ["npm:@scope/name@1.2.3", "npm", "@scope/name", "1.2.3"],
  ["@scope/name@^1", "npm", "@scope/name", "^1"],
  ["name@next", "npm", "name", "next"],
  ["name@>=1.0.0 <2", "npm", "name", ">=1.0.0 <2"],
  ["https://www.npmjs.com/package/name", "npm", "name", "latest"],
  ["https://www.npmjs.com/package/@scope/name/v/1.2.3", "npm", "@scope/name", "1.2.3"],
  ["npmjs.com/package/name/v/2.0.0", "npm", "name", "2.0.0"],
  ["https://www.npmjs.com/package/%40scope%2Fname?activeTab=code", "npm", "@scope/name", "latest"],
  ["pypi:Some.Name_x", "pypi", "some-name-x", "latest", "pypi:some-name-x@latest"],
  ["name==1.2", "pypi", "name", "==1.2", "pypi:name@1.2"],
  ["pypi:name==1.2.3", "pypi", "name", "==1.2.3", "pypi:name@1.2.3"],
  ["pypi:name@1.2.3", "pypi", "name", "==1.2.3", "pypi:name@1.2.3"],
  ["name>=1", "pypi", "name", ">=1", "pypi:name@>=1"],
  ["name >= 1.0, < 2", "pypi", "name", ">=1.0,<2", "pypi:name@>=1.0,<2"],
  ["name[extra]~=1.2", "pypi", "name", "~=1.2", "pypi:name@~=1.2"],
  ["name[a,b]", "pypi", "name", "latest", "pypi:name@latest"],
  ["https://pypi.org/project/some-name/", "pypi", "some-name", "latest"],
  ["https://pypi.org/project/some-name/1.0.1/", "pypi", "some-name", "==1.0.1", "pypi:some-name@1.0.1"],
  ["owner/repo", "github", "owner/repo", "HEAD"],
  ["Owner/Repo", "github", "Owner/Repo", "HEAD", "github:owner/repo@HEAD"],
  ["github:owner/repo", "github", "owner/repo", "HEAD"],
  ["github.com/owner/repo", "github", "owner/repo", "HEAD"],
  ["https://github.com/owner/repo.git", "github", "owner/repo", "HEAD"],
  ["git+https://github.com/owner/repo.git#v1.0", "github", "owner/repo", "v1.0"],
  ["git@github.com:owner/repo.git", "github", "owner/repo", "HEAD"],
  ["ssh://git@github.com/owner/repo.git", "github", "owner/repo", "HEAD"],
  ["owner/repo@v1.2.3", "github", "owner/repo", "v1.2.3"],
  ["owner/repo#feature/x", "github", "owner/repo", "feature/x", "github:owner/repo@feature/x"],
  ["https://github.com/owner/repo/tree/main/packages/server", "github", "owner/repo", "main", "github:owner/repo@main//packages/server"],
  ["https://github.com/owner/repo/blob/main/src/index.ts", "github", "owner/repo", "main", "github:owner/repo@main//src"],
  ["https://github.com/owner/repo/commit/0123abcd", "github", "owner/repo", "0123abcd"],
  ["https://github.com/owner/repo/releases/tag/v2", "github", "owner/repo", "v2"],
  ["github:https://github.com/owner/repo", "github", "owner/repo", "HEAD"],
  ["docker:image:tag", "docker", "image", "tag", "docker:image@tag"],
  ["docker:nginx:1.27-alpine", "docker", "nginx", "1.27-alpine", "docker:nginx@1.27-alpine"],
  ["docker:library/nginx", "docker", "nginx", "latest"],
  ["docker:org/image", "docker", "org/image", "latest"],
  ["org/image:tag", "docker", "org/image", "tag", "docker:org/image@tag"],
  ["ghcr.io/org/image:1", "docker", "ghcr.io/org/image", "1", "docker:ghcr.io/org/image@1"],
  ["ghcr.io/org/image", "docker", "ghcr.io/org/image", "latest"],
  ["https://ghcr.io/org/image:1", "docker", "ghcr.io/org/image", "1", "docker:ghcr.io/org/image@1"],
  ["eu.gcr.io/project/image", "docker", "eu.gcr.io/project/image", "latest"],
  ["mcr.microsoft.com/a/b/c:2", "docker", "mcr.microsoft.com/a/b/c", "2", "docker:mcr.microsoft.com/a/b/c@2"],
  [`docker:org/image@sha256:${hex}`, "docker", "org/image", `sha256:${hex}`],
  [`ghcr.io/org/image:1@sha256:${hex}`, "docker", "ghcr.io/org/image", `sha256:${hex}`, `docker:ghcr.io/org/image@sha256:${hex}`],
  ["registry.example.com/org/image:1", "docker", "registry.example.com/org/image", "1", "docker:registry.example.com/org/image@1"],
  ["docker:localhost:5000/image:1", "docker", "localhost:5000/image", "1", "docker:localhost:5000/image@1"],
  ["https://hub.docker.com/r/org/image/tags", "docker", "org/image", "latest"],
  ["https://hub.docker.com/_/nginx", "docker", "nginx", "latest"],
  ["io.github.owner/name", "registry", "io.github.owner/name", "latest"],
  ["com.example/server@1.0.0", "registry", "com.example/server", "1.0.0"],
  ["registry:io.github.owner/name", "registry", "io.github.owner/name", "latest"],
  ["  npm:name  ", "npm", "name", "latest"],
  ["NPM:name", "npm", "name", "latest"],
];

describe("inputs that are understood", () => {
  const rows = accepted.map(([input, type, name, versionSpec, id]) => ({
    input,
    type,
    name,
    versionSpec,
    canonicalId: id ?? `${type}:${name}@${versionSpec}`,
  }));

  it.each(rows)("$input", ({ input, ...fields }) => {
    expect(parseTarget(input)).toMatchObject({ ok: true, value: { ...fields, input: input.trim() } });
  });

  it.each(rows)("$input: its canonical id names the same target", ({ input, type, versionSpec, canonicalId }) => {
    const first = parseTarget(input);
    const subfolder = first.ok ? first.value.subfolder : "";
    expect(parseTarget(canonicalId)).toMatchObject({ ok: true, value: { type, versionSpec, canonicalId, subfolder } });
  });
});

/** input → a part of the hint */
const rejected: readonly (readonly [string, string])[] = [
  ["", "npm:"],
  ["   ", "npm:"],
  ["x".repeat(513), "npm:"],
  ["npm:", "npm:<name>"],
  ["My Package", "npm:my-package"],
  ["a/b/c", "https://github.com/a/b/tree/HEAD/c"],
  ["./folder", "folder"],
  ["https://gitlab.com/a/b", "github:"],
  ["ftp://example.com/x", "npm:"],
  ["example.com/thing", "npm:"],
  ["https://registry.example.com/org/image:1", "docker:registry.example.com/org/image:1"],
  ["pkg:npm/name@1", "npm:name@1"],
  ["https://github.com/owner/repo/issues/5", "github:owner/repo"],
  ["github:owner/repo@main//../../etc", "github:owner/repo"],
  ["owner/repo@--upload-pack=x", "github:owner/repo"],
  ["docker:Org/Image", "docker:org/image"],
  ["docker:image@sha256:123", "sha256:<64"],
  ["pypi:name=1.0", "pypi:name==1.0"],
  ["npm:name@file:../x", "npm:name@latest"],
  ["na\u200bme", "name"],
  ["npm:https://github.com/owner/repo", "https://github.com/owner/repo"],
];

describe("inputs that are refused", () => {
  it.each(rejected)("%j explains itself", (input, hint) => {
    const parsed = parseTarget(input);
    expect(parsed).toMatchObject({ ok: false, problem: { code: "INVALID_REQUEST", hint: expect.stringContaining(hint) } });
    expect(!parsed.ok && parsed.problem.hint).toContain(FORMATS);
  });

  it("takes a bare colon as an image and says what else it may be", () => {
    expect(parseTarget("requests:2.31.0")).toMatchObject({
      ok: true,
      value: { type: "docker", hint: expect.stringContaining("pypi:requests==2.31.0") },
    });
  });
});

describe("any text", () => {
  const word = fc.stringMatching(/^[\w.@/:#~^=<>[\]+-]{0,40}$/u);
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 600 }),
    fc.string({ unit: "grapheme", maxLength: 200 }),
    word,
    fc
      .tuple(fc.constantFrom("npm:", "pypi:", "github:", "docker:", "registry:", "https://github.com/"), word)
      .map((parts) => parts.join("")),
  );

  it("gets a target or an explanation, never an exception", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseTarget(text);
        if (!parsed.ok) return parsed.problem.code === "INVALID_REQUEST" && parsed.problem.hint?.includes(FORMATS) === true;
        const { name, subfolder, canonicalId } = parsed.value;
        return (
          name !== "" &&
          !`${name}/${subfolder}`.split("/").includes("..") &&
          !/[\p{C}\s]/u.test(name) &&
          canonicalId.startsWith(`${parsed.value.type}:`)
        );
      }),
    );
  });

  it("that is accepted has a canonical id that is accepted and stays as it is", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseTarget(text);
        if (!parsed.ok) return;
        const again = parseTarget(parsed.value.canonicalId);
        expect(again.ok && again.value.canonicalId).toBe(parsed.value.canonicalId);
      }),
      { numRuns: 2000 },
    );
  });

  it("is answered quickly even when it is built to make patterns backtrack", () => {
    for (const piece of ["a.", "-", "a-", "@", "/", "._", "[", "=", "<", ":"])
      expect(() => parseTarget(piece.repeat(512 / piece.length))).not.toThrow();
  });
});

describe("looksLocal", () => {
  it.each(["./x", "../x", "/x", "~", "~/x", ".", "..", "C:\\x", "file:///x"])("%s is a path", (text) =>
    expect(looksLocal(text)).toBe(true));
  it.each(["x", "@a/b", "a/b", ".x", "~x", "docker:x"])("%s may be published", (text) => expect(looksLocal(text)).toBe(false));
});
