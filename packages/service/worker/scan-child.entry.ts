import { runScan } from "@mcp-assay/runner/run-scan";
import { serveScanChild } from "./scan-child.ts";

serveScanChild(runScan);
