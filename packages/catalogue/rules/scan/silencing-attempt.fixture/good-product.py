# An assistant for security reviews: it lists what it finds.
x = 1
