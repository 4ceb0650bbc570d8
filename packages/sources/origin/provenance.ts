import { child, listAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import type { RegistryFacts } from "@mcp-assay/core/snapshot";
import { fetchJson } from "../io/fetch.ts";
import type { SourceIo } from "../io/io.ts";
import type { Origin } from "../source.ts";

type Provenance = NonNullable<RegistryFacts["provenance"]>;

/** A scan does not wait longer for what it can do without (milliseconds). */
const PATIENCE = 8000;

/**
 * What the attestation of a release states: npm's bundle (docs.npmjs.com, "Viewing package provenance") with an in-toto
 * statement of SLSA, or PyPI's (PEP 740) with the publisher that the index has checked. Null when it is not served or unreadable.
 * @param integrity digest of the archive in SRI form
 */
export async function readProvenance(
  attestation: NonNullable<Origin["attestation"]>,
  integrity: string | null,
  io: SourceIo,
): Promise<Provenance | null> {
  const { url, kind, secret } = attestation;
  const answer = await fetchJson(io, {
    url,
    accept: "application/json",
    patienceMs: PATIENCE,
    ...(secret === undefined ? {} : { secret }),
  });
  if (!answer.ok || answer.value === null) return null;
  return kind === "npm" ? fromNpm(answer.value, integrity) : fromPyPi(answer.value, integrity);
}

function fromNpm(body: unknown, integrity: string | null): Provenance | null {
  const slsa = listAt(body, "attestations").find(
    (entry) => textAt(entry, "predicateType")?.startsWith("https://slsa.dev/provenance/") === true,
  );
  const statement = decoded(textAt(slsa, "bundle", "dsseEnvelope", "payload"));
  const workflow = child(statement, "predicate", "buildDefinition", "externalParameters", "workflow");
  const repository = textAt(workflow, "repository");
  if (repository === undefined) return null;
  const commit = listAt(statement, "predicate", "buildDefinition", "resolvedDependencies").flatMap(
    (entry) => textAt(entry, "digest", "gitCommit") ?? [],
  )[0];
  const path = textAt(workflow, "path");
  return {
    repository,
    aboutThis: isAbout(statement, integrity),
    ...(commit === undefined ? {} : { commit }),
    ...(path === undefined ? {} : { workflow: path }),
  };
}

function fromPyPi(body: unknown, integrity: string | null): Provenance | null {
  for (const bundle of listAt(body, "attestation_bundles")) {
    const [kind, name] = [textAt(bundle, "publisher", "kind"), textAt(bundle, "publisher", "repository")];
    const host = kind === "GitHub" ? "github.com" : kind === "GitLab" ? "gitlab.com" : null;
    if (host === null || name === undefined) continue;
    const workflow = textAt(bundle, "publisher", "workflow") ?? textAt(bundle, "publisher", "workflow_filepath");
    const statements = listAt(bundle, "attestations").map((entry) => decoded(textAt(entry, "envelope", "statement")));
    return {
      repository: `https://${host}/${name}`,
      aboutThis: statements.some((statement) => isAbout(statement, integrity)),
      ...(workflow === undefined ? {} : { workflow }),
    };
  }
  return null;
}

/** Whether a subject of the statement has one of the archive's digests. */
function isAbout(statement: unknown, integrity: string | null): boolean {
  const [algorithm = "", base64 = ""] = (integrity ?? "").split(/-(.*)/su);
  const hex = Buffer.from(base64, "base64").toString("hex");
  return hex !== "" && listAt(statement, "subject").some((subject) => textAt(subject, "digest", algorithm)?.toLowerCase() === hex);
}

function decoded(base64: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(base64 ?? "", "base64").toString("utf8"));
  } catch {
    return null;
  }
}
