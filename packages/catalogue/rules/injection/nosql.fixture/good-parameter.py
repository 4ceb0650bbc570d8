from neo4j import GraphDatabase

driver = GraphDatabase.driver("bolt://localhost")

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def find(name: str) -> str:
    """Does one thing."""
    with driver.session() as session:
        return str(session.run("MATCH (n {name: $name}) RETURN n", name=name).data())


mcp.run()
