// Validates values by JSON Schema 2020-12: node validate.mjs JOBS, a file of [{name, schema, value}]. Prints "valid" for each.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

for (const { name, schema, value } of JSON.parse(readFileSync(process.argv[2], "utf-8"))) {
  const ajv = new Ajv2020.default({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const { $id, ...own } = schema;
  if (!ajv.validate(own, value)) {
    console.error(name, ajv.errorsText(ajv.errors));
    process.exit(1);
  }
  console.log("valid");
}
