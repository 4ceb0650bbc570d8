import { isIPv6 } from "node:net";
import type { Membership } from "./people.ts";
import type { Counted, Plan } from "./plans.ts";
import { type Answer, no, yes } from "./problems.ts";

/** Who asks: everything that a use case may know about the sender of a request. */
export type Caller = Anonymous | SignedIn;

export interface Anonymous {
  readonly kind: "anonymous";
  /** Address the request came from. */
  readonly address: string;
  readonly plan: Plan;
}

export interface SignedIn {
  readonly kind: "account";
  readonly accountId: string;
  readonly address: string;
  readonly plan: Plan;
  readonly planName: string;
  /** Team whose members share the plan's windows. */
  readonly pool: string | null;
  readonly team: Membership | null;
  /** A key may do what its scopes say; a session may do all. */
  readonly via:
    | { readonly kind: "session"; readonly sessionId: string }
    | { readonly kind: "key"; readonly keyId: string; readonly scopes: readonly string[] };
}

export const SCOPES = ["scan:submit", "scan:read", "scan:list", "registry:read"] as const;
export type Scope = (typeof SCOPES)[number];

/** Whether the caller may do what the scope names. Anonymous callers have no scopes and need none. */
export function allows(caller: Caller, scope: Scope): boolean {
  return caller.kind === "anonymous" || caller.via.kind === "session" || caller.via.scopes.includes(scope);
}

/** Whose limits count: an account over all its keys, an address, or the network an IPv6 address lies in. */
export function countedAs(caller: Caller): string {
  return caller.kind === "account" ? `account:${caller.accountId}` : `address:${addressBucket(caller.address)}`;
}

/** The limits that this caller uses up. */
export function countedFor(caller: Caller): Counted {
  return { plan: caller.plan, who: countedAs(caller), pool: caller.kind === "account" ? caller.pool : null };
}

/** Only somebody who is signed in himself: a stolen key must not make more of its kind, nor change who may what. */
export function inSession(caller: Caller, what: string): Answer<SignedIn> {
  if (caller.kind === "anonymous") return no("UNAUTHENTICATED", `sign in to ${what}`);
  if (caller.via.kind === "key") return no("FORBIDDEN", `you ${what} in a session, not with a key`);
  return yes(caller);
}

/** IPv4 as it is, also when written as IPv6; IPv6 by its /64, which is what one subscriber is given. */
export function addressBucket(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => "0");
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(":")}::/64`;
}
