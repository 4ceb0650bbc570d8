import type { Frame } from "./engine.ts";
import { NO_FACTS, truth } from "./facts.ts";
import { proven, remark } from "./guards.ts";
import { PROOF } from "./proofs.ts";
import { constantsOf, isUntrusted, type Truth, type Value } from "./value.ts";

/** `host.endsWith(".example.com")`: a host below a domain that the program fixes. Without the dot, evil-example.com passes. */
export function endsWithTruth(f: Frame, text: Value, suffix: Value, node: number): Truth | null {
  if (text.form?.op !== "url-host" || isUntrusted(suffix)) return null;
  const start = startsOf(suffix);
  // A closing bracket asks how an address is written down.
  if (start === null || start.every((item) => !/[\p{L}\p{N}.]/u.test(item))) return null;
  if (start.every((item) => item.startsWith("."))) return truth(proven(f, text, PROOF["host-allowed"]), NO_FACTS);
  return truth(
    proven(
      f,
      text,
      0,
      remark(
        f,
        node,
        "prefix-without-separator",
        "the end of the host is compared without the dot before it, so evil-trusted.example passes",
      ),
    ),
    NO_FACTS,
  );
}

/** The texts a value may begin with, or null where they are not known. */
function startsOf(value: Value): string[] | null {
  const constants = constantsOf(value);
  if (constants !== null) return constants.every((item) => typeof item === "string") ? (constants as string[]) : null;
  const [first] = value.form?.op === "concat" ? value.form.inputs : [];
  return first === undefined ? null : startsOf(first);
}
