from flask import Flask, request
from markupsafe import Markup

app = Flask(__name__)


@app.get("/hello")
def hello():
    return Markup("<h1>Hello " + request.args["name"] + "</h1>")  # finds: output/html-injection
