import type { Scope, SignedIn } from "./caller.ts";
import { keyHash } from "./identify.ts";
import type { ApiKey, NewKey } from "./people.ts";
import { type Answer, no, yes } from "./problems.ts";
import type { Store } from "./store.ts";

export interface KeyPorts {
  readonly store: Store;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => Date;
}

export interface KeyWish {
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly allowed_cidrs: readonly string[];
  readonly expires_in_days: number;
}

const DAY_MS = 86_400_000;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A new key of an account on a paid plan; the only answer that ever holds it. */
export async function mintKey(ports: KeyPorts, owner: SignedIn, wish: KeyWish): Promise<Answer<ApiKey & { readonly secret: string }>> {
  if (!owner.plan.paid) return no("SUBSCRIPTION_REQUIRED", "API keys need a paid plan");
  const made = makeKey(ports, owner.accountId, wish);
  const key = await ports.store.createKey(made.key);
  await ports.store.audit({
    accountId: owner.accountId,
    action: "key.created",
    details: { key_id: key.id, prefix: key.prefix, label: key.label },
    address: owner.address,
  });
  return yes({ ...key, secret: made.secret });
}

export async function revokeKey(ports: KeyPorts, owner: SignedIn, keyId: string): Promise<Answer<void>> {
  if (!(await ports.store.revokeKey(owner.accountId, keyId))) return no("NOT_FOUND", "there is no such key");
  await ports.store.audit({ accountId: owner.accountId, action: "key.revoked", details: { key_id: keyId }, address: owner.address });
  return yes(undefined);
}

/** A key as its owner sees it: never the key itself. */
export function describeKey({ id, prefix, label, scopes, allowedCidrs, createdAt, expiresAt, lastUsedAt }: ApiKey) {
  return { id, prefix, label, scopes, allowed_cidrs: allowedCidrs, created_at: createdAt, expires_at: expiresAt, last_used_at: lastUsedAt };
}

/** A key and what is kept of it. */
export function makeKey(
  ports: Pick<KeyPorts, "randomBytes" | "now">,
  accountId: string,
  wish: KeyWish,
): { readonly secret: string; readonly key: NewKey } {
  const secret = `mcpsafe_${base62(ports.randomBytes, 40)}`;
  const key = {
    id: Buffer.from(ports.randomBytes(12)).toString("hex"),
    accountId,
    hash: keyHash(secret),
    prefix: secret.slice(0, 12),
    label: wish.label,
    scopes: wish.scopes,
    allowedCidrs: wish.allowed_cidrs,
    expiresAt: new Date(ports.now().getTime() + wish.expires_in_days * DAY_MS).toISOString(),
  };
  return { secret, key };
}

/** Random characters, each equally likely: bytes from 248 on are thrown away (4 × 62 = 248). */
function base62(randomBytes: (count: number) => Uint8Array, length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
  }
  return text;
}
