// finds: supply-chain/bidirectional-control-in-source
export const level = "user‮ ⁦// admin only⁩ ⁦";
