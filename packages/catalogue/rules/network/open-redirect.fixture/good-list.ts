import express from "express";

const app = express();
const registered = ["https://client.example.com/callback"];

app.get("/callback", (req, res) => {
  const target = String(req.query.redirect_uri);
  if (!registered.includes(target)) throw new Error("unknown address");
  res.redirect(target);
});
app.listen(3000, "127.0.0.1");
