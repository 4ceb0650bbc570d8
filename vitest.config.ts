import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/*.fixture/**", "**/fixtures/**"],
    setupFiles: ["packages/dev/sampling.ts"],
    // The machine's speed is no property of the program; a hang still ends.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Colours belong to the terminal of whoever runs the tests, not to what is asserted.
    env: { NO_COLOR: "1" },
  },
});
