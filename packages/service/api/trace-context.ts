/** traceparent of version 00 (W3C Trace Context, section 3.2). */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/u;

/** What every log line of a request says of the trace that its sender put it in; nothing where the header is missing or wrong. */
export function traceOf(traceparent: string | string[] | undefined): { readonly trace_id?: string; readonly parent_id?: string } {
  const [, trace_id, parent_id] = (typeof traceparent === "string" && TRACEPARENT.exec(traceparent)) || [];
  return trace_id === undefined || parent_id === undefined ? {} : { trace_id, parent_id };
}
