import os


def is_allowed(given):
    return given == os.environ["API_TOKEN"]  # finds: secrets/compared-in-variable-time
