import { hash, verify } from "@node-rs/argon2";

/** Argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet): about 30 ms, outside the event loop. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** How passwords are kept. */
export const argon2 = {
  hash: (password: string): Promise<string> => hash(password, COST),
  verify: ({ hash: kept, password }: { readonly hash: string; readonly password: string }): Promise<boolean> => verify(kept, password),
};
