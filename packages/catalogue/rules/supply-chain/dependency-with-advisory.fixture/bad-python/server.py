print("nothing of it")
