// Reads policies as linked data: node quads.mjs FILE…. Prints for each file a JSON list of its N-Quads, sorted. Fetches nothing.
import { readFileSync } from "node:fs";
import jsonld from "jsonld";

const documentLoader = (url) => { throw new Error(`a policy asks for ${url}`); };
for (const file of process.argv.slice(2)) {
  const policy = JSON.parse(readFileSync(file, "utf-8"));
  const quads = await jsonld.toRDF(policy, { format: "application/n-quads", documentLoader, safe: true });
  console.log(JSON.stringify(quads.trim().split("\n").sort()));
}
