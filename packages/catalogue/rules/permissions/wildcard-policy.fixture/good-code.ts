export const statement = { Effect: "Allow", Action: ["logs:PutLogEvents"], Resource: "*" };
