const client = connect({ token: process.env.GITHUB_TOKEN, apiKey: process.env["API_KEY"] ?? "" });
