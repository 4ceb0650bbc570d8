from . import folders


def register_all(mcp):
    for module in (folders,):
        module.register(mcp)
