import type { See } from "@mcp-assay/core/define/rule";
import type { ServerSurface } from "@mcp-assay/core/surface/surface";
import { isGiven, ownerOf } from "./listeners.ts";

/** Code that looks at a credential of the caller, or hands the question to a library. */
const ASKS =
  /\bheaders?\s*(?:\?\.|\.|\[\s*["'`]|\.get\(\s*["'`]|\?\.\[\s*["'`])\s*(?:authorization|x-api-key|x-auth|cookie)|\breq(?:uest)?\.auth\b|require_?(?:bearer_?)?auth|bearer_?auth|HTTPBearer|APIKeyHeader|OAuth2\w*Bearer|verify_?token|validate_?token|check_?token|TokenVerifier|AuthSettings|auth_?provider|AuthProvider|authenticate\b|authMiddleware|auth_middleware|basicAuth|get_http_headers|timingSafeEqual|compare_digest|(?:session|access|proxy|api|expected|provided)_?token\s*[!=]==?|\bauth\s*[=:]\s*(?!None|null|undefined|false)[\w({]/i;

/** Code that compares the Host or Origin of a request. */
const ORIGIN =
  /\bheaders?\s*(?:\?\.|\.|\[\s*["'`]|\.get\(\s*["'`])\s*(?:origin|host)\b|allowed_?hosts|allowed_?origins|TrustedHost|hostHeaderValidation|createMcpExpressApp|TransportSecuritySettings/i;

/** Whether anything in a server's code asks who is calling. A text of code is believed: doubt is silence. */
export function asksWhoCalls(server: ServerSurface, see: See): boolean {
  if (server.authSignals.length > 0) return true;
  const asks = see.operations.some(
    ({ kind, place }) => (kind === "auth-check" || kind === "jwt-verify") && ownerOf(place.file, see) === server,
  );
  return asks || codeOf(server, see).some((text) => ASKS.test(text));
}

/** Whether one of these files asks who is calling: itself, or by what it hands the question to. */
export function asksWhoCallsIn(files: ReadonlySet<string>, see: See): boolean {
  const asks = see.operations.some(({ kind, place }) => (kind === "auth-check" || kind === "jwt-verify") && files.has(place.file));
  return asks || [...files].some((path) => ASKS.test(see.read(path)?.text.slice(0, 400_000) ?? ""));
}

/** Whether a server compares the Host or Origin header, itself or by its transport. */
export function checksOrigin(server: ServerSurface, see: See): boolean {
  const byTransport = see.operations.some(
    ({ kind, roles, place }) =>
      kind === "transport" &&
      ownerOf(place.file, see) === server &&
      (isGiven(roles["allowed-hosts"]) || roles["rebinding-protection"]?.constants?.includes(true) === true),
  );
  return byTransport || codeOf(server, see).some((text) => ORIGIN.test(text));
}

/** Texts of the files in which a server is set up: where it registers, listens, routes and connects. */
export function codeOf(server: ServerSurface, see: See): readonly string[] {
  const files = new Set(see.inventory.paths.filter((path) => /\.(?:[cm]?[jt]sx?|py)$/.test(path) && ownerOf(path, see) === server));
  return [...files].slice(0, 400).map((path) => see.read(path)?.text.slice(0, 400_000) ?? "");
}
