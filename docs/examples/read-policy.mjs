// Lists what is collected on which legal basis, then a clause.
// Usage: node read-policy.mjs CATALOG VARIANT LANGUAGE CLAUSE, with the package of clients/typescript installed.
import { clause, entry, loadCatalog, loadPolicy, loadText } from "notice-client";

const [, , address, variant, language, clauseId] = process.argv;
const catalog = await loadCatalog(address);
const policy = await loadPolicy(catalog, variant);
for (const each of Object.values(policy.processes)) {
  const labels = (addresses) => addresses.map((one) => entry(policy, one).label[language]).join(", ");
  console.log(`${each.label[language]}: ${labels(each.personalData)}; on the basis of ${labels(each.legalBasis)}`);
}
console.log(clause(await loadText(catalog, variant, language), clauseId).text);
