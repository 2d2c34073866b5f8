// What is used of Node, so that nothing but the compiler is needed to compile.
declare module "node:fs/promises" {
  export function readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
}
declare module "node:crypto" {
  export const webcrypto: Crypto;
}
