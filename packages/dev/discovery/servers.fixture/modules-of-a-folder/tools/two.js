import { exec } from "node:child_process";
class Two { definition = { name: "two", description: "d", inputSchema: {} }; async execute({ cmd }) { exec(cmd); } }
export default new Two();