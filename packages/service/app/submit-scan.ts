import { createHash } from "node:crypto";
import type { Result } from "@mcp-assay/core/problem";
import { parseTarget, type Target } from "@mcp-assay/core/target/parse";
import { fitsCredentials } from "@mcp-assay/sources/credentials";
import { callbackSecret, checkCallbackUrl } from "./callback.ts";
import { allows, type Caller, countedAs, countedFor } from "./caller.ts";
import { failedResolveCharge, forcedCharges, submissionCharges } from "./plans.ts";
import { type Answer, fromCore, no, yes } from "./problems.ts";
import { limitProblem, type Quota, quotaOf } from "./quota.ts";
import { type Credentials, cacheKeyOf, type PrivateFetch, type Resolved, UNRESOLVED_FRESH_MS, type Upstream } from "./resolve-target.ts";
import { scanIdFrom } from "./scan-id.ts";
import type { Charge, IdempotencyKey, Store, SubmitOutcome } from "./store.ts";

/** Body of POST /api/v1/scan, checked for shape. */
export interface ScanBody {
  readonly input: string;
  readonly mode: "fast" | "deep";
  readonly scan_visibility: "public" | "private";
  readonly force_rescan: boolean;
  readonly callback_url?: string | undefined;
  readonly credentials?: (Omit<Credentials, "username"> & { readonly username?: string | undefined }) | undefined;
}

/** Names what a report of this mode depends on besides its target: reports of another engine are not shared. */
export type EngineName = (mode: ScanBody["mode"]) => Promise<string>;

export interface SubmitPorts {
  readonly store: Store;
  readonly upstream: Upstream;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => Date;
  readonly engine: EngineName;
  readonly queueLimit: number;
  readonly callbacks: {
    /** Origins that may be private and plain http. */
    readonly trusted: ReadonlySet<string>;
    /** Signs callbacks. */
    readonly key: Uint8Array;
  };
}

export interface Submitted {
  readonly scan_id: string;
  readonly canonical_id: string;
  readonly callback_secret?: string;
  readonly cached: boolean;
  /** An earlier submission with the same Idempotency-Key was this one. */
  readonly again: boolean;
  readonly quota: Quota | null;
}

/** Accepts a scan. Checks run in the documented order: input, sign-in, plan, credentials, limits, upstream. */
export async function submitScan(
  ports: SubmitPorts,
  caller: Caller,
  body: ScanBody,
  idempotencyKey: string | null,
): Promise<Answer<Submitted>> {
  const parsed = parseTarget(body.input);
  if (!parsed.ok) return { ok: false, problem: { ...fromCore(parsed.problem), code: "INVALID_REQUEST" } };
  const target = parsed.value;
  const callback = body.callback_url === undefined ? yes(null) : checkCallbackUrl(body.callback_url, ports.callbacks.trusted);
  if (!callback.ok) return callback;
  const denied = deniedTo(caller, body) ?? credentialsProblem(body, target);
  if (denied !== null) return denied;
  const idempotency = idempotencyKey === null ? null : { caller: countedAs(caller), key: idempotencyKey, bodyHash: hashOf(body) };
  const before = idempotency === null ? null : await ports.store.replay(idempotency);
  if (before !== null) return answer(ports, target, before, [], callback.value !== null);
  const charges = chargesOf(ports, caller, target, body);
  const used = await ports.store.used(charges);
  const full = charges.find((charge, index) => (used[index] ?? 0) >= charge.limit);
  if (full !== undefined) return limitProblem(full, ports.now());
  const prepared = { runId: Buffer.from(ports.randomBytes(16)).toString("hex"), charges, idempotency, callbackUrl: callback.value };
  return body.credentials === undefined
    ? submitOpen(ports, caller, target, body, prepared)
    : submitWith(ports, caller, target, body, prepared, body.credentials);
}

