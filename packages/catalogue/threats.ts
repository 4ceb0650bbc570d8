/** A weakness or attack that the catalogue speaks about; several rules may share one. */
export interface Threat {
  /** "MCP-<3 digits>"; 900 and above are our own. */
  readonly id: string;
  readonly title: string;
}

/** Every threat of the list, in the order of its ids; a threat without a rule is shown as missing. */
export { default as threats } from "./threats.json" with { type: "json" };
