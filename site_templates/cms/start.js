// Starts the form for whoever opened the address that `notice serve --cms` printed: the key behind its # signs them in.
window.CMS_MANUAL_INIT = true;
const kept = JSON.parse(localStorage.getItem("sveltia-cms.user") ?? "{}");
const key = /^#key=(.+)$/.exec(location.hash)?.[1] ?? kept.token;
const answer = await fetch("start.json", { headers: { Authorization: `token ${key}` } });
if (answer.ok) {
  localStorage.setItem("sveltia-cms.user", JSON.stringify({ backendName: "gitea", token: key }));
  if (location.hash.startsWith("#key=")) history.replaceState(null, "", location.pathname);
  const cms = await import("./bundle/npm/index.js");
  // The files stand on the disk as YAML and Markdown; between the form and the server, what they say is JSON.
  for (const ending of ["yaml", "md"]) {
    cms.registerCustomFormat(`values-${ending}`, ending, { fromFile: JSON.parse, toFile: JSON.stringify });
  }
  cms.init({ config: await answer.json() });
} else {
  document.body.textContent = (await answer.json()).message;
}
