/** Every form in which a text could lie around: as it is, escaped, in hexadecimal, and in base64 at every alignment. */
export function encodingsOf(text: string): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(text);
  const forms = new Map<string, Buffer>([
    ["plain", bytes],
    ["UTF-16", Buffer.from(text, "utf16le")],
    ["JSON", Buffer.from(JSON.stringify(text).slice(1, -1))],
    ["JSON in JSON", Buffer.from(JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1))],
    ["percent", Buffer.from(encodeURIComponent(text))],
    ["hex", Buffer.from(bytes.toString("hex"))],
    ["HEX", Buffer.from(bytes.toString("hex").toUpperCase())],
  ]);
  for (const [name, encoding] of [
    ["base64", "base64"],
    ["base64url", "base64url"],
  ] as const)
    for (let shift = 0; shift < 3; shift++) {
      const whole = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString(encoding)
        .replaceAll("=", "");
      // The first and the last characters depend on what stands beside the text.
      forms.set(`${name} +${shift}`, Buffer.from(whole.slice(shift === 0 ? 0 : shift + 1, -2)));
    }
  return forms;
}

/** Names of the forms of a text that some bytes hold. */
export function findIn(bytes: Buffer, forms: ReadonlyMap<string, Buffer>): readonly string[] {
  return [...forms].filter(([, form]) => bytes.includes(form)).map(([name]) => name);
}
