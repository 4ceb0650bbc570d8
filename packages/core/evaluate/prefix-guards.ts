import type { Frame } from "./engine.ts";
import { both, NO_FACTS, truth } from "./facts.ts";
import { BASE_IS_ROOT, containment, isRoot, notIn, proofsOf, proven, remark } from "./guards.ts";
import { endsWithSeparator } from "./paths.ts";
import { PROOF } from "./proofs.ts";
import { constantsOf, isUntrusted, type Truth, type Value } from "./value.ts";

/** Why a comparison of an unresolved path proves nothing. */
export const CANONICAL = "the path is compared before . and .. are resolved, so ../ passes the check";
const SEPARATOR =
  "the prefix is compared without a path separator, so a sibling folder that only starts with the same name passes (/allowed-other for /allowed)";

/** Whether no `..` is left in a path that is compared. */
export function normalised(f: Frame, value: Value): boolean {
  const proofs = proofsOf(f, value);
  return (proofs & (PROOF.normalized | PROOF["real-path"] | PROOF["no-dotdot"])) !== 0;
}

/** `text.startsWith(prefix)`. */
export function startsWithTruth(f: Frame, text: Value, prefix: Value, node: number): Truth | null {
  const named = isUntrusted(text) ? notIn(f, text, constantsOf(prefix) ?? []) : NO_FACTS;
  const result = prefixTruth(f, text, prefix, node);
  return named.size === 0 ? result : truth(result?.whenTrue ?? NO_FACTS, both(result?.whenFalse ?? NO_FACTS, named));
}

function prefixTruth(f: Frame, text: Value, prefix: Value, node: number): Truth | null {
  if (isUntrusted(prefix) || (text.vid === 0 && text.form === null)) return null;
  const constants = constantsOf(prefix);
  const literal = constants?.length === 1 && typeof constants[0] === "string" ? constants[0] : null;
  const parts = literal === null ? (constants?.filter((item): item is string => typeof item === "string") ?? null) : [literal];
  if (isRoot(prefix) && f.state.facts.has(BASE_IS_ROOT)) return truth(proven(f, text, containment(f, text)), NO_FACTS);
  if (text.form?.op === "path-relative" && literal !== null && literal.startsWith(".."))
    return truth(NO_FACTS, proven(f, text, PROOF["no-dotdot"]));
  const known = parts !== null && parts.length > 0 ? knownPrefixTruth(f, text, parts, node) : null;
  if (known !== null) return known;
  if (isPathLike(parts)) return prefixContainment(f, text, prefix, node);
  // Brackets, quotes and colons ask how something is written down, not whether it is allowed.
  if (parts !== null && parts.length > 0 && parts.every((part) => !/[\p{L}\p{N}]/u.test(part))) return null;
  if (parts !== null && parts.length > 0)
    return truth(
      proven(f, text, 0, remark(f, node, "first-word-only", "only the first characters are compared; anything may follow them")),
      NO_FACTS,
    );
  return prefixContainment(f, text, prefix, node);
}

/** What a prefix of a known text says: a scheme, a host, a dash, a climb. Null where it says nothing of the kind. */
function knownPrefixTruth(f: Frame, text: Value, parts: readonly string[], node: number): Truth | null {
  const literal = parts.length === 1 ? parts[0] : null;
  if (parts.every((part) => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(part)))
    return truth(proven(f, text, PROOF["host-allowed"] | PROOF["fixed-host"]), NO_FACTS);
  if (parts.every((part) => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+$/i.test(part)))
    return truth(
      proven(
        f,
        text,
        0,
        remark(
          f,
          node,
          "prefix-without-separator",
          "the URL is compared by a prefix that does not end the host name, so https://trusted.example.evil.test passes",
        ),
      ),
      NO_FACTS,
    );
  if (parts.every((part) => /^https?:(\/\/)?$/i.test(part))) return truth(proven(f, text, PROOF["scheme-allowed"]), NO_FACTS);
  if (literal === "-") return truth(NO_FACTS, proven(f, text, PROOF["no-leading-dash"]));
  if (literal === "--")
    return truth(NO_FACTS, proven(f, text, 0, remark(f, node, "blocklist", "only long options are refused; a single dash passes")));
  if (literal === ".." || literal === "../")
    return truth(
      NO_FACTS,
      proven(
        f,
        text,
        (proofsOf(f, text) & PROOF.normalized) !== 0 ? PROOF["no-dotdot"] : 0,
        (proofsOf(f, text) & PROOF.normalized) !== 0 ? [] : remark(f, node, "blocklist", "only the start is looked at; a/../.. passes"),
      ),
    );
  if (literal === "/" || literal === "~" || literal === "~/")
    return truth(proven(f, text, 0), proven(f, text, literal === "/" ? PROOF.relative : 0));
  return null;
}

function isPathLike(constants: readonly string[] | null): boolean {
  return constants === null || constants.length === 0 || constants.every((item) => /^(?:[/~.]|[A-Za-z]:[\\/])/.test(item));
}

/** Canonicalise-then-contain by prefix: with a separator it proves containment, without it does not. */
function prefixContainment(f: Frame, text: Value, prefix: Value, node: number): Truth | null {
  if (!normalised(f, text)) return truth(proven(f, text, 0, remark(f, node, "check-before-canonical", CANONICAL)), NO_FACTS);
  if (!endsWithSeparator(prefix) && !endsWithSeparator(text))
    return truth(proven(f, text, 0, remark(f, node, "prefix-without-separator", SEPARATOR)), NO_FACTS);
  return truth(proven(f, text, containment(f, text), [], prefix), NO_FACTS);
}
