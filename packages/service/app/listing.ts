/** What the list of scans asks for. */
export interface ScanFilter {
  readonly accountId: string;
  readonly status?: "in_progress" | "complete" | "failed" | undefined;
  readonly grade?: string | undefined;
  readonly inputType?: string | undefined;
  readonly visibility?: "public" | "private" | undefined;
  /** RFC 3339. */
  readonly since?: string | undefined;
  /** Part of the input or package name. */
  readonly q?: string | undefined;
  readonly after: Position | null;
  readonly limit: number;
}

/** Last item of the page before. */
export interface Position {
  readonly createdAt: string;
  readonly id: string;
}

export interface RegistryFilter {
  readonly type?: string | undefined;
  readonly grade?: string | undefined;
  readonly q?: string | undefined;
  readonly sort: "grade" | "popularity" | "date";
  readonly offset: number;
  readonly limit: number;
}

/** The newest public report of one target. */
export interface RegistryRow {
  readonly inputType: string;
  readonly packageName: string;
  readonly scanId: string;
  readonly version: string | null;
  readonly digest: string | null;
  readonly safetyGrade: string | null;
  readonly safetyScore: number | null;
  readonly aivssScore: number | null;
  readonly finishedAt: string;
  readonly scans: number;
}

export interface RegistryFacets {
  readonly grades: Readonly<Record<string, number>>;
  readonly types: Readonly<Record<string, number>>;
}

/** An opaque mark of a position, and back; null when it is none of ours. */
export function toCursor(position: Position): string {
  return Buffer.from(JSON.stringify([position.createdAt, position.id])).toString("base64url");
}

export function fromCursor(text: string): Position | null {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(text, "base64url").toString()) as [unknown, unknown];
    const sound =
      typeof createdAt === "string" &&
      typeof id === "string" &&
      /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u.test(createdAt) &&
      !Number.isNaN(Date.parse(createdAt)) &&
      /^[\x20-\x7e]*$/u.test(id);
    return sound ? { createdAt, id } : null;
  } catch {
    return null;
  }
}
