import type { SourceKind } from "../define/kinds.ts";
import type { Frame } from "./engine.ts";
import { both, NO_FACTS, truth } from "./facts.ts";
import { containment, itemsOf, notIn, patternTruth, proven, remark } from "./guards.ts";
import { elementsOf } from "./heap.ts";
import { CANONICAL, normalised } from "./prefix-guards.ts";
import { ALL_PROOFS, PROOF } from "./proofs.ts";
import { absenceProofs } from "./regex-shape.ts";
import { constantsOf, isUntrusted, type RegexAtom, type Truth, type Value } from "./value.ts";

/** `text.includes(part)`, `part in text`, indexOf: what absence of a part proves. */
export function includesTruth(f: Frame, text: Value, part: Value, node: number): Truth | null {
  if (isUntrusted(part) || text.vid === 0) return null;
  const constants = constantsOf(part);
  if (constants === null) return null;
  const missing = constants.every((item) => item === ".." || item === "../" || item === "..\\" || item === "/.." || item === "/../");
  if (missing) return truth(NO_FACTS, proven(f, text, constants.some((item) => item === ".." || item === "../") ? PROOF["no-dotdot"] : 0));
  if (constants.length === 1 && constants[0] === "/") return truth(NO_FACTS, proven(f, text, PROOF["no-separator"]));
  if (constants.length === 1 && constants[0] === "\u0000") return null;
  const proofs = absenceProofs(`[${constants.map((item) => String(item).replace(/[\\\]^-]/g, "\\$&")).join("")}]`);
  if (constants.every((item) => String(item).length === 1) && proofs.proofs !== 0) return truth(NO_FACTS, proven(f, text, proofs.proofs));
  return truth(
    NO_FACTS,
    proven(
      f,
      text,
      0,
      remark(
        f,
        node,
        "blocklist",
        `a list of refused texts (${constants.slice(0, 3).map(String).join(", ")}) does not name everything that is dangerous`,
      ),
    ),
  );
}

/** `list.includes(x)`, `set.has(x)`, `x in collection`: member of a set that the program fixes. */
export function membershipTruth(f: Frame, subject: Value, collection: Value, node: number): Truth | null {
  if (!isUntrusted(subject))
    return pathParents(f, collection, subject, node) ?? (isUntrusted(collection) ? includesTruth(f, collection, subject, node) : null);
  if (isChosenOutside(collection)) return null;
  const fixed = collection.atoms.length > 0 || collection.open || collection.labels.length > 0;
  if (!fixed) return null;
  for (const atom of collection.atoms)
    if (atom.tag === "object" && atom.shape !== "instance" && isChosenOutside(elementsOf(atom))) return null;
  if (collection.atoms.some((atom) => atom.tag === "const" && typeof atom.value === "string")) return null;
  const named = [...itemsOf(collection), ...madeFrom(collection)].flatMap((item) => constantsOf(item) ?? []);
  return truth(
    proven(f, subject, ALL_PROOFS, [], collection),
    both(
      notIn(f, subject, named),
      proven(f, subject, 0, remark(f, node, "blocklist", "being absent from a list proves little about everything else")),
    ),
  );
}

/** What the server keeps by itself: an allowlist in a file, the names of tables. A caller who must name one of these chooses nothing else. */
const KEPT: ReadonlySet<SourceKind> = new Set(["file-content", "database-content"]);

function isChosenOutside(collection: Value): boolean {
  return isUntrusted({ ...collection, labels: collection.labels.filter(({ origin }) => !KEPT.has(origin.kind)) });
}

/** What a library object was made from: the text of a network. */
function madeFrom(collection: Value): Value[] {
  return collection.atoms.flatMap((atom) => (atom.tag === "api" && atom.call !== null ? atom.call.args : []));
}

/** `root in path.parents`. */
function pathParents(f: Frame, collection: Value, root: Value, node: number): Truth | null {
  if (collection.form?.op !== "path-parts" || isUntrusted(root)) return null;
  const [path] = collection.form.inputs;
  if (path === undefined) return null;
  const good = normalised(f, path);
  return truth(
    proven(f, path, good ? containment(f, path) : 0, good ? [] : remark(f, node, "check-before-canonical", CANONICAL)),
    NO_FACTS,
  );
}

/** Membership, whichever of the two is the untrusted one; facts are empty where nothing is known. */
export function membership(f: Frame, container: Value, part: Value, node: number): Truth {
  const patterns = part.atoms.filter((atom): atom is RegexAtom => atom.tag === "regex");
  if (patterns.length > 0) return patternTruth(f, patterns, container, "search", node) ?? { whenTrue: NO_FACTS, whenFalse: NO_FACTS };
  const found = isUntrusted(container) ? includesTruth(f, container, part, node) : membershipTruth(f, part, container, node);
  return found ?? { whenTrue: NO_FACTS, whenFalse: NO_FACTS };
}

/** `x < n`, `indexOf(x) >= 0`. */
export function comparisonTruth(f: Frame, op: string, left: Value, right: Value, node: number): Truth | null {
  const form = left.form?.op === "index-of" ? left.form : null;
  if (form !== null) {
    const found = membership(f, form.inputs[0] as Value, form.inputs[1] as Value, node);
    if (op === ">=" || op === ">") return truth(found.whenTrue, found.whenFalse);
    if (op === "<") return truth(found.whenFalse, found.whenTrue);
  }
  if (isUntrusted(right) && !isUntrusted(left))
    return op === ">" || op === ">=" ? truth(proven(f, right, PROOF.bounded), NO_FACTS) : truth(NO_FACTS, proven(f, right, PROOF.bounded));
  if (!isUntrusted(left)) return null;
  return op === "<" || op === "<=" ? truth(proven(f, left, PROOF.bounded), NO_FACTS) : truth(NO_FACTS, proven(f, left, PROOF.bounded));
}
