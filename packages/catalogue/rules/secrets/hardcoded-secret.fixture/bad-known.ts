const client = connect({
  token: "ghp_R7kQ2mZx9TbV4nLc8WdYf3JpHs6GaEu1KoXi", // finds: secrets/hardcoded-secret
});
