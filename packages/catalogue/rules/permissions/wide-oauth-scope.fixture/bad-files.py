SCOPES = ["Files.ReadWrite.All", "offline_access"]  # finds: permissions/wide-oauth-scope
