import logging
import os

log = logging.getLogger(__name__)

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


password = os.getenv("DB_PASSWORD")
log.info("connecting with %s", password)  # finds: secrets/secret-in-log


mcp.run()
