import express from "express";

const app = express();

app.post("/mcp", (req, res) => {
  console.error("request to", req.path);
  res.end();
});
