export interface ReadEvent {
  readonly id: number;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** A stream that is read to its end (await it), and can be asked meanwhile whether something was in it. */
export interface Reading extends Promise<readonly ReadEvent[]> {
  /** Ends when an event fits; fails when the stream ends before. */
  has(fits: (event: ReadEvent) => boolean): Promise<void>;
}

/** Reads server-sent events as an EventSource would, from behind the event `after` if given. */
export function readStream(url: string, after?: number, headers: Record<string, string> = {}): Reading {
  const events: ReadEvent[] = [];
  const waiting = new Set<{
    readonly fits: (event: ReadEvent) => boolean;
    readonly done: () => void;
    readonly failed: (error: Error) => void;
  }>();
  const take = (event: ReadEvent) => {
    events.push(event);
    for (const waiter of waiting) if (waiter.fits(event)) waiter.done();
  };
  const reading = readAll(url, after === undefined ? headers : { ...headers, "last-event-id": String(after) }, take)
    .catch(() => {})
    .then(() => {
      for (const waiter of waiting) waiter.failed(new Error(`the stream ended with ${events.at(-1)?.type}`));
      return events;
    });
  const has = (fits: (event: ReadEvent) => boolean) =>
    events.some(fits) ? Promise.resolve() : new Promise<void>((done, failed) => void waiting.add({ fits, done, failed }));
  return Object.assign(reading, { has });
}

/** A connection that breaks ends the reading; what came before stands. */
async function readAll(url: string, headers: Record<string, string>, take: (event: ReadEvent) => void): Promise<void> {
  const response = await fetch(url, { headers });
  if (response.status !== 200 || response.body === null) throw new Error(`the stream answered ${response.status}`);
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.body) {
    const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const lines = block.split("\n");
      const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6));
      const id = lines.find((line) => line.startsWith("id: "));
      if (data.length === 0 || id === undefined) continue;
      const parsed = JSON.parse(data.join("\n")) as Record<string, unknown>;
      take({ id: Number(id.slice(4)), type: String(parsed.type), data: parsed });
    }
  }
}
