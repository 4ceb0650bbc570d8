import { AwsClient } from "aws4fetch";
import type { Artifacts } from "./artifacts.ts";

/** A bucket of S3, or of anything that speaks its protocol. */
export interface S3Settings {
  /** "https://s3.eu-central-1.amazonaws.com", "http://minio:9000" */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const PREFIX = "mcp-assay/snapshots/";
const TIMEOUT_MS = 600_000;

/** Artifacts as objects of a bucket, by path-style addresses (docs.aws.amazon.com/AmazonS3/latest/API). */
export function s3Artifacts({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings): Artifacts {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 3 });
  const place = `${endpoint}/${encodeURIComponent(bucket)}`;
  const ask = async (url: string, init: RequestInit = {}, accept: readonly number[] = [200]) => {
    const response = await client.fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (accept.includes(response.status)) return response;
    await response.body?.cancel();
    throw new Error(`the artifact storage answers ${response.status}`);
  };
  const objectOf = (name: string) => `${place}/${PREFIX}${encodeURIComponent(name)}`;
  return {
    write: async (name, chunks) => void (await ask(objectOf(name), { method: "PUT", body: Buffer.concat([...chunks]) })),
    read: (name) => readObject(() => ask(objectOf(name))),
    remove: async (name) => void (await ask(objectOf(name), { method: "DELETE" }, [200, 204, 404])),
    list: async () => {
      const found: { name: string; at: Date }[] = [];
      for (let token: string | null = ""; token !== null; ) {
        const more: string = token === "" ? "" : `&continuation-token=${encodeURIComponent(token)}`;
        const page = await (await ask(`${place}?list-type=2&prefix=${encodeURIComponent(PREFIX)}${more}`)).text();
        for (const [, key = "", at = ""] of page.matchAll(/<Contents>.*?<Key>([^<]*)<\/Key>.*?<LastModified>([^<]*)<\/LastModified>/gsu))
          found.push({ name: decodeURIComponent(key.slice(PREFIX.length)), at: new Date(at) });
        token = /<NextContinuationToken>([^<]*)</u.exec(page)?.[1] ?? null;
      }
      return found;
    },
  };
}

async function* readObject(ask: () => Promise<Response>): AsyncGenerator<Uint8Array> {
  const { body } = await ask();
  if (body !== null) for await (const chunk of body) yield chunk;
}
