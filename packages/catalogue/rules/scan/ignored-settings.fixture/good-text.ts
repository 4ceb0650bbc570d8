// The comment mcp-assay: allow needs a rule and a reason.
export const usage = "write mcp-assay: allow injection/shell-command -- reason";