/** Without credentials the workers fetch the files; here it is only looked whether that makes sense. */
async function submitOpen(
  ports: SubmitPorts,
  caller: Caller,
  target: Target,
  body: ScanBody,
  prepared: Prepared,
): Promise<Answer<Submitted>> {
  const since = ports.now().getTime();
  const isPrivate = body.scan_visibility === "private";
  const resolved = await accepted(ports, caller, await ports.upstream.resolve(target, isPrivate));
  if (!resolved.ok) return resolved;
  const shared = isPrivate ? null : await sharedBy(ports, target, body, resolved.value, body.force_rescan ? prepared.runId : "");
  if (shared === null || !(await ports.store.covered(shared.cacheKey, shared.freshMs))) {
    const inspected = await ports.upstream.inspect(target, isPrivate, ports.now().getTime() - since);
    const sound = await accepted(ports, caller, inspected);
    if (!sound.ok) return sound;
  }
  return keep(ports, caller, target, body, { ...prepared, shared, fetch: null });
}

/** With credentials everything is fetched here, by the only process that knows them. */
async function submitWith(
  ports: SubmitPorts,
  caller: Caller,
  target: Target,
  body: ScanBody,
  prepared: Prepared,
  { type, token, username }: NonNullable<ScanBody["credentials"]>,
): Promise<Answer<Submitted>> {
  const credentials = { type, token, ...(username === undefined ? {} : { username }) };
  const fetch = ports.upstream.fetchPrivate(target, credentials, prepared.runId);
  const known = await accepted(ports, caller, await fetch.known);
  const kept = known.ok ? await keep(ports, caller, target, body, { ...prepared, shared: null, fetch }) : known;
  if (!kept.ok || kept.value.again) fetch.abandon();
  else fetch.deliver({ runId: prepared.runId, owner: fetch.by.owner, fence: 1 });
  return kept;
}

function deniedTo(caller: Caller, body: ScanBody): Answer<never> | null {
  const isPrivate = body.scan_visibility === "private";
  if (caller.kind === "anonymous") {
    if (isPrivate) return no("PRIVATE_REQUIRES_SIGNIN", "private scans need an account", { hint: "sign in, or send an API key" });
    if (body.mode === "deep")
      return no("SIGNIN_REQUIRED_FOR_DEEP", "deep scans need an account", { hint: 'sign in, or ask for "mode": "fast"' });
    if (body.force_rescan)
      return no("FORCE_RESCAN_REQUIRES_SIGNIN", "force_rescan needs an account", { hint: "sign in, or leave force_rescan out" });
    return null;
  }
  if (!allows(caller, "scan:submit"))
    return no("INSUFFICIENT_SCOPE", "the key may not submit scans", { hint: "it needs the scope scan:submit" });
  if (isPrivate && !caller.plan.paid) return no("SUBSCRIPTION_REQUIRED", "private scans need a paid plan");
  return null;
}

function credentialsProblem(body: ScanBody, target: Target): Answer<never> | null {
  if (body.credentials === undefined) return null;
  if (body.scan_visibility === "public")
    return no("CREDENTIALS_PUBLIC_SCAN", "credentials are for private scans only", {
      hint: 'ask for "scan_visibility": "private", and rotate a token that was sent by mistake',
    });
  const misfit = fitsCredentials(target, body.credentials.type);
  return misfit.ok ? null : { ok: false, problem: fromCore(misfit.problem) };
}

function chargesOf(ports: SubmitPorts, caller: Caller, target: Target, body: ScanBody): readonly Charge[] {
  const who = countedAs(caller);
  const now = ports.now();
  const forced = body.force_rescan ? forcedCharges(who, `${target.type}:${target.name}`, now) : [];
  return [...submissionCharges(countedFor(caller), now), failedResolveCharge(who, now), ...forced];
}

