import { BlockList, isIP } from "node:net";

/**
 * Address blocks that no public upstream lives in (IANA special-purpose registries for IPv4 and IPv6).
 * The documentation blocks are left out on purpose: they are routed nowhere, so they reach nothing
 * private, and machines behind a transparent mirror resolve public names to them.
 */
const REFUSED: readonly (readonly [string, number, "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  ["::", 128, "ipv6"],
  ["::1", 128, "ipv6"],
  ["64:ff9b:1::", 48, "ipv6"],
  ["100::", 64, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["fec0::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"],
];

const blocked = new BlockList();
for (const [net, prefix, family] of REFUSED) blocked.addSubnet(net, prefix, family);

/** Whether an address literal (IPv4, or IPv6 without brackets) may be reached as a public host. Anything else is false. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0 || address.includes("%")) return false;
  if (family === 4) return !blocked.check(address, "ipv4");
  const inner = embeddedIPv4(address);
  return !blocked.check(address, "ipv6") && (inner === null || !blocked.check(inner, "ipv4"));
}

/** The IPv4 address inside IPv4-mapped and -compatible, 6to4 and NAT64 addresses (RFC 4291, 3056, 6052). */
function embeddedIPv4(address: string): string | null {
  const words = expand(address);
  const [first = 0, second = 0, third = 0] = words;
  const zeros = (from: number, to: number): boolean => words.slice(from, to).every((word) => word === 0);
  if (first === 0x2002) return dotted(second, third);
  const mapped = zeros(0, 5) && (words[5] === 0xffff || words[5] === 0);
  const translated = zeros(0, 4) && words[4] === 0xffff && words[5] === 0;
  const nat64 = first === 0x64 && second === 0xff9b && zeros(2, 6);
  return mapped || translated || nat64 ? dotted(words[6] ?? 0, words[7] ?? 0) : null;
}

/** Eight 16-bit words of a valid IPv6 literal; the URL parser rewrites every spelling into hexadecimal groups. */
function expand(address: string): number[] {
  const plain = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle = new Array<string>(tail === undefined ? 0 : 8 - left.length - right.length).fill("0");
  return [...left, ...middle, ...right].map((word) => Number.parseInt(word, 16));
}

function dotted(high: number, low: number): string {
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}
