import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** A validator of one of the shipped schemas ("report-1.0.0.json") or of a file beside this one. */
export function validatorOf(file: URL): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(file, "utf8")));
}

export const SCHEMAS = new URL("../../../../schemas/", import.meta.url);
export const SARIF_SCHEMA = new URL("./sarif-2.1.0.json", import.meta.url);

/** Problems in words; empty if valid. */
export function problemsOf(validate: ValidateFunction, value: unknown): readonly string[] {
  return validate(value)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}
