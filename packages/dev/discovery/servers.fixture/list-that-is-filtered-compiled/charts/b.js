"use strict";exports.b = void 0; const tool = { name: "gen_b", description: "d", inputSchema: {type:"object"} };
exports.b = { tool };