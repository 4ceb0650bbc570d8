import { discoverAuthorizationServerMetadata, startAuthorization } from "@modelcontextprotocol/sdk/client/auth.js";

function onlyWeb(address: string): void {
  const { protocol } = new URL(address);
  if (protocol !== "http:" && protocol !== "https:") throw new Error("not a web address");
}

interface State {
  step: string;
  authorizationUrl: string | null;
}

class Machine {
  constructor(
    private readonly server: string,
    private readonly update: (changes: Partial<State>) => void,
  ) {}

  async advance(): Promise<void> {
    const metadata = await discoverAuthorizationServerMetadata(this.server);
    const { authorizationUrl } = await startAuthorization(this.server, { metadata, redirectUrl: location.origin });
    this.update({ authorizationUrl: authorizationUrl.toString(), step: "ready" });
  }
}

export async function signIn(server: string): Promise<void> {
  let state: State = { step: "start", authorizationUrl: null };
  const machine = new Machine(server, (changes) => {
    state = { ...state, ...changes };
  });
  while (state.step !== "ready") {
    await machine.advance();
    if (state.authorizationUrl) {
      try {
        onlyWeb(state.authorizationUrl);
      } catch (error) {
        console.error(error);
        return;
      }
      window.location.href = state.authorizationUrl;
      break;
    }
  }
}
