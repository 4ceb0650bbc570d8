export const isAllowed = (given: string) => given === process.env.API_TOKEN; // finds: secrets/compared-in-variable-time
