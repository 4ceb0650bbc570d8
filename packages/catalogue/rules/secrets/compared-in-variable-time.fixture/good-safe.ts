import { timingSafeEqual } from "node:crypto";

export const isAllowed = (given: string) => timingSafeEqual(Buffer.from(given), Buffer.from(process.env.API_TOKEN ?? ""));
