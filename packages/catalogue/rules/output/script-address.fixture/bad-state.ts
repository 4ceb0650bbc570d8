import { discoverAuthorizationServerMetadata, startAuthorization } from "@modelcontextprotocol/sdk/client/auth.js";

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
    const { authorizationUrl } = await startAuthorization(this.server, { metadata, redirectUrl: location.origin }); // source: remote-content
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
      // finds: output/script-address
      window.location.href = state.authorizationUrl;
      break;
    }
  }
}