/** What the upstream says, in the service's codes. A target that is not there, or no server, counts against a limit of its own. */
async function accepted(ports: SubmitPorts, caller: Caller, said: Result<Resolved> | null): Promise<Answer<Resolved | null>> {
  if (said === null) return yes(null);
  if (said.ok) return yes(said.value);
  const { code } = said.problem;
  if (code === "REPOSITORY_NOT_FOUND" || code === "NOT_AN_MCP_SERVER" || code === "INVALID_CREDENTIALS")
    await ports.store.charge([failedResolveCharge(countedAs(caller), ports.now())]);
  return { ok: false, problem: fromCore(said.problem) };
}

interface Prepared {
  readonly runId: string;
  readonly charges: readonly Charge[];
  readonly idempotency: IdempotencyKey | null;
  readonly callbackUrl: string | null;
}

/** Under what name the work is shared, and how old a finished one may be. */
interface Shared {
  readonly cacheKey: string;
  readonly freshMs: number | null;
}

async function sharedBy(ports: SubmitPorts, target: Target, body: ScanBody, resolved: Resolved | null, nonce: string): Promise<Shared> {
  const cacheKey = cacheKeyOf(target, resolved, [body.mode, await ports.engine(body.mode), nonce]);
  return { cacheKey, freshMs: resolved === null ? UNRESOLVED_FRESH_MS : null };
}

interface Work extends Prepared {
  readonly shared: Shared | null;
  readonly fetch: PrivateFetch | null;
}

async function keep(ports: SubmitPorts, caller: Caller, target: Target, body: ScanBody, work: Work): Promise<Answer<Submitted>> {
  const charges = work.charges.filter((charge) => !charge.subject.startsWith("unresolved:"));
  const outcome = await ports.store.submit({
    scanId: scanIdFrom(ports.randomBytes(11)),
    runId: work.runId,
    input: withoutUserInfo(target.input),
    inputType: target.type,
    packageName: target.name,
    canonicalId: target.canonicalId,
    mode: body.mode,
    visibility: body.scan_visibility,
    submitter: countedAs(caller),
    accountId: caller.kind === "account" ? caller.accountId : null,
    cacheKey: work.shared?.cacheKey ?? null,
    freshMs: work.shared?.freshMs ?? null,
    idempotency: work.idempotency,
    callbackUrl: work.callbackUrl,
    charges,
    fetchedBy: work.fetch?.by ?? null,
    queueLimit: ports.queueLimit,
  });
  return answer(ports, target, outcome, charges, work.callbackUrl !== null);
}

async function answer(
  ports: SubmitPorts,
  target: Target,
  outcome: SubmitOutcome,
  charges: readonly Charge[],
  calledBack: boolean,
): Promise<Answer<Submitted>> {
  if (outcome.kind === "conflict")
    return no("IDEMPOTENCY_CONFLICT", "this Idempotency-Key was used for another request", { hint: "use a new key for a new request" });
  if (outcome.kind === "full") return no("QUEUE_FULL", "too many scans are waiting", { retryAfter: 30 });
  if (outcome.kind === "limited") return limitProblem(outcome.by, ports.now());
  const { kind, scanId: scan_id, used } = outcome;
  const quota = quotaOf(charges, used ?? (await ports.store.used(charges)), ports.now());
  const secret = calledBack ? { callback_secret: callbackSecret(ports.callbacks.key, scan_id) } : {};
  return yes({ scan_id, canonical_id: target.canonicalId, ...secret, cached: kind === "cached", again: kind === "replayed", quota });
}

/** Names a request. The token is no part of it: not even its hash is kept. */
function hashOf(body: ScanBody): string {
  const { input, mode, scan_visibility, force_rescan, callback_url, credentials } = body;
  return createHash("sha256")
    .update(JSON.stringify([input, mode, scan_visibility, force_rescan, callback_url ?? null, credentials?.type ?? null]))
    .digest("hex");
}

/** An address may carry a password before its host; it is neither kept nor shown. */
function withoutUserInfo(input: string): string {
  return input.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/iu, "$1");
}
