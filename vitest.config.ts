import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/*.fixture/**", "**/fixtures/**"],
    setupFiles: ["packages/dev/sampling.ts"],
    // The runner leaves one core free by itself, which on two cores halves it.
    maxWorkers: availableParallelism(),
    // The machine's speed is no property of the program; a hang still ends.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Colours belong to the terminal of whoever runs the tests, and what osv.dev knows changes: neither is what is asserted.
    env: { NO_COLOR: "1", OSV_API_URL: "off" },
  },
});
