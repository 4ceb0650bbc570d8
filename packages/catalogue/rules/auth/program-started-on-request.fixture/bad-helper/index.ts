import cors from "cors";
import express from "express";
import { connect } from "./connect.js";

const app = express();
app.use(cors());
app.use((req, res, next) => {
  res.header("Access-Control-Expose-Headers", "mcp-session-id");
  next();
});

app.get("/stdio", async (req, res) => {
  try {
    await connect(req.query); // source: http-request
    res.status(200).end();
  } catch (error) {
    res.status(500).json(error);
  }
});

app.listen(process.env.PORT ?? 6277);
