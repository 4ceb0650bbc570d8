const tool = { name: "gen_b", description: "d", inputSchema: {type:"object"} };
export const b = { tool };