// Runs in a process of its own: `node fetch.js <target> <cache folder>` resolves, fetches and unpacks one artifact as a scan
// does, and prints how many files it holds and of which kind the artifact is.
import { homedir } from "node:os";
import { createIo, openTarget } from "@mcp-assay/sources/open";

const [target = "", cacheDir = ""] = process.argv.slice(2);
const io = createIo({ env: process.env, cacheDir, offline: false, cwd: process.cwd(), home: homedir() });
const opened = await openTarget(target, io);
await io.close();
if (!opened.ok) throw new Error(`${target}: ${opened.problem.message}`);
process.stdout.write(`${JSON.stringify({ files: opened.value.files.length, version: opened.value.target.version })}\n`);
