import type { Upstream } from "../app/resolve-target.ts";

/** Upstreams that never answer in time: every target is taken, and its scan tells. */
export const NO_UPSTREAM: Upstream = {
  resolve: async () => null,
  inspect: async () => null,
  fetchPrivate: () => {
    throw new Error("this test fetches nothing");
  },
};
