from sample_logger import load

print(load("a"))
