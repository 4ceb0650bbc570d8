import { createServer } from "node:http";

export class PageServer {
  verbose = false;

  start(): void {
    createServer((req, res) => {
      const url = new URL(req.url ?? "/", `http://${req.headers.host}`);
      res.end(url.pathname);
      if (!this.verbose) return;
      console.error(url.pathname);
    }).listen(0, "127.0.0.1");
  }
}
