/**
 * The closed vocabulary in which models, rules and the engine meet. A model says "argument 0 of this
 * call is a shell-command sink"; a rule says "tool-input that reaches shell-command is a finding";
 * the engine moves labels and knows neither.
 */

/** Where a value comes from. */
export const SOURCE_KINDS = [
  "tool-input", // argument of a tool call
  "resource-uri", // URI or template variable of a resource read
  "prompt-argument",
  "completion-argument",
  "http-request", // headers, query, body of a request to the server's own transport or callback
  "elicitation", // what the user or model answered
  "remote-content", // second order: response of another server
  "file-content", // second order: text of a file
  "database-content", // second order: rows
  "model-output", // text an inner model produced
  "environment", // one environment variable
  "all-environment", // the whole environment
  "secret", // a credential: secret-named environment variable, key file, token store
  "error-detail", // exception text or stack
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What a value must not reach uncleaned. */
export const SINK_KINDS = [
  "shell-command", // text read by a shell
  "program", // name or path of the program that is started
  "argv-option", // an element of an argument vector: a leading dash makes it an option
  "code", // evaluated as source code
  "template-source", // compiled as a template
  "module-load", // name of a module to import
  "path-read",
  "path-write",
  "path-delete",
  "path-exec", // a path opened as a repository, database or archive
  "archive-extract", // members are written where the archive says
  "url", // the whole URL of an outgoing request
  "url-host", // host part only
  "redirect", // Location of a response
  "sql", // text of a SQL statement
  "nosql", // query object or text of another database (Cypher, Mongo operators)
  "deserialize",
  "xml-parse",
  "regex", // compiled as a pattern
  "html", // response read by a browser
  "navigation", // address that a page's script opens or links to: "javascript:" runs in the page
  "log",
  "tool-result", // what the model reads
  "request-body", // data sent to another server
  "request-header",
  "system-prompt", // instruction text of an inner model
  "user-prompt", // data text of an inner model
  "prototype-key", // computed key of an assignment
  "allocation", // size of an allocation, sleep or loop
  "env-write", // sets an environment variable
  "connection", // database or service connection string
] as const;
export type SinkKind = (typeof SINK_KINDS)[number];

/**
 * What a guard or sanitizer can prove about one value. Proofs are facts about the value, not about a
 * weakness; `CLEANED_BY` says which facts make which sink harmless.
 */
export const PROOFS = [
  "constant-set", // member of a finite set that the program fixes
  "numeric", // a number or boolean, or text of digits
  "no-shell-meta", // no character a POSIX shell treats specially, no white space
  "shell-quoted", // quoted as one word for a POSIX shell
  "no-leading-dash",
  "no-separator", // no / and no \
  "no-dotdot", // no ".." segment
  "relative", // not absolute (no leading /, drive or ~)
  "normalized", // absolute, "." and ".." resolved lexically
  "real-path", // symbolic links resolved
  "contained", // below a root, compared with a separator or by relative path
  "contained-real", // the same, compared after links were resolved
  "base-name", // last path segment only
  "host-allowed", // URL whose host is in a fixed set
  "scheme-allowed", // URL whose scheme is in a fixed set
  "private-refused", // host name or literal address refused if private or loopback
  "address-checked", // resolved addresses refused if private
  "fixed-host", // the text starts with a constant scheme and host
  "sql-quoted", // escaped as a literal for a SQL parser
  "identifier", // letters, digits, underscore
  "html-escaped",
  "regex-escaped",
  "url-encoded", // percent-encoded as one component
  "json-encoded",
  "log-safe", // line breaks and control characters removed
  "redacted",
  "bounded", // length or value has an upper bound
  "typed", // type checked (a string, not an object)
  "integer",
  "arithmetic", // digits, operators and round brackets only: no name, no text, nothing to call
] as const;
export type Proof = (typeof PROOFS)[number];

/** Proof sets as bit masks; a value may carry up to 31. */
export const PROOF_BIT: Readonly<Record<Proof, number>> = Object.freeze(
  Object.fromEntries(PROOFS.map((proof, index) => [proof, 2 ** index])) as Record<Proof, number>,
);

/**
 * For each sink, alternatives of proofs that make it harmless: any one alternative, all its members.
 * "numeric" and "constant-set" clean everything and are not repeated.
 */
export const CLEANED_BY: Readonly<Partial<Record<SinkKind, readonly (readonly Proof[])[]>>> = {
  "shell-command": [["shell-quoted"], ["no-shell-meta"], ["identifier"]],
  program: [],
  "argv-option": [["no-leading-dash"], ["identifier"], ["normalized"], ["fixed-host"], ["contained"], ["contained-real"]],
  code: [["json-encoded"], ["arithmetic"]],
  "template-source": [],
  "module-load": [],
  "path-read": [["contained"], ["contained-real"], ["base-name"], ["identifier"], ["no-separator", "no-dotdot"], ["no-dotdot", "relative"]],
  "path-write": [
    ["contained"],
    ["contained-real"],
    ["base-name"],
    ["identifier"],
    ["no-separator", "no-dotdot"],
    ["no-dotdot", "relative"],
  ],
  "path-delete": [
    ["contained"],
    ["contained-real"],
    ["base-name"],
    ["identifier"],
    ["no-separator", "no-dotdot"],
    ["no-dotdot", "relative"],
  ],
  "path-exec": [["contained"], ["contained-real"], ["base-name"], ["identifier"], ["no-separator", "no-dotdot"], ["no-dotdot", "relative"]],
  url: [["host-allowed"], ["fixed-host"], ["private-refused"], ["address-checked"]],
  "url-host": [["host-allowed"], ["private-refused"], ["address-checked"], ["identifier"]],
  redirect: [["host-allowed"], ["fixed-host"], ["relative"]],
  sql: [["sql-quoted"], ["identifier"]],
  nosql: [["sql-quoted"], ["identifier"], ["typed"]],
  regex: [["regex-escaped"], ["identifier"]],
  html: [["html-escaped"], ["url-encoded"], ["identifier"]],
  navigation: [["scheme-allowed"], ["host-allowed"], ["fixed-host"], ["url-encoded"], ["identifier"]],
  log: [["log-safe"], ["redacted"]],
  "tool-result": [["redacted"]],
  "request-body": [["redacted"]],
  "request-header": [["log-safe"], ["url-encoded"], ["identifier"]],
  "prototype-key": [["identifier"]],
  allocation: [["bounded"]],
  "system-prompt": [["json-encoded"]],
};

/**
 * Calls that rules ask about by what they do, not by who spells them. A model names the operation and
 * which argument plays which role; a rule reads the roles.
 */
export const OPERATION_KINDS = [
  "http-listen", // roles: host, port
  "http-route", // roles: path, handler, method
  "http-request", // roles: url, timeout, tls-verify, headers, body
  "http-middleware", // roles: handler
  "cors", // roles: origin, credentials
  "tls-options", // roles: verify
  "transport", // an MCP transport is created; roles: allowed-hosts, allowed-origins, rebinding-protection, session-id, host
  "auth-check", // request authentication or authorisation
  "rate-limit",
  "process-start", // roles: timeout, environment
  "file-read",
  "file-write",
  "file-delete",
  "file-mode", // roles: mode
  "file-check", // roles: path (exists, access, stat before use)
  "database-query", // roles: timeout
  "database-connect", // roles: connection
  "environment-read", // roles: name
  "hash", // roles: algorithm, rounds
  "random", // not cryptographic
  "jwt-verify", // roles: algorithms, verify, audience
  "jwt-sign", // roles: payload, expiry
  "cookie-set", // roles: secure, http-only, same-site
  "log",
  "audit-log",
  "llm-call", // roles: max-tokens, system, messages
  "sampling", // roles: max-tokens, system, include-context
  "elicitation", // roles: message, schema, url
  "tool-list-changed",
  "oauth-client", // roles: scopes, redirect, state, pkce
  "oauth-token-request",
  "token-forward",
  "code-evaluation",
  "deserialize",
  "xml-parse", // roles: entities
  "archive-extract",
  "timer", // roles: delay
  "dynamic-registration",
  "notification",
  "email-send",
  "message-post", // roles: text, unfurl-links, unfurl-media
] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** What a tool can do; computed from the sinks and operations its handler reaches. */
export const CAPABILITIES = [
  "network_egress",
  "file_read",
  "file_write",
  "process_exec",
  "secret_access",
  "env_access",
  "db_access",
  "code_eval",
] as const;
export type Capability = (typeof CAPABILITIES)[number];
