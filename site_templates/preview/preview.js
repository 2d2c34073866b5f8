// Reloads the page when the source changes. Only the preview serves this file; it is never published.
"use strict";
const script = document.currentScript;
async function wait() {
  try {
    const answer = await fetch(`/__preview/changed?since=${script.dataset.version}`, { cache: "no-store" });
    if (answer.ok && (await answer.json()).changed) { location.reload(); return; }
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  wait();
}
wait();
