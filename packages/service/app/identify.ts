import { createHash } from "node:crypto";
import { BlockList, isIP } from "node:net";
import type { Caller } from "./caller.ts";
import { type Plans, planOf } from "./plans.ts";
import { type Answer, no, yes } from "./problems.ts";
import type { ApiKey, Store } from "./store.ts";

/** What a request shows of its sender. */
export interface Credentialed {
  readonly authorization: string | undefined;
  readonly apiKeyHeader: boolean;
  readonly address: string;
}

/** Keys of ours, and those imported from before 2026-04-29, which end on 2027-04-29 (reference/service-facts.md). */
const KEY = /^mcpsafe_[0-9A-Za-z]{40}$/u;
const LEGACY_KEY = /^mcp_[0-9A-Za-z_-]{16,128}$/u;
const LEGACY_END = Date.parse("2027-04-29T00:00:00Z");

/** SHA-256 of a key, under which it is kept. A key has 238 random bits, so no salt and no slow hash are needed. */
export function keyHash(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Who sent a request. A proof of identity that proves nothing is refused, not ignored. */
export async function identify(store: Store, plans: Plans, shown: Credentialed, now: Date): Promise<Answer<Caller>> {
  if (shown.apiKeyHeader)
    return no("UNAUTHENTICATED", "X-API-Key is not read", { hint: "send the key as Authorization: Bearer mcpsafe_…" });
  if (shown.authorization === undefined) return yes({ kind: "anonymous", address: shown.address, plan: plans.anonymous });
  const token = /^bearer +(\S+) *$/iu.exec(shown.authorization)?.[1];
  if (token === undefined)
    return no("UNAUTHENTICATED", "the Authorization header is not a bearer token", { hint: "send Authorization: Bearer mcpsafe_…" });
  const usable = KEY.test(token) || (LEGACY_KEY.test(token) && now.getTime() < LEGACY_END);
  const found = usable ? await store.keyByHash(keyHash(token)) : null;
  // One answer for every key that does not work, so that nothing is learnt about those that once did.
  if (found === null || found.key.revokedAt !== null || Date.parse(found.key.expiresAt) <= now.getTime())
    return no("UNAUTHENTICATED", "the bearer token is not valid");
  if (!comesFrom(found.key, shown.address)) return no("FORBIDDEN", "the key may not be used from this address");
  const { key, account } = found;
  return yes({
    kind: "account",
    accountId: account.id,
    address: shown.address,
    plan: planOf(plans, account.plan),
    planName: account.plan,
    via: { kind: "key", keyId: key.id, scopes: key.scopes },
  });
}

function comesFrom(key: ApiKey, address: string): boolean {
  if (key.allowedCidrs.length === 0) return true;
  const list = new BlockList();
  for (const cidr of key.allowedCidrs) {
    const [network = "", bits = ""] = cidr.split("/");
    list.addSubnet(network, Number(bits), isIP(network) === 6 ? "ipv6" : "ipv4");
  }
  const plain = address.replace(/^::ffff:(?=\d+\.)/iu, "");
  return list.check(plain, isIP(plain) === 6 ? "ipv6" : "ipv4");
}

/** Whether a text is a network as allowlists take it: "203.0.113.0/24", "2001:db8::/32". */
export function isCidr(text: string): boolean {
  const [network = "", bits = "", ...more] = text.split("/");
  const family = isIP(network);
  return more.length === 0 && family !== 0 && /^\d{1,3}$/u.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}
