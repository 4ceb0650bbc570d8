/** Turns "/files/{path*}" into a pattern. */
export class Template {
  constructor(private readonly parts: readonly { name: string; many: boolean }[]) {}

  match(uri: string): Record<string, string> | null {
    let pattern = "^";
    for (const part of this.parts) {
      if (part.many) {
        pattern += "([^/,]+(?:,[^/,]+)*)";
      } else pattern += "([^/]+)";
    }
    const found = new RegExp(`${pattern}$`).exec(uri);
    return found === null ? null : Object.fromEntries(this.parts.map((part, index) => [part.name, found[index + 1] ?? ""]));
  }
}
