greeting = "שלום"
