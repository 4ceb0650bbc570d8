SCOPES = ["https://www.googleapis.com/auth/drive.file", "Files.Read"]
