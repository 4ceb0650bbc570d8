import { textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { fetchArtifact, refusal } from "./io/fetch.ts";
import { type HttpResponse, readJson } from "./io/http.ts";
import type { SourceIo } from "./io/io.ts";
import { hexDigest, registryLogin } from "./oci-config.ts";

/** One repository of one image registry. */
export interface ImageRepository {
  /** Name of the registry as users write it: "docker.io", "ghcr.io". */
  readonly registry: string;
  /** Base address of its API, without a slash. */
  readonly base: string;
  /** Path inside the registry: "library/nginx". */
  readonly path: string;
}

/** Reads manifests and blobs of one repository, with the token that its registry hands out. */
export class OciClient {
  #authorization: string | undefined;
  readonly #repository: ImageRepository;
  readonly #io: SourceIo;

  constructor(repository: ImageRepository, io: SourceIo) {
    this.#repository = repository;
    this.#io = io;
  }

  /** A manifest by tag or digest; its digest is computed here and, where one was asked for, compared. Null when there is none. */
  async manifest(reference: string, accept: string): Promise<Result<{ readonly body: unknown; readonly digest: string } | null>> {
    const url = this.#url("manifests", reference);
    const key = `manifest ${url}`;
    const known = await this.#io.cache.read(key);
    if (this.#io.settings.offline && known === null)
      return fail("OFFLINE", `${this.#repository.registry} was not asked: offline, and the manifest is not in the cache`);
    const bytes =
      known !== null && (this.#io.settings.offline || reference.startsWith("sha256:"))
        ? ok(known)
        : await this.#read(url, accept, 4 * 1_048_576);
    if (!bytes.ok || bytes.value === null) return bytes as Result<null>;
    const digest = hexDigest(bytes.value);
    if (reference.startsWith("sha256:") && digest !== reference)
      return fail("TARGET_NOT_READABLE", "an image manifest does not match its digest", { where: reference });
    await this.#io.cache.write(key, bytes.value);
    const body = readJson({ status: 200, url, header: () => undefined, body: bytes.value });
    return body.ok ? ok({ body: body.value, digest }) : body;
  }

  /** A blob by its digest: layer or configuration. */
  blob(digest: string, name: string): Promise<Result<Buffer>> {
    const url = this.#url("blobs", digest);
    const integrity = `sha256-${Buffer.from(digest.slice("sha256:".length), "hex").toString("base64")}`;
    return fetchArtifact(this.#io, { url, name, integrity, key: digest, ...this.#secret() });
  }

  async #read(url: string, accept: string, maxBytes: number): Promise<Result<Buffer | null>> {
    const first = await this.#send(url, accept, maxBytes);
    if (!first.ok) return first;
    let answer = first.value;
    if (answer.status === 401) {
      const token = await this.#exchange(answer.header("www-authenticate") ?? "");
      if (!token.ok) return token;
      const second = await this.#send(url, accept, maxBytes);
      if (!second.ok) return second;
      answer = second.value;
    }
    if (answer.status === 200) return ok(answer.body);
    const hidden = answer.status === 401 || answer.status === 403;
    if (answer.status === 404 || (hidden && this.#login() === undefined)) return ok(null);
    return fail(...refusal(url, answer.status));
  }

  #send(url: string, accept: string, maxBytes: number): Promise<Result<HttpResponse>> {
    return this.#io.http({ url, headers: { accept }, ...this.#secret(), maxBytes, timeoutMs: this.#io.limits.requestMs });
  }

  /** Follows a "Bearer realm=…,service=…,scope=…" challenge (distribution.github.io, "Token authentication"). */
  async #exchange(challenge: string): Promise<Result<null>> {
    const login = this.#login();
    if (/^basic\b/iu.test(challenge) && login !== undefined) {
      this.#authorization = login;
      return ok(null);
    }
    const fields = new Map([...challenge.matchAll(/(realm|service|scope)="([^"]*)"/gu)].map(([, name = "", value = ""]) => [name, value]));
    const realm = fields.get("realm") ?? "";
    if (!URL.canParse(realm)) return fail("UPSTREAM_UNAVAILABLE", `${this.#repository.registry} asks for a sign-in of an unknown kind`);
    const url = new URL(realm);
    url.searchParams.set("service", fields.get("service") ?? "");
    url.searchParams.set("scope", `repository:${this.#repository.path}:pull`);
    const secret = login !== undefined && sameOwner(url, new URL(this.#repository.base)) ? { secret: { authorization: login } } : {};
    const answer = await this.#io.http({ url: url.href, ...secret, maxBytes: 262_144, timeoutMs: this.#io.limits.requestMs });
    if (!answer.ok) return answer;
    const body = answer.value.status === 200 ? readJson(answer.value) : ok(null);
    const token = body.ok ? (textAt(body.value, "token") ?? textAt(body.value, "access_token")) : undefined;
    if (token !== undefined) this.#authorization = `Bearer ${token}`;
    else if (login !== undefined) return fail("INVALID_CREDENTIALS", `${this.#repository.registry} refuses the sign-in`);
    return ok(null);
  }

  #login(): string | undefined {
    return registryLogin(this.#repository.registry, this.#io.settings);
  }

  #secret(): { secret?: Record<string, string> } {
    return this.#authorization === undefined ? {} : { secret: { authorization: this.#authorization } };
  }

  #url(kind: "manifests" | "blobs", reference: string): string {
    return `${this.#repository.base}/v2/${this.#repository.path}/${kind}/${reference}`;
  }
}

/** Whether a token service belongs to the registry: the same host, or the same two last labels (auth.docker.io, registry-1.docker.io). */
function sameOwner(realm: URL, registry: URL): boolean {
  const owner = (host: string): string => host.split(".").slice(-2).join(".");
  if (realm.host === registry.host && realm.protocol === registry.protocol) return true;
  return realm.protocol === "https:" && /[a-z]/iu.test(realm.hostname) && owner(realm.hostname) === owner(registry.hostname);
}
