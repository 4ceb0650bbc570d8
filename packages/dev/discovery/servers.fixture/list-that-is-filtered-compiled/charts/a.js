"use strict";
exports.a = void 0; exports.a = { tool: { name: "gen_a", description: "d", inputSchema: {type:"object"} } };