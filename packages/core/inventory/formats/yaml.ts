import { parseDocument } from "yaml";

/** Aliases that one document may expand to: more is a bomb, not a manifest. */
const MAX_ALIASES = 100;

/** The first YAML 1.2 document as plain data. Throws on what does not parse. */
export function parseYaml(text: string): unknown {
  const document = parseDocument(text, { logLevel: "silent", strict: false, uniqueKeys: false });
  const error = document.errors[0];
  if (error !== undefined) throw new Error(error.message.split("\n")[0] ?? "not YAML");
  return document.toJS({ maxAliasCount: MAX_ALIASES });
}
