import { homedir } from "node:os";

/** What a command may touch of the machine; tests bring their own. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly now: () => Date;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Aborted by Ctrl-C or a request to end. */
  readonly signal: AbortSignal;
}

export interface Stream {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly write: (text: string) => Promise<void>;
}

/** The machine as it is. */
export function thisMachine(signal: AbortSignal): Machine {
  return {
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    now: () => new Date(),
    stdout: streamOf(process.stdout),
    stderr: streamOf(process.stderr),
    signal,
  };
}

/** Waits until the text is taken, so that the end of the process cuts nothing; a reader that has gone away is no error. */
function streamOf(stream: NodeJS.WriteStream): Stream {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    isTTY: stream.isTTY === true,
    columns: stream.columns ?? 80,
    write: (text) => new Promise((done) => void stream.write(text, () => done())),
  };
}
