from sample_parser import load

print(load("a"))
