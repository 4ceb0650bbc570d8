import type { OperationKind, SinkKind, SourceKind } from "../define/kinds.ts";
import type { Place } from "../surface/surface.ts";

/** Untrusted data that reaches a sink, with the whole way it took. */
export interface Flow {
  readonly source: FlowSource;
  readonly sink: FlowSink;
  /** First step is the source, last step is the sink; complete, or `truncated` says that a limit cut it. */
  readonly steps: readonly TraceStep[];
  readonly truncated: boolean;
  /** The data is all of the sink's argument, not a part of a longer text. */
  readonly whole: boolean;
  /** Guards seen on the way, each with the reason why it is not enough. */
  readonly guards: readonly GuardNote[];
  /** Proofs that hold at the sink (PROOF_BIT). */
  readonly proofs: number;
  readonly confidence: "high" | "medium" | "low";
  /** Why confidence is not high. */
  readonly doubts: readonly string[];
  /** Every entry (tool, resource, prompt …) from which this sink is reached the same way. */
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly kind: "tool" | "resource" | "prompt" | "completion" | "http" | "module";
  readonly name: string;
  readonly handler: string;
  /** Index of the server in Surface.servers, -1 if the code belongs to none. */
  readonly server: number;
}

export interface FlowSource {
  readonly kind: SourceKind;
  /** Argument path or call: "path", "args.files[]", "fetch()". */
  readonly name: string;
  readonly place: Place;
}

export interface FlowSink {
  readonly kind: SinkKind;
  /** Library call as a reader knows it: "child_process.exec". */
  readonly api: string;
  readonly argument: string;
  readonly place: Place;
}

export type TraceAction = "source" | "assign" | "call" | "return" | "field" | "guard" | "sink";

export interface TraceStep {
  readonly action: TraceAction;
  /** Variable, field or call as written. */
  readonly variable: string;
  readonly place: Place;
  /** For guards: what was seen. */
  readonly note?: string;
}

export interface GuardNote {
  readonly place: Place;
  readonly whyNotEnough: string;
  /** Kind of weakness, for rules on broken guards. */
  readonly flaw: GuardFlaw;
}

export type GuardFlaw =
  | "prefix-without-separator"
  | "check-before-canonical"
  | "blocklist"
  | "unanchored-pattern"
  | "pattern-too-wide"
  | "other-variable"
  | "check-after-use"
  | "wrong-context"
  | "first-word-only"
  | "off-by-default"
  | "not-understood"
  | "links-not-resolved"
  | "other-kind"
  | "error-accepts";

/** A library call that the program makes, by what it does. Rules read its roles. */
export interface Operation {
  readonly kind: OperationKind;
  readonly api: string;
  readonly place: Place;
  readonly roles: Readonly<Record<string, RoleValue>>;
  /** Entries from which the call is reached; empty for module level code. */
  readonly entries: readonly Entry[];
  /** Reached from an entry point, install script or handler. */
  readonly reachable: boolean;
  /** Name of the enclosing function, "" at module level. */
  readonly functionName: string;
}

export interface RoleValue {
  readonly present: boolean;
  /** Constants the role may have; null when unknown. */
  readonly constants: readonly (string | number | boolean | null)[] | null;
  /** Where the functions of the program stand that it may be: handlers, middleware, callbacks. */
  readonly functions: readonly Place[];
  /** Kinds of sources that reach it. */
  readonly sources: readonly SourceKind[];
  readonly place: Place;
}
