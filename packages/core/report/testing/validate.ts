import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** A validator of one of the shipped schemas ("report-1.0.0.json") or of a file beside this one. */
export function validatorOf(file: URL): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(file, "utf8")));
}

/** A validator of CycloneDX 1.6, which is written in an older dialect of JSON Schema and refers to two others. */
export function sbomValidator(): ValidateFunction {
  const read = (name: string) => JSON.parse(readFileSync(new URL(`./cyclonedx/${name}.SNAPSHOT.schema.json`, import.meta.url), "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { "iri-reference": true, "idn-email": true } });
  addFormats.default(ajv);
  for (const name of ["jsf-0.82", "spdx"]) ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  return ajv.compile(read("bom-1.6"));
}

export const SCHEMAS = new URL("../../../../schemas/", import.meta.url);
export const SARIF_SCHEMA = new URL("./sarif-2.1.0.json", import.meta.url);

/** Problems in words; empty if valid. */
export function problemsOf(validate: ValidateFunction, value: unknown): readonly string[] {
  return validate(value)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}
