import type { OperationKind, Proof, SinkKind, SourceKind } from "./kinds.ts";

/**
 * What one library does, in YAML, one file per library and language:
 *
 *     library: child_process        # module specifier, "global" for built-in names; aliases: [node:child_process]
 *     language: javascript          # javascript covers TypeScript
 *     docs: https://nodejs.org/api/child_process.html
 *     sinks:
 *       - { at: exec(0), kind: shell-command }
 *       - { at: spawn(0), kind: shell-command, when: "(2).shell is true" }
 *     sources:     - { at: readFile(), kind: file-content }
 *     sanitizers:  - { at: quote(0), proves: [shell-quoted] }      # the result has the proof
 *     guards:      - { at: isIP(0), proves: [private-refused], on: true }
 *     passes:      - { from: join(*), to: join(), keeps: none }    # taint of the argument is in the result
 *     operations:  - { at: listen(), kind: http-listen, roles: { port: (0), host: (1) } }
 *     calls:       - { at: retry(0), with: [(1)] }                 # the library calls this argument back, with these:
 *                                                                # (1..) and (1)[0..] are several arguments
 *     returns:     - { at: promisify(), same: (0) }           # the very argument comes back; (this): the receiver
 *                  - { at: parent(), same: Path() }         # something with the members of Path(), and the taint of the call
 *                  - { at: partial(), bound: (0) }        # that function, with the arguments behind it already given
 *                  - { at: wraps(), wraps: (0) }          # what it decorates goes by name and signature of that function
 *                  - { at: to_thread(), called: (0) }     # what that function gives, called with the arguments behind it
 *                  - { at: getmembers(), members: (0) }   # names and members of that object, in pairs
 *                  - { at: existsSync(), instance: boolean }  # carries no text of its arguments; see INSTANCES
 *     writes:      - { at: writeFile(1), to: (0) }             # that argument becomes the text of the file that `to` names
 *     reads:       - { at: get(), from: (this) }               # gives what was written there before
 *     runs:        - { at: "spawn(1)[]", when: "(0) is node" } # the file named there is run as a program; of several, the first
 *     shares:      - { at: App(lifespan:), as: lifespan }      # what that function yields or gives back is met again …
 *     receives:    - { at: App().state, as: lifespan }         # … at every value with the same word
 *     forms:       - { at: relative(), form: path-relative }   # path and URL algebra that guards rely on
 *
 * Access paths: a chain of `.name`, `.*` (any member), `()` (result of calling), `new` (instance), `[]`
 * (any element), `(n)>(m)` (parameter m of the function passed as argument n), ended for arguments by
 * `(n)` or `(n|name)` or `(name:)` or `(*)` (all, keywords too) or `(n..)` (from n on) or `(-n)` (from the
 * end) or `(this)`, which may be followed by `.field`, `.*`, `[]`, `[0]` (that element) or `[1..]` (from
 * it on). The path of the library itself is empty: `(0)` calls it, `new(0)` constructs it. Examples:
 * `exec(0)`, `Client.new.query(0|text)`, `get().headers`, `run(args:)`, `spawn(1)[0]`,
 * `get(-1)>(0).query`, `get(-1)>(1).redirect(-1)`. A tagged template is a call with the strings first.
 * An optional call (`cursor?.()`) or await is not written.
 *
 * Conditions: `(1).shell is true`, `(0) is not string`, `(2) absent`, `(2) present`, joined by ` and `.
 * A test of type is `is string` or `is object`. A condition on what is unknown may hold.
 *
 * Short for several rows: a list of paths after `at`; `readFile|readFileSync(0)` in one step;
 * `(0) is sh|bash` in a condition; and
 * `types: { pool: [createPool(), Pool.new] }` names paths that `<pool>.query(0)` then starts from.
 * `passes.to` is the result of the call unless written; `guards.on` is true unless written; paths in
 * `when`, `roles`, `with` and `same` are relative to the call: `(0).shell`.
 */
