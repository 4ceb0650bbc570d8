import fc from "fast-check";

/**
 * Property tests run a small sample from a fixed seed, so that two runs are the same; with ASSAY_FULL set they run
 * their full count. A failing seed is printed by fast-check and can be tried again with ASSAY_SEED.
 */
const SAMPLE_RUNS = 60;
const FULL_RUNS = 2_000;
const SEED = 20_260_101;

const full = process.env.ASSAY_FULL !== undefined;

fc.configureGlobal({ numRuns: full ? FULL_RUNS : SAMPLE_RUNS, seed: Number(process.env.ASSAY_SEED ?? SEED) });
