/**
 * Reads published privacy notices: catalogues, policies and texts as typed records, each checked by its digest.
 * Works in Node 20 or later and in browsers. The records are the JSON of the files as it is.
 */

import { SECTIONS } from "./types.js";
import type { Address, Catalog, CatalogVariant, Clause, Entry, Policy, PublishedFile, Statement, Text } from "./types.js";

export * from "./types.js";

const CATALOG = "data/v1/catalog.json";
const VERSION: Catalog["schemaVersion"] = "1.0";
const MILLISECONDS = 30_000;

/** A file's bytes are not those whose SHA-256 the catalogue tells. */
export class DigestError extends Error {
  override name = "DigestError";
}

/** A file is of a schema version that this client does not know. */
export class FormatError extends Error {
  override name = "FormatError";
}

/** A catalogue that knows where it was read, since the other files are found beside it. */
export interface LoadedCatalog extends Catalog {
  /** The address or folder of the site, with a slash at its end. */
  readonly site: string;
}

/**
 * Reads a catalogue, from an http(s) address or, in Node, a file path that ends in data/v1/catalog.json.
 * Nothing vouches for a catalogue but where it is read: fetch it with https, from the publisher.
 */
export async function loadCatalog(source: string): Promise<LoadedCatalog> {
  if (!source.endsWith(CATALOG)) throw new Error(`a catalogue's place ends in ${CATALOG}: ${source}`);
  const catalog = parsed<Catalog>(await read(source), source);
  return { ...catalog, site: source.slice(0, -CATALOG.length) };
}

/** Reads the policy of a variant. */
export async function loadPolicy(catalog: LoadedCatalog, variantId: string): Promise<Policy> {
  return load<Policy>(catalog, variant(catalog, variantId).policy);
}

/** Reads the text of a variant in a language. */
export async function loadText(catalog: LoadedCatalog, variantId: string, language: string): Promise<Text> {
  const texts = variant(catalog, variantId).texts;
  const file = Object.hasOwn(texts, language) ? texts[language] : undefined;
  if (file === undefined) throw new Error(`no text of ${variantId} is in ${language}`);
  return load<Text>(catalog, file);
}

/** Finds a variant in a catalogue. */
export function variant(catalog: Catalog, variantId: string): CatalogVariant {
  const found = catalog.variants.find((each) => each.id === variantId);
  if (found === undefined) throw new Error(`no variant is called ${variantId}`);
  return found;
}

/** Tells the key of an entry in its section: what follows the #. */
export function key(address: Address): string {
  return address.slice(address.lastIndexOf("#") + 1);
}

/**
 * Follows a reference to the entry that it names, in whichever section that is.
 * Where the section is known, `policy.purposes[key(address)]` gives the narrower type.
 */
export function entry(policy: Policy, address: Address): Entry {
  if (address.startsWith(`${policy["@id"]}#`)) {
    for (const name of SECTIONS) {
      const section: { readonly [key: string]: Entry } = policy[name] ?? {};
      const found = Object.hasOwn(section, key(address)) ? section[key(address)] : undefined;
      if (found !== undefined) return found;
    }
  }
  throw new Error(`no entry of ${policy["@id"]} is at ${address}`);
}

/** Finds a clause by its id, or by the address of a statement in it, which `statedIn` gives. */
export function clause(text: Text, clauseId: string): Clause {
  const found = text.clauses.find(
    (each) => each.id === clauseId || each.statements.some((statement) => statement.address === clauseId),
  );
  if (found === undefined) throw new Error(`no clause of ${text.page} is called ${clauseId}`);
  return found;
}

/** Finds the statements that state a fact, by its id or the address of its entry; a fact stated nowhere has none. */
export function statements(text: Text, fact: string): readonly Statement[] {
  return text.clauses.flatMap((each) => each.statements).filter((statement) => statement.facts.includes(key(fact)));
}

/** Finds the entries of the facts that a statement states. */
export function facts(policy: Policy, statement: Statement): readonly Entry[] {
  return statement.facts.map((fact) => entry(policy, `${policy["@id"]}#${fact}`));
}

/** Reads a file of the site, once its bytes are known to be the catalogue's. */
async function load<Kind extends Policy | Text>(catalog: LoadedCatalog, file: PublishedFile): Promise<Kind> {
  const place = catalog.site + file.path;
  const data = await read(place);
  // Node 18 has the Web Cryptography API in its module only.
  const { subtle } = globalThis.crypto ?? (await import("node:crypto")).webcrypto;
  const digest = new Uint8Array(await subtle.digest("SHA-256", data));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== file.sha256) {
    throw new DigestError(`${place}: the SHA-256 is ${found}, and the catalogue says ${file.sha256}`);
  }
  return parsed<Kind>(data, place);
}

/** Reads the bytes of an address or a file. */
async function read(place: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!/^https?:/.test(place)) return (await import("node:fs/promises")).readFile(place);
  const answer = await fetch(place, { signal: AbortSignal.timeout(MILLISECONDS) });
  if (!answer.ok) throw new Error(`${place}: the server answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Parses a file, if its schema version is the one that this client knows. */
function parsed<Kind extends Catalog | Policy | Text>(data: Uint8Array<ArrayBuffer>, place: string): Kind {
  const value = JSON.parse(new TextDecoder().decode(data)) as Kind;
  if (value.schemaVersion !== VERSION) {
    throw new FormatError(`${place}: the schema version is ${String(value.schemaVersion)}, and not ${VERSION}`);
  }
  return value;
}
