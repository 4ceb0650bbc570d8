import manifest from "./package.json" with { type: "json" };

/** Version of the program; all packages carry the same. */
export const VERSION: string = manifest.version;
