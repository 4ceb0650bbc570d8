import pg from "pg";

/** How long a statement waits for a connection, in milliseconds: then its request fails instead of hanging. */
const CONNECT_MS = 15_000;
/** How long a transaction may do nothing: the server ends those of machines that vanished, and frees the rows they hold. */
const IDLE_TRANSACTION_MS = 60_000;

/** What each of our connections to a server is opened with. */
export function connectionTo(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
  };
}

/**
 * Connections that survive a server that stops. A broken one is given back at once, whoever has it: a transaction
 * whose `begin` fails never gives it back (drizzle-orm), and ten such would leave a process without any.
 */
export class ServerPool extends pg.Pool {
  constructor(url: string, onError: (error: Error) => void) {
    super({ ...connectionTo(url), max: 10 });
    this.on("error", onError);
    // The pool listens for idle clients only: a server that stops breaks those at work too, and an error nobody hears ends the process.
    this.on("connect", (client) => client.on("error", onError));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: (err: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void): void;
  override connect(callback?: Parameters<pg.Pool["connect"]>[0]): Promise<pg.PoolClient> | undefined {
    if (callback !== undefined) {
      super.connect(callback);
      return undefined;
    }
    return super.connect().then(givenBackOnce);
  }
}

function givenBackOnce(client: pg.PoolClient): pg.PoolClient {
  const giveBack = client.release.bind(client);
  let given = false;
  const release = (error?: Error | boolean) => {
    if (given) return;
    given = true;
    client.off("error", release);
    giveBack(error);
  };
  client.on("error", release);
  client.release = release;
  return client;
}
