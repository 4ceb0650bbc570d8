/** Who asks. Everything that a use case may know about the sender of a request. */
export type Caller = Anonymous;

export interface Anonymous {
  readonly kind: "anonymous";
  /** Address the request came from. */
  readonly address: string;
}
