// SPDX-License-Identifier: AGPL-3.0-or-later
// <section data-refresh="URL">: its content is fetched anew each minute while the page is seen. It rests while somebody is
// in it: a focus inside, an open disclosure, a pointer above. A clock on the wall moves either way; the row under a finger
// must not. [data-refreshed] shows when it was last fetched.

const MINUTE = 60_000;

function busy(part) {
  return part.contains(document.activeElement) || part.matches(":hover") || part.querySelector("details[open]") !== null;
}

async function renew(part) {
  // The header says that no person asked: it does not keep a sign-in alive.
  const reply = await fetch(part.dataset.refresh, { headers: { "Teduh-Refresh": "1" }, redirect: "error" });
  if (!reply.ok || busy(part)) return;
  part.innerHTML = await reply.text();
  const now = new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  for (const place of document.querySelectorAll("[data-refreshed]")) place.textContent = now;
}

function tick() {
  if (document.visibilityState !== "visible") return;
  for (const part of document.querySelectorAll("[data-refresh]")) {
    // A failed fetch leaves what is shown; the next minute tries again.
    if (!busy(part)) renew(part).catch(() => {});
  }
}

setInterval(tick, Number(document.documentElement.dataset.refreshEvery) || MINUTE);
document.addEventListener("visibilitychange", tick);
