import logging
import os

log = logging.getLogger(__name__)

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


password = os.getenv("DB_PASSWORD")
log.info("password set: %s", password is not None)


mcp.run()
