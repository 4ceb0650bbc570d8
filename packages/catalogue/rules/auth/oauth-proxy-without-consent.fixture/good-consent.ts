import express from "express";

const app = express();

app.post("/register", (req, res) => res.json({ client_id: "any" }));
app.get("/authorize", (req, res) => res.send("<form action=/consent method=post>Allow this client?</form>"));
