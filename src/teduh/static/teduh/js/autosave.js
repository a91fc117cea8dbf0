// SPDX-License-Identifier: AGPL-3.0-or-later
// <form data-autosave="URL" data-autosave-count="12">: what is typed is saved as it is typed.
//
// Each save carries a rising count in the field `autosave_count`, beside the page's own hidden fields (lib/saving.py), so
// that an older save, late on a slow line, never overwrites a newer, nor a page opened before one opened later. Only one
// save is under way at a time. The server answers JSON {"saved": "10.20.14"}, or 409 where another page saved since or the
// page may save no more (then with its {"reason": "…"}): this one stops, and what was typed stays on the screen. Nothing is
// kept in the browser.

const PAUSE = 700;
const RETRY = [2_000, 5_000, 15_000, 30_000];

class Draft {
  constructor(form) {
    this.form = form;
    this.count = Number(form.dataset.autosaveCount) || 0;
    this.status = form.querySelector("[data-autosave-status]");
    this.waiting = null;
    this.dirty = false;
    this.saving = false;
    this.over = false;
    this.failures = 0;
  }

  say(word, detail = "") {
    if (this.status) this.status.textContent = [this.status.dataset[word], detail].filter(Boolean).join(" ");
    this.form.dataset.autosaveState = word;
  }

  changed() {
    this.dirty = true;
    this.later(PAUSE);
  }

  later(pause) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), pause);
  }

  async save({ leaving = false } = {}) {
    if (this.over || !this.dirty || (this.saving && !leaving) || this.form.hasAttribute("data-sent")) return;
    clearTimeout(this.waiting);
    this.dirty = false;
    this.saving = true;
    this.count += 1;
    const count = this.count;
    const body = new FormData(this.form);
    // A chosen file goes with the press that finishes; it is not sent again with every letter.
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    if (!this.failures) this.say("saving");
    try {
      const reply = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body,
        keepalive: leaving,
        redirect: "manual",
        headers: { "X-Requested-With": "fetch" },
      });
      this.failures = 0;
      // A save that a later one of this page overtook is refused as well: then the later one has the word.
      if (reply.status === 409) this.overtaken(count, (await reply.json()).reason);
      else if (reply.type === "opaqueredirect" || reply.status === 401 || reply.status === 403) this.stop("signedOut");
      else if (reply.ok) this.kept(await reply.json());
      else throw new Error(String(reply.status));
    } catch {
      this.dirty = true;
      this.say("offline");
      this.later(RETRY[Math.min(this.failures, RETRY.length - 1)]);
      this.failures += 1;
    } finally {
      this.saving = false;
      if (this.dirty && !this.over && !this.failures && this.form.dataset.autosaveState !== "signedOut") this.later(PAUSE);
    }
  }

  // What the save came to is told as an event: results that the server worked out.
  kept(said) {
    this.say("saved", said.saved);
    this.form.dispatchEvent(new CustomEvent("teduh:saved", { bubbles: true, detail: said }));
  }

  overtaken(count, reason) {
    if (count !== this.count) return;
    this.over = true;
    this.stop(reason ? "refused" : "elsewhere", reason);
  }

  // Signed out: what is typed still stands, and the next letter tries again.
  stop(word, detail) {
    this.dirty = true;
    this.say(word, detail);
  }
}

const drafts = new WeakMap();

function draftOf(target) {
  const form = target.closest?.("form[data-autosave]");
  if (!form) return null;
  if (!drafts.has(form)) drafts.set(form, new Draft(form));
  return drafts.get(form);
}

addEventListener("input", (event) => draftOf(event.target)?.changed());
addEventListener("change", (event) => draftOf(event.target)?.changed());
// A press is newer than every save under way; its fields say so too.
addEventListener("submit", (event) => {
  const draft = drafts.get(event.target);
  if (draft) draft.count += 1;
});
addEventListener("formdata", (event) => {
  const draft = drafts.get(event.target);
  if (draft) event.formData.set("autosave_count", String(draft.count));
});
addEventListener("online", () => {
  for (const form of document.querySelectorAll("form[data-autosave]")) drafts.get(form)?.save();
});
addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  for (const form of document.querySelectorAll("form[data-autosave]")) drafts.get(form)?.save({ leaving: true });
});
addEventListener("beforeunload", (event) => {
  for (const form of document.querySelectorAll("form[data-autosave]:not([data-sent])")) {
    if (drafts.get(form)?.dirty) event.preventDefault();
  }
});
