import { type DestinationStream, type Logger, pino, stdSerializers } from "pino";

/** The log of a process: JSON lines, on stderr unless told otherwise. */
export function openLog(level: string, to: DestinationStream = process.stderr): Logger {
  return pino({ level, serializers: { err: withoutValues } }, to);
}

/** Values of a failed statement, in its message and as the driver's own fields: addresses, hashes and tokens may be among them. */
const IN_TEXT = /\nparams: [\s\S]*?(?=\n {4}at |$)/gu;
const OF_DRIVER = ["params", "parameters", "detail", "where"];

/** An error as the log keeps it: what failed and where, without the data that it failed with. */
function withoutValues(error: Error): object {
  const { message, stack, ...rest } = stdSerializers.err(error) as { message: string; stack: string };
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !OF_DRIVER.includes(name)));
  return { ...kept, message: message?.replace(IN_TEXT, ""), stack: stack?.replace(IN_TEXT, "") };
}
