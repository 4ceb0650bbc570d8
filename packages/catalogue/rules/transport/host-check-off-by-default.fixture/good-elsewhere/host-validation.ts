import type { NextFunction, Request, Response } from "express";

/** Mounted by default where a server is made for the local machine. */
export function hostValidation(allowed: readonly string[]) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const host = req.headers.host;
    if (host === undefined || !allowed.includes(new URL(`http://${host}`).hostname)) {
      res.status(403).json({ error: "Invalid Host" });
      return;
    }
    next();
  };
}
