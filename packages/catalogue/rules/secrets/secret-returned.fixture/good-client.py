import os

from mcp.server.fastmcp import FastMCP
from shop_client import Shop

mcp = FastMCP("sample")
shop = Shop(api_key=os.environ["SHOP_API_KEY"])


@mcp.tool()
def orders(customer: str) -> str:
    """Lists orders."""
    return shop.orders.list(customer, token=os.environ["SHOP_TOKEN"]).text


if __name__ == "__main__":
    mcp.run()
