import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { SourceIo } from "./io/io.ts";

/** No configuration of the machine or of the repository, no prompts, no hooks, no helpers, http(s) only. */
const HARDENED = [
  "-c",
  "protocol.allow=never",
  "-c",
  "protocol.https.allow=always",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "credential.helper=",
  "-c",
  "http.followRedirects=false",
  "-c",
  "fetch.fsckObjects=true",
  "-c",
  "submodule.recurse=false",
  "-c",
  "core.symlinks=false",
];
const PLAIN_HTTP = ["-c", "protocol.http.allow=always"];
/** Variables that git may see: how to reach the network, nothing else. Tokens stay out of child processes. */
const PASSED = /^(?:PATH|https?_proxy|no_proxy|all_proxy|GIT_SSL_CAINFO|SSL_CERT_FILE|SSL_CERT_DIR|SystemRoot)$/iu;

/** The commit that a ref names on the server, or null when git is missing, the server does not answer, or the ref is unknown. */
export async function gitCommit(url: string, ref: string, io: SourceIo): Promise<string | null> {
  if (io.settings.offline || io.settings.credentials !== undefined) return null;
  if (/^[0-9a-f]{40}$/u.test(ref)) return ref;
  const patterns = ref === "HEAD" ? ["HEAD"] : [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/tags/${ref}^{}`];
  const listed = await run(["ls-remote", "--", url, ...patterns], tmpdir(), url, io, 1_048_576);
  if (!listed.ok) return null;
  const refs = new Map(
    listed.value
      .toString("utf8")
      .split("\n")
      .map((line) => line.split("\t").reverse() as [string, string | undefined]),
  );
  const found = patterns
    .toReversed()
    .map((pattern) => refs.get(pattern))
    .find((sha) => sha !== undefined);
  return found !== undefined && /^[0-9a-f]{40}$/u.test(found) ? found : null;
}

/** The files of one commit as a tar: a shallow fetch into an empty bare repository, then git-archive. */
export async function gitArchive(url: string, sha: string, io: SourceIo): Promise<Result<Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), "mcp-assay-git-"));
  try {
    const made = await run(["init", "--quiet", "--bare", "."], folder, url, io, 65_536);
    if (!made.ok) return made;
    const fetched = await run(
      ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", url, sha],
      folder,
      url,
      io,
      65_536,
    );
    if (!fetched.ok) return fetched;
    // A repository's own attributes could keep files out of the archive or change them; these have the last word.
    await mkdir(join(folder, "info"), { recursive: true });
    await writeFile(join(folder, "info", "attributes"), "* -export-ignore -export-subst\n");
    return await run(["archive", "--format=tar", sha], folder, url, io, io.limits.packedBytes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs git; its output, bounded in size and time. What it prints about errors is not passed on: it may quote addresses. */
function run(args: readonly string[], cwd: string, url: string, io: SourceIo, maxBytes: number): Promise<Result<Buffer>> {
  const env = Object.fromEntries(Object.entries(io.settings.env).filter(([name]) => PASSED.test(name)));
  const own = {
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "true",
    GIT_LFS_SKIP_SMUDGE: "1",
    HOME: cwd,
    LC_ALL: "C",
  };
  const flags = url.startsWith("http://") ? [...HARDENED, ...PLAIN_HTTP] : HARDENED;
  return new Promise((done) => {
    const child = spawn("git", [...flags, ...args], {
      cwd,
      env: { ...env, ...own },
      stdio: ["ignore", "pipe", "ignore"],
      timeout: io.limits.downloadMs,
      killSignal: "SIGKILL",
    });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) child.kill("SIGKILL");
      else chunks.push(chunk);
    });
    child.on("error", () => done(fail("UPSTREAM_UNAVAILABLE", "git is not installed")));
    child.on("close", (code) => {
      if (size > maxBytes) done(fail("TARGET_TOO_LARGE", "the repository is larger than the limit"));
      else done(code === 0 ? ok(Buffer.concat(chunks)) : fail("UPSTREAM_UNAVAILABLE", `${new URL(url).host} cannot be read by git`));
    });
  });
}
