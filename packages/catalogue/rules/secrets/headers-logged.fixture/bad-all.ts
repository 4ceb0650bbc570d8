import express from "express";

const app = express();

app.post("/mcp", (req, res) => {
  console.error("request", req.headers); // finds: secrets/headers-logged
  res.end();
});
