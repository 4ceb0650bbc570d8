import hmac
import os


def is_allowed(given):
    return hmac.compare_digest(given, os.environ["API_TOKEN"])
