import { serveScanChild } from "../worker/scan-child.ts";
import { fakeRunScan } from "./fake-run-scan.ts";

serveScanChild(fakeRunScan);
