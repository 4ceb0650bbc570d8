import { thisMachine } from "./machine.ts";
import { runProgram } from "./program.ts";

const interrupted = new AbortController();
let signals = 0;
const onSignal = () => {
  signals += 1;
  interrupted.abort();
  // Somebody who asks twice does not want to wait for an orderly end.
  if (signals > 1) process.exit(130);
};
process.on("SIGINT", onSignal);
process.on("SIGTERM", onSignal);

process.exitCode = await runProgram(process.argv.slice(2), thisMachine(interrupted.signal));
// Whatever a library still holds open must not keep a finished program alive.
process.exit();
