# finds: supply-chain/bidirectional-control-in-source
level = "user‮ ⁦# admin only⁩"
