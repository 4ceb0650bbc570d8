import { isIPv6 } from "node:net";
import type { Plan } from "./plans.ts";

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
  /** A key may do what its scopes say; a session may do all. */
  readonly via: { readonly kind: "session" } | { readonly kind: "key"; readonly keyId: string; readonly scopes: readonly string[] };
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
