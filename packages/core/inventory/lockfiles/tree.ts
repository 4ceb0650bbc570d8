/** Reading of untrusted JSON: own properties only, so "__proto__" and "constructor" are ordinary absent keys. */
export function child(value: unknown, ...keys: readonly (string | number)[]): unknown {
  let current = value;
  for (const key of keys) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Readonly<Record<string | number, unknown>>)[key];
  }
  return current;
}

/** The string at a path of keys; undefined for anything else and for "". */
export function textAt(value: unknown, ...keys: readonly (string | number)[]): string | undefined {
  const found = child(value, ...keys);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** The array at a path of keys; empty for anything else. */
export function listAt(value: unknown, ...keys: readonly (string | number)[]): readonly unknown[] {
  const found = child(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** Own keys and values of the object at a path of keys, in their order; empty for anything else. */
export function entriesAt(value: unknown, ...keys: readonly (string | number)[]): readonly (readonly [string, unknown])[] {
  const found = child(value, ...keys);
  return typeof found === "object" && found !== null && !Array.isArray(found) ? Object.entries(found) : [];
}
