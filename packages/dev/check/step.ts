import { spawn } from "node:child_process";

/** One part of the check: its name and what it has to say; no output and no failure is silence. */
export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
}

/** Runs a program of node_modules/.bin (or node itself) in `root`; its output counts only if it fails. */
export async function runTool(name: string, command: readonly string[], root: string): Promise<StepResult> {
  const [program = "", ...args] = command;
  return timed(name, async () => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    const code = await new Promise<number>((resolve) => {
      child.on("error", (error) => {
        chunks.push(Buffer.from(`${error.message}\n`));
        resolve(1);
      });
      child.on("close", (status) => resolve(status ?? 1));
    });
    return { ok: code === 0, output: code === 0 ? "" : Buffer.concat(chunks).toString("utf8").trim() };
  });
}

/** Runs a check inside this process that returns its complaints. */
export async function runOwn(name: string, check: () => Promise<readonly string[]>): Promise<StepResult> {
  return timed(name, async () => {
    const lines = await check();
    return { ok: lines.length === 0, output: lines.join("\n") };
  });
}

async function timed(name: string, work: () => Promise<{ ok: boolean; output: string }>): Promise<StepResult> {
  const started = performance.now();
  const result = await work();
  return { name, ...result, seconds: (performance.now() - started) / 1000 };
}