export interface Model {
  readonly library: string;
  readonly aliases: readonly string[];
  readonly language: "javascript" | "python";
  readonly docs: string;
  readonly sources: readonly { readonly at: AccessPath; readonly kind: SourceKind; readonly name?: string; readonly when?: Condition }[];
  readonly sinks: readonly {
    readonly at: AccessPath;
    readonly kind: SinkKind;
    readonly when?: Condition;
    readonly confidence?: "medium" | "low";
  }[];
  readonly sanitizers: readonly { readonly at: AccessPath; readonly proves: readonly Proof[]; readonly forgets: readonly Proof[] }[];
  readonly guards: readonly {
    readonly at: AccessPath;
    readonly proves: readonly Proof[];
    readonly on: "true" | "false" | "normal-return";
  }[];
  readonly passes: readonly { readonly from: AccessPath; readonly to: AccessPath; readonly keeps: "all" | readonly Proof[] }[];
  readonly operations: readonly {
    readonly at: AccessPath;
    readonly kind: OperationKind;
    readonly roles: Readonly<Record<string, AccessPath>>;
    readonly when?: Condition;
  }[];
  readonly calls: readonly { readonly at: AccessPath; readonly with: readonly AccessPath[] }[];
  readonly returns: readonly {
    readonly at: AccessPath;
    readonly same?: AccessPath;
    readonly bound?: AccessPath;
    readonly wraps?: AccessPath;
    readonly called?: AccessPath;
    readonly members?: AccessPath;
    readonly instance?: Instance;
  }[];
  readonly writes: readonly { readonly at: AccessPath; readonly to: AccessPath }[];
  readonly reads: readonly { readonly at: AccessPath; readonly from: AccessPath }[];
  readonly runs: readonly { readonly at: AccessPath; readonly when?: Condition }[];
  readonly shares: readonly { readonly at: AccessPath; readonly as: string }[];
  readonly receives: readonly { readonly at: AccessPath; readonly as: string }[];
  readonly forms: readonly { readonly at: AccessPath; readonly form: FormName }[];
}

/** What a call gives back that carries no text of its arguments. "fresh" is an object such as a client; "never" does not come back (exit). */
export const INSTANCES = ["boolean", "number", "void", "fresh", "never"] as const;
export type Instance = (typeof INSTANCES)[number];

/** Derivations that guards rely on: the result of the call is this function of its arguments. */
export const FORMS = [
  "path-join", // a later absolute part does not escape
  "path-join-reset", // a later absolute part replaces what came before
  "path-resolve", // join-reset, made absolute, dots resolved
  "path-normalize",
  "path-real", // links resolved
  "path-relative", // arguments: from, to
  "path-common", // longest common parent of a list
  "path-parts", // list of segments or parents
  "path-directory", // parent folder
  "url-parse",
  "url-host",
  "url-scheme",
  "url-join", // arguments: reference, base
  "dns-resolve", // addresses of a host name
  "address-parse", // literal address as an object
  "address-range", // name of the kind of address: "loopback", "private", "unicast"
  "regex-search", // pattern (or receiver compiled from it), text
  "regex-match", // anchored at the start
  "regex-fullmatch", // anchored at both ends
  "identity", // the same text in another type
  "lowercase",
] as const;
export type FormName = (typeof FORMS)[number];

/** A parsed access path: how to reach the callee (or value), then which part of the call is meant. */
export interface AccessPath {
  readonly text: string;
  readonly steps: readonly Step[];
  readonly end: PathEnd;
  /** Parts below an argument, this or callback end: ".headers", ".*", "[]", "[0]", "[1..]". */
  readonly below: readonly string[];
}

/** A member named "*" is any member. A callback step is followed by a call; otherwise the callback is the end. */
export type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "call" }
  | { readonly kind: "new" }
  | { readonly kind: "element" }
  | { readonly kind: "callback"; readonly argument: number; readonly parameter: number };

/**
 * Argument positions run from `from` to `to`; negative ones count from the end; `to` below `from` (0, -1)
 * means the keyword only; keyword "*" is every keyword. `coversArgument` decides.
 */
export type PathEnd =
  | { readonly kind: "value" }
  | { readonly kind: "argument"; readonly from: number; readonly to: number; readonly keyword: string | null }
  | { readonly kind: "this" }
  | { readonly kind: "callback"; readonly argument: number; readonly parameter: number };

/** "(2).shell is true", "(shell:) is not false", "(Loader:) absent", "(2) present", "(1) is string", "(1) is object"; `also` must hold too. */
export interface Condition {
  readonly at: AccessPath;
  readonly test: "is" | "is-not" | "absent" | "present" | "string" | "object";
  readonly value: string | number | boolean | null;
  readonly also: Condition | null;
}
