// What a page does that it must not, kept in window.said: this runs before any script of the page.
window.said = [];
const watch = (owner, names, what) => {
  for (const name of names) {
    const own = owner?.[name];
    if (own) owner[name] = function (...all) { window.said.push(`${what} ${name} ${all[0]}`); return own.apply(this, all); };
  }
};
watch(Storage.prototype, ["setItem", "getItem", "removeItem"], "storage");
watch(window.IDBFactory?.prototype, ["open"], "database");
watch(window.CacheStorage?.prototype, ["open"], "cache");
watch(window.ServiceWorkerContainer?.prototype, ["register"], "service worker");
watch(window.CookieStore?.prototype, ["set"], "cookie");
watch(Navigator.prototype, ["sendBeacon"], "beacon");
const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
Object.defineProperty(Document.prototype, "cookie", {
  ...cookie, set(value) { window.said.push(`cookie ${value}`); cookie.set.call(this, value); },
});
addEventListener("securitypolicyviolation", (event) =>
  window.said.push(`policy ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`), true);
