// SPDX-License-Identifier: AGPL-3.0-or-later
// <input data-typeahead="URL" data-typeahead-into="id of a hidden field">: names found while typing, as an ARIA combobox.
//
// The server answers JSON {"results": [{"value": "3374011001", "label": "Kauman", "detail": "Kota Pekalongan"}]}. What
// is chosen goes into the hidden field; typing on empties it again. data-typeahead-method="post" keeps what is typed out
// of addresses and logs, as names and numbers of people must be. The choice is told as an event `teduh:chosen`.

const PAUSE = 200;
const SHORTEST = 2;
let made = 0;

class Typeahead {
  constructor(input) {
    this.input = input;
    this.into = document.getElementById(input.dataset.typeaheadInto ?? "");
    this.results = [];
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.className = "typeahead-list";
    this.list.id = `typeahead-${(made += 1)}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() ?? "");
    const box = document.createElement("div");
    box.className = "typeahead";
    input.replaceWith(box);
    box.append(input, this.list);
    input.autocomplete = "off";
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", this.list.id],
    ]) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // A press must not take the focus from the field before the choice is made.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("li");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  typed() {
    if (this.into) this.into.value = "";
    clearTimeout(this.waiting);
    this.request?.abort();
    const text = this.input.value.trim();
    if (text.length < SHORTEST) this.close();
    else this.waiting = setTimeout(() => this.ask(text), PAUSE);
  }

  async ask(text) {
    this.request = new AbortController();
    const { signal } = this.request;
    try {
      const reply = await (this.input.dataset.typeaheadMethod === "post" ? this.post(text, signal) : this.get(text, signal));
      if (!reply.ok) return;
      this.show((await reply.json()).results);
    } catch {
      // Superseded by the next letter, or no network: the field stays a field.
    }
  }

  get(text, signal) {
    const address = new URL(this.input.dataset.typeahead, location.href);
    address.searchParams.set("q", text);
    return fetch(address, { signal });
  }

  post(text, signal) {
    const body = new FormData();
    body.set("q", text);
    body.set("csrfmiddlewaretoken", this.input.form?.elements.csrfmiddlewaretoken?.value ?? "");
    return fetch(this.input.dataset.typeahead, { method: "POST", body, signal });
  }

  show(results) {
    this.results = results;
    this.list.replaceChildren(
      ...results.map(({ label, detail }, index) => {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = label;
        if (detail) option.append(Object.assign(document.createElement("small"), { textContent: detail }));
        return option;
      }),
    );
    this.list.hidden = results.length === 0;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.move(-1);
  }

  close() {
    this.request?.abort();
    clearTimeout(this.waiting);
    this.show([]);
  }

  move(to) {
    this.active = to;
    [...this.list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === to));
      if (index === to) option.scrollIntoView({ block: "nearest" });
    });
    if (to < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", this.list.children[to].id);
  }

  choose(index) {
    const result = this.results[index];
    if (!result) return;
    this.input.value = result.label;
    if (this.into) this.into.value = result.value;
    this.close();
    this.input.dispatchEvent(new CustomEvent("teduh:chosen", { bubbles: true, detail: result }));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  key(event) {
    const open = !this.list.hidden;
    const last = this.results.length - 1;
    if (event.key === "ArrowDown" && open) this.move(this.active < last ? this.active + 1 : 0);
    else if (event.key === "ArrowUp" && open) this.move(this.active > 0 ? this.active - 1 : last);
    else if (event.key === "Enter" && open && !event.ctrlKey && this.active >= 0) this.choose(this.active);
    else if (event.key === "Escape" && open) this.close();
    else return;
    event.preventDefault();
  }
}

function wire(root) {
  for (const input of root.querySelectorAll("input[data-typeahead]:not([role=combobox])")) new Typeahead(input);
}

wire(document);
document.addEventListener("htmx:load", (event) => wire(event.target));
