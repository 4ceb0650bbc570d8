import express from "express";

const app = express();

app.get("/callback", (req, res) => {
  res.redirect(`${req.query.redirect_uri}?code=1`); // finds: network/open-redirect
});
app.listen(3000, "127.0.0.1");
