import { createHmac } from "node:crypto";
import { isRefusedLiteral } from "@mcp-assay/sources/io/connection";
import { type Answer, no, yes } from "./problems.ts";
import { scanResult } from "./scan-result.ts";
import type { ScanRow } from "./store.ts";

/** What is sent to a callback address (standardwebhooks.com, version 1). */
export interface Callback {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Pauses between attempts, in milliseconds; after the last one it is given up. About eleven hours in all. */
const PAUSES = [10_000, 60_000, 300_000, 1_800_000, 7_200_000, 28_800_000];

/** Milliseconds until the next attempt; null when that was the last. */
export function pauseAfter(attempt: number): number | null {
  return PAUSES[attempt - 1] ?? null;
}

/** Whether an address may be called back: public https, or one of the configured origins. Names are checked when they are called. */
export function checkCallbackUrl(text: string, trusted: ReadonlySet<string>): Answer<string> {
  const refuse = (why: string) => no("INVALID_REQUEST", `callback_url: ${why}`);
  if (!URL.canParse(text)) return refuse("is not an address");
  const url = new URL(text);
  if (trusted.has(url.origin)) return yes(url.href);
  if (url.protocol !== "https:") return refuse("must be https");
  if (url.username !== "" || url.password !== "") return refuse("must hold no password");
  return isRefusedLiteral(url) || url.hostname === "localhost" ? refuse("must not be a private address") : yes(url.href);
}

/** The secret of one scan's callback; who submits the scan is told it, and nobody else can know it. */
export function callbackSecret(key: Uint8Array, scanId: string): string {
  return `whsec_${createHmac("sha256", key).update(scanId).digest("base64")}`;
}

/** The signed message that a scan has ended. Findings are not in it: they are read with the scan. */
export function callbackOf(row: ScanRow, key: Uint8Array, publicUrl: string, now: Date): Callback {
  const {
    findings: _,
    tool_scores: __,
    coverage: ___,
    surface: ____,
    rules: _____,
    ...head
  } = scanResult({ ...row, report: null }, publicUrl);
  const type = row.status === "complete" ? "scan_complete" : "scan_failed";
  const body = JSON.stringify({ type, timestamp: now.toISOString(), data: head });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const secret = Buffer.from(callbackSecret(key, row.scanId).slice("whsec_".length), "base64");
  const signature = createHmac("sha256", secret).update(`${row.scanId}.${timestamp}.${body}`).digest("base64");
  return {
    body,
    headers: {
      "content-type": "application/json",
      "webhook-id": row.scanId,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
    },
  };
}
