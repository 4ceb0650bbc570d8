from flask import Flask, redirect

app = Flask(__name__)


@app.get("/done")
def done():
    return redirect("/welcome")
