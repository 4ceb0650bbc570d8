import type { Problem, Result } from "@mcp-assay/core/problem";
import { parseTarget, type Target } from "@mcp-assay/core/target/parse";
import type { Caller } from "./caller.ts";
import { type Answer, fromCore, no, yes } from "./problems.ts";
import { scanIdFrom } from "./scan-id.ts";
import type { Store } from "./store.ts";

/** Body of POST /api/v1/scan, checked for shape. */
export interface ScanBody {
  readonly input: string;
  readonly mode: "fast" | "deep";
  readonly scan_visibility: "public" | "private";
  readonly force_rescan: boolean;
  readonly credentials?: { readonly type: string; readonly token: string; readonly username?: string | undefined } | undefined;
}

/** Asks the upstream whether the target exists and looks like an MCP server; null: it took too long to say. */
export type ResolveTarget = (target: Target) => Promise<Result<void> | null>;

export interface SubmitPorts {
  readonly store: Store;
  readonly resolve: ResolveTarget;
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface Submitted {
  readonly scan_id: string;
  readonly canonical_id: string;
  readonly cached: boolean;
}

/** Accepts a scan. Checks run in the documented order: input, sign-in, credentials, upstream. */
export async function submitScan(ports: SubmitPorts, caller: Caller, body: ScanBody): Promise<Answer<Submitted>> {
  const parsed = parseTarget(body.input);
  if (!parsed.ok) return { ok: false, problem: { ...fromCore(parsed.problem), code: "INVALID_REQUEST" } };
  const target = parsed.value;
  const denied = signInNeeded(caller, body) ?? credentialsProblem(body);
  if (denied !== null) return denied;
  const resolved = await ports.resolve(target);
  if (resolved !== null && !resolved.ok) return refused(resolved.problem);
  return keep(ports, target, body);
}

function signInNeeded(caller: Caller, body: ScanBody): Answer<never> | null {
  if (caller.kind !== "anonymous") return null;
  if (body.scan_visibility === "private") return no("PRIVATE_REQUIRES_SIGNIN", "private scans need an account", { hint: "sign in, or send an API key" });
  if (body.mode === "deep") return no("SIGNIN_REQUIRED_FOR_DEEP", "deep scans need an account", { hint: 'sign in, or ask for "mode": "fast"' });
  if (body.force_rescan) return no("FORCE_RESCAN_REQUIRES_SIGNIN", "force_rescan needs an account", { hint: "sign in, or leave force_rescan out" });
  return null;
}

function credentialsProblem(body: ScanBody): Answer<never> | null {
  if (body.credentials === undefined || body.scan_visibility === "private") return null;
  return no("CREDENTIALS_PUBLIC_SCAN", "credentials are for private scans only", { hint: 'ask for "scan_visibility": "private", and rotate a token that was sent by mistake' });
}

function refused(problem: Problem): Answer<never> {
  return { ok: false, problem: fromCore(problem) };
}

async function keep(ports: SubmitPorts, target: Target, body: ScanBody): Promise<Answer<Submitted>> {
  const scanId = scanIdFrom(ports.randomBytes(11));
  try {
    await ports.store.submit({
      scanId,
      runId: Buffer.from(ports.randomBytes(16)).toString("hex"),
      input: withoutUserInfo(target.input),
      inputType: target.type,
      packageName: target.name,
      canonicalId: target.canonicalId,
      mode: body.mode,
      visibility: body.scan_visibility,
    });
  } catch {
    return no("SCAN_START_FAILED", "the scan could not be started", { hint: "try again" });
  }
  return yes({ scan_id: scanId, canonical_id: target.canonicalId, cached: false });
}

/** An address may carry a password before its host; it is neither kept nor shown. */
function withoutUserInfo(input: string): string {
  return input.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/iu, "$1");
}
