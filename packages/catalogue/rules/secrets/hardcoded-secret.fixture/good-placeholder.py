API_KEY = "your-api-key-goes-here-2024"
TOKEN = "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
DATABASE = "postgresql://user:password@localhost:5432/app"
