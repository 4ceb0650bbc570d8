if (process.env.API_TOKEN === undefined) throw new Error("API_TOKEN is missing");
