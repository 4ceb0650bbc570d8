import { createHash } from "node:crypto";
import { BlockList, isIP } from "node:net";
import type { Caller, SignedIn } from "./caller.ts";
import type { Account, ApiKey } from "./people.ts";
import { type Plans, planFor, planOf } from "./plans.ts";
import { type Answer, no, yes } from "./problems.ts";
import { SESSION_COOKIE, type Sessions } from "./sessions.ts";
import type { Store } from "./store.ts";

/** What a request shows of its sender. */
export interface Credentialed {
  readonly authorization: string | undefined;
  readonly apiKeyHeader: boolean;
  readonly cookie: string | undefined;
  /** A page of somebody else may have made the browser send this, cookies included. */
  readonly crossSite: boolean;
  readonly address: string;
}

export interface IdentifyPorts {
  readonly store: Pick<Store, "keyByHash" | "sessionAccount">;
  readonly sessions: Sessions;
  readonly plans: Plans;
  readonly now: () => Date;
}

/** Keys of ours, and those imported from before 2026-04-29, which end on 2027-04-29 (reference/service-facts.md). */
const KEY = /^mcpsafe_[0-9A-Za-z]{40}$/u;
const LEGACY_KEY = /^mcp_[0-9A-Za-z_-]{16,128}$/u;
const LEGACY_END = Date.parse("2027-04-29T00:00:00Z");
/** Three parts of base64url (RFC 7519). */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/u;

/** SHA-256 of a key, under which it is kept. A key has 238 random bits, so no salt and no slow hash are needed. */
export function keyHash(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/**
 * Who sent a request. A header that proves nothing is refused, not ignored. A cookie comes by itself, so an old
 * one is no offence.
 */
export async function identify(ports: IdentifyPorts, shown: Credentialed): Promise<Answer<Caller>> {
  if (shown.apiKeyHeader)
    return no("UNAUTHENTICATED", "X-API-Key is not read", { hint: "send the key as Authorization: Bearer mcpsafe_…" });
  if (shown.authorization !== undefined) return byBearer(ports, shown, shown.authorization);
  const anonymous: Caller = { kind: "anonymous", address: shown.address, plan: ports.plans.anonymous };
  if (shown.cookie === undefined || !SESSION_COOKIE.test(shown.cookie)) return yes(anonymous);
  if (shown.crossSite) return no("FORBIDDEN", "this request comes from another site", { hint: "send an API key instead of cookies" });
  return yes((await inSessionOf(ports, await ports.sessions.byCookie(shown.cookie), shown)) ?? anonymous);
}

async function byBearer(ports: IdentifyPorts, shown: Credentialed, authorization: string): Promise<Answer<Caller>> {
  const token = /^bearer +(\S+) *$/iu.exec(authorization)?.[1];
  if (token === undefined)
    return no("UNAUTHENTICATED", "the Authorization header is not a bearer token", { hint: "send Authorization: Bearer mcpsafe_…" });
  const caller = TOKEN.test(token)
    ? yes(await inSessionOf(ports, await ports.sessions.byToken(token), shown))
    : await byKey(ports, shown, token);
  if (!caller.ok) return caller;
  // One answer for everything that does not work, so that nothing is learnt about what once did.
  return caller.value === null ? no("UNAUTHENTICATED", "the bearer token is not valid") : yes(caller.value);
}

async function inSessionOf(ports: IdentifyPorts, sessionId: string | null, { address }: Credentialed): Promise<SignedIn | null> {
  const account = sessionId === null ? null : await ports.store.sessionAccount(sessionId, ports.now().toISOString());
  return sessionId === null || account === null ? null : signedIn(ports.plans, account, address, { kind: "session", sessionId });
}

async function byKey({ store, plans, now }: IdentifyPorts, { address }: Credentialed, token: string): Promise<Answer<SignedIn | null>> {
  const time = now().getTime();
  const usable = KEY.test(token) || (LEGACY_KEY.test(token) && time < LEGACY_END);
  const found = usable ? await store.keyByHash(keyHash(token)) : null;
  if (found === null || found.key.revokedAt !== null || Date.parse(found.key.expiresAt) <= time) return yes(null);
  if (!comesFrom(found.key, address)) return no("FORBIDDEN", "the key may not be used from this address");
  const { id: keyId, scopes } = found.key;
  return yes(signedIn(plans, found.account, address, { kind: "key", keyId, scopes }));
}

function signedIn(plans: Plans, account: Account, address: string, via: SignedIn["via"]): SignedIn {
  const { name: planName, pool } = planFor(account);
  return { kind: "account", accountId: account.id, address, plan: planOf(plans, planName), planName, pool, team: account.team, via };
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
