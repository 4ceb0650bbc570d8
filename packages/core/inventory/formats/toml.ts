import { parse } from "smol-toml";

/** TOML 1.0 as plain data. Throws on what does not parse. */
export function parseToml(text: string): unknown {
  return parse(text);
}
