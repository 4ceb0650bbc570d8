import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface StartedProcess {
  /** What it printed first: the address of a service. */
  readonly line: string;
  /** False once it has ended, for whatever reason. */
  alive(): boolean;
  /** Sends a signal and waits for the end; gives its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts one of the test programs and waits until it says that it works. */
export async function startProcess(program: URL, env: NodeJS.ProcessEnv): Promise<StartedProcess> {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(program)], { env, stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(child, "exit");
  const first = once(createInterface(child.stdout as NodeJS.ReadableStream), "line") as Promise<[string]>;
  const [line] = await Promise.race([first, gone.then(() => Promise.reject(new Error("the program ended before it worked")))]);
  return {
    line,
    alive: () => child.exitCode === null && child.signalCode === null,
    end: async (signal) => {
      child.kill(signal);
      return (await gone)[0] as number | null;
    },
  };
}
