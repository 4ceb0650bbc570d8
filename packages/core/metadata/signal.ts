/** One thing seen in a text, with where it stands (offsets in UTF-16 units of the text as given, end exclusive). */
export interface Signal {
  readonly kind: SignalKind;
  readonly start: number;
  readonly end: number;
  /** One line for people. */
  readonly note: string;
}

export const INVISIBLE_KINDS = ["tag-characters", "bidi", "zero-width", "variation-payload", "private-use", "control"] as const;
export const MARKUP_KINDS = ["pseudo-tag", "hidden-markup", "blank-run", "role-marker"] as const;
export const STRUCTURE_KINDS = [
  "secrecy",
  "credential-request",
  "prompt-request",
  "context-request",
  "data-request",
  "send-out",
  "shadowing",
  "tool-call",
  "precedence",
  "override",
  "authority",
  "lasting",
  "unasked",
  "threat",
  "image-exfiltration",
  "link-exfiltration",
  "remote-command",
  "impersonation",
  "steering",
  "side-effect",
  "trigger",
] as const;
export type SignalKind =
  | (typeof INVISIBLE_KINDS)[number]
  | (typeof MARKUP_KINDS)[number]
  | (typeof STRUCTURE_KINDS)[number]
  | "mixed-script"
  | "encoded";
