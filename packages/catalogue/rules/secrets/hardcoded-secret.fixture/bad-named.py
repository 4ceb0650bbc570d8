API_KEY = "q8Zr2LmX7vTn4KpW9sYd3BhJ"  # finds: secrets/hardcoded-secret
