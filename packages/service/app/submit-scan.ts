import { createHash } from "node:crypto";
import { parseTarget, type Target } from "@mcp-assay/core/target/parse";
import { allows, type Caller, countedAs, countedFor } from "./caller.ts";
import { failedResolveCharge, forcedCharges, submissionCharges } from "./plans.ts";
import { type Answer, fromCore, no, yes } from "./problems.ts";
import { limitProblem, type Quota, quotaOf } from "./quota.ts";
import { cacheKeyOf, type Resolved, type ResolveTarget, UNRESOLVED_FRESH_MS } from "./resolve-target.ts";
import { scanIdFrom } from "./scan-id.ts";
import type { Charge, IdempotencyKey, Store, SubmitOutcome } from "./store.ts";

/** Body of POST /api/v1/scan, checked for shape. */
export interface ScanBody {
  readonly input: string;
  readonly mode: "fast" | "deep";
  readonly scan_visibility: "public" | "private";
  readonly force_rescan: boolean;
  readonly credentials?: { readonly type: string; readonly token: string; readonly username?: string | undefined } | undefined;
}

export interface SubmitPorts {
  readonly store: Store;
  readonly resolve: ResolveTarget;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => Date;
  /** Names program and catalogue: reports of another engine are not shared. */
  readonly engine: string;
  readonly queueLimit: number;
}

export interface Submitted {
  readonly scan_id: string;
  readonly canonical_id: string;
  readonly cached: boolean;
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
  const denied = deniedTo(caller, body) ?? credentialsProblem(body);
  if (denied !== null) return denied;
  const idempotency = idempotencyKey === null ? null : { caller: countedAs(caller), key: idempotencyKey, bodyHash: hashOf(body) };
  const before = idempotency === null ? null : await ports.store.replay(idempotency);
  if (before !== null) return answer(ports, target, before, []);
  const charges = chargesOf(ports, caller, target, body);
  const used = await ports.store.used(charges);
  const full = charges.find((charge, index) => (used[index] ?? 0) >= charge.limit);
  if (full !== undefined) return limitProblem(full, ports.now());
  const resolved = await resolve(ports, caller, target);
  if (!resolved.ok) return resolved;
  return keep(ports, caller, target, body, { resolved: resolved.value, charges, idempotency });
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

function credentialsProblem(body: ScanBody): Answer<never> | null {
  if (body.credentials === undefined) return null;
  if (body.scan_visibility === "private")
    return no("INVALID_CREDENTIALS", "this service cannot fetch with credentials yet", { hint: "leave credentials out" });
  return no("CREDENTIALS_PUBLIC_SCAN", "credentials are for private scans only", {
    hint: 'ask for "scan_visibility": "private", and rotate a token that was sent by mistake',
  });
}

function chargesOf(ports: SubmitPorts, caller: Caller, target: Target, body: ScanBody): readonly Charge[] {
  const who = countedAs(caller);
  const now = ports.now();
  const forced = body.force_rescan ? forcedCharges(who, `${target.type}:${target.name}`, now) : [];
  return [...submissionCharges(countedFor(caller), now), failedResolveCharge(who, now), ...forced];
}

/** Asks the upstream; a target that is not there counts against a limit of its own. */
async function resolve(ports: SubmitPorts, caller: Caller, target: Target): Promise<Answer<Resolved | null>> {
  const resolved = await ports.resolve(target);
  if (resolved === null) return yes(null);
  if (resolved.ok) return yes(resolved.value);
  if (resolved.problem.code === "REPOSITORY_NOT_FOUND") await ports.store.charge([failedResolveCharge(countedAs(caller), ports.now())]);
  return { ok: false, problem: fromCore(resolved.problem) };
}

interface Prepared {
  readonly resolved: Resolved | null;
  readonly charges: readonly Charge[];
  readonly idempotency: IdempotencyKey | null;
}

async function keep(ports: SubmitPorts, caller: Caller, target: Target, body: ScanBody, prepared: Prepared): Promise<Answer<Submitted>> {
  const runId = Buffer.from(ports.randomBytes(16)).toString("hex");
  const nonce = body.force_rescan ? runId : "";
  const isPrivate = body.scan_visibility === "private";
  const charges = prepared.charges.filter((charge) => !charge.subject.startsWith("unresolved:"));
  try {
    const outcome = await ports.store.submit({
      scanId: scanIdFrom(ports.randomBytes(11)),
      runId,
      input: withoutUserInfo(target.input),
      inputType: target.type,
      packageName: target.name,
      canonicalId: target.canonicalId,
      mode: body.mode,
      visibility: body.scan_visibility,
      submitter: countedAs(caller),
      accountId: caller.kind === "account" ? caller.accountId : null,
      cacheKey: isPrivate ? null : cacheKeyOf(target, prepared.resolved, [body.mode, ports.engine, nonce]),
      freshMs: prepared.resolved === null ? UNRESOLVED_FRESH_MS : null,
      idempotency: prepared.idempotency,
      charges,
      queueLimit: ports.queueLimit,
    });
    return await answer(ports, target, outcome, charges);
  } catch {
    return no("SCAN_START_FAILED", "the scan could not be started", { hint: "try again" });
  }
}

async function answer(ports: SubmitPorts, target: Target, outcome: SubmitOutcome, charges: readonly Charge[]): Promise<Answer<Submitted>> {
  if (outcome.kind === "conflict")
    return no("IDEMPOTENCY_CONFLICT", "this Idempotency-Key was used for another request", { hint: "use a new key for a new request" });
  if (outcome.kind === "full") return no("QUEUE_FULL", "too many scans are waiting", { retryAfter: 30 });
  if (outcome.kind === "limited") return limitProblem(outcome.by, ports.now());
  const quota = quotaOf(charges, await ports.store.used(charges), ports.now());
  return yes({ scan_id: outcome.scanId, canonical_id: target.canonicalId, cached: outcome.kind === "cached", quota });
}

/** Names a request. The token is no part of it: not even its hash is kept. */
function hashOf(body: ScanBody): string {
  const { input, mode, scan_visibility, force_rescan, credentials } = body;
  return createHash("sha256")
    .update(JSON.stringify([input, mode, scan_visibility, force_rescan, credentials?.type ?? null]))
    .digest("hex");
}

/** An address may carry a password before its host; it is neither kept nor shown. */
function withoutUserInfo(input: string): string {
  return input.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/iu, "$1");
}
