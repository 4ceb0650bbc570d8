import express from "express";

const app = express();

app.get("/callback", (req, res) => {
  res.redirect("/welcome?user=" + encodeURIComponent(String(req.query.user)));
});
app.listen(3000, "127.0.0.1");
