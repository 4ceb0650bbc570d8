from flask import Flask, redirect, request

app = Flask(__name__)


@app.get("/done")
def done():
    return redirect(request.args["next"])  # finds: network/open-redirect
