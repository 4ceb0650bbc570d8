DATABASE = "postgresql://app:Zk93hfQpL2vx@db.internal-host.net:5432/app"  # finds: secrets/hardcoded-secret
