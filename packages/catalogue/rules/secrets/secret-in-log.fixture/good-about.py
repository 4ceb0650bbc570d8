import logging
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")

# Where a credential is kept and how long it lasts is no credential.
logging.info("token file: %s", os.environ.get("GOOGLE_TOKEN_PATH"))
logging.info("expires after: %s", os.environ["ACCESS_TOKEN_EXPIRY_SECONDS"])
logging.info("limit: %s", os.getenv("MAX_TOKENS"))


@mcp.tool()
def ping() -> str:
    """Returns pong."""
    return "pong"


mcp.run()
