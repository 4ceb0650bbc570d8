import type { SignalKind } from "./signal.ts";

/** Kinds of attack, in words for people. */
export const FAMILIES = [
  "secrecy",
  "shadowing",
  "precedence",
  "tool-call",
  "credential-harvest",
  "prompt-extraction",
  "context-harvest",
  "exfiltration",
  "image-exfiltration",
  "link-exfiltration",
  "override",
  "persistence",
  "coercion",
  "steering",
  "misuse",
  "concealed",
] as const;
export type Family = (typeof FAMILIES)[number];

const FAMILY_OF: Readonly<Partial<Record<SignalKind, Family>>> = {
  secrecy: "secrecy",
  shadowing: "shadowing",
  precedence: "precedence",
  "tool-call": "tool-call",
  "credential-request": "credential-harvest",
  "prompt-request": "prompt-extraction",
  "context-request": "context-harvest",
  "data-request": "exfiltration",
  "send-out": "exfiltration",
  "image-exfiltration": "image-exfiltration",
  "link-exfiltration": "link-exfiltration",
  override: "override",
  authority: "override",
  "remote-command": "override",
  impersonation: "override",
  steering: "steering",
  "side-effect": "misuse",
  trigger: "misuse",
  lasting: "persistence",
  unasked: "override",
  threat: "coercion",
  "hidden-markup": "concealed",
  "tag-characters": "concealed",
  "variation-payload": "concealed",
  encoded: "concealed",
};

/** Families that signals speak for, each once, in the order of FAMILIES. */
export function familiesOf(kinds: Iterable<SignalKind>): Family[] {
  const found = new Set([...kinds].map((kind) => FAMILY_OF[kind]));
  return FAMILIES.filter((family) => found.has(family));
}
