export const statement = {
  Effect: "Allow",
  Action: ["*"], // finds: permissions/wildcard-policy
  Resource: "*",
};
