// Verifies signed sites with Node's own crypto: node verify-jws.mjs KEY SITE..., KEY being a public JWK.
// Prints a line for each site: "valid", or "refused: " and why.
import { createHash, createPublicKey, verify } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [file, ...sites] = process.argv.slice(2);
const jwk = JSON.parse(readFileSync(file, "utf-8"));
const key = createPublicKey({ key: jwk, format: "jwk" });
const { crv, kty, x } = jwk;
const thumbprint = createHash("sha256").update(JSON.stringify({ crv, kty, x })).digest("base64url");

// Buffer.from() skips what is not base64url; what does not come back the same is refused.
function decode(text) {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : null;
}

function fault(site) {
  const signature = join(site, "manifest.json.jws");
  if (!existsSync(signature)) return "no signature";
  const parts = readFileSync(signature, "latin1").split(".");
  if (parts.length !== 3 || parts[1] !== "") return "no detached signature";
  const [head, mark] = [decode(parts[0]), decode(parts[2])];
  if (!head || !mark) return "not base64url";
  let header;
  try {
    header = JSON.parse(head.toString("utf-8"));
  } catch {
    return "the header is not JSON";
  }
  if (header?.alg !== "Ed25519" || key.asymmetricKeyType !== "ed25519") return "another algorithm";
  if (Object.keys(header).sort().join() !== "alg,b64,crit,kid") return "another header";
  if (header.b64 !== false || JSON.stringify(header.crit) !== '["b64"]') return "the payload is encoded";
  if (header.kid !== thumbprint) return "another key";
  const signed = Buffer.concat([Buffer.from(`${parts[0]}.`), readFileSync(join(site, "manifest.json"))]);
  return verify(null, signed, key, mark) ? "" : "the signature does not fit";
}

for (const site of sites) {
  const why = fault(site);
  console.log(why ? `refused: ${why}` : "valid");
}
