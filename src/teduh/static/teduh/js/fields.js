// SPDX-License-Identifier: AGPL-3.0-or-later
// Rows that are added and taken away, signatures drawn on the screen, and results that the server works out at each save.
//
// Rows: [data-rows="NAME"] holds [data-row="1"]…; fields are named NAME.1.column. A new row is a copy of the last one with
// its number raised. Without a script the button saves, and the page comes back with an empty row.
// Signature: [data-signature] holds an SVG of 600 by 200 and a hidden field that takes its path: M10 20L30 40.
// Results: the event `teduh:saved` of autosave.js carries {results, hidden, shown} by the names of fields.

const MOST_POINTS = 4_000;

function changed(element) {
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

// Rows

function renumber(row, name, from, to) {
  row.dataset.row = String(to);
  for (const number of row.querySelectorAll("[data-row-number]")) number.textContent = String(to);
  for (const element of row.querySelectorAll("*")) {
    for (const attribute of [...element.attributes]) {
      if (attribute.value.includes(`${name}.${from}.`)) {
        element.setAttribute(attribute.name, attribute.value.replaceAll(`${name}.${from}.`, `${name}.${to}.`));
      }
    }
  }
}

function empty(row) {
  for (const field of row.querySelectorAll("input, textarea, select")) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else field.value = "";
  }
  for (const error of row.querySelectorAll(".invalid-feedback")) error.remove();
}

function addRow(rows) {
  const all = rows.querySelectorAll("[data-row]");
  const last = all[all.length - 1];
  const number = Number(last.dataset.row);
  const row = last.cloneNode(true);
  renumber(row, rows.dataset.rows, number, number + 1);
  empty(row);
  last.after(row);
  row.querySelector("input, textarea, select")?.focus();
  changed(row);
}

function removeRow(row) {
  const rows = row.closest("[data-rows]");
  if (rows.querySelectorAll("[data-row]").length === 1) empty(row);
  else row.remove();
  rows.focus();
  changed(rows);
}

document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-row-add]");
  const remove = event.target.closest("[data-row-remove]");
  if (!add && !remove) return;
  event.preventDefault();
  if (add) addRow(add.closest("[data-rows]"));
  else removeRow(remove.closest("[data-row]"));
});
for (const button of document.querySelectorAll("[data-row-remove]")) button.hidden = false;

// Signatures

function sign(pad) {
  const sheet = pad.querySelector("svg");
  const path = sheet.querySelector("path");
  const kept = pad.querySelector("input[type=hidden]");
  const onPaper = pad.querySelector("input[type=checkbox]");
  let drawing = false;
  pad.querySelector("[data-signature-tools]").hidden = false;
  sheet.classList.add("pad-ready");

  function point(event) {
    const box = sheet.getBoundingClientRect();
    const within = (value, most) => Math.max(0, Math.min(most - 1, Math.round(value)));
    const across = within(((event.clientX - box.left) / box.width) * 600, 600);
    return `${across} ${within(((event.clientY - box.top) / box.height) * 200, 200)}`;
  }

  function draw(part) {
    if (kept.value.length > MOST_POINTS * 8) return;
    kept.value += part;
    path.setAttribute("d", kept.value);
  }

  sheet.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    drawing = true;
    onPaper.checked = false;
    draw(`M${point(event)}`);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (drawing) draw(`L${point(event)}`);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    sheet.addEventListener(end, () => {
      if (drawing) changed(kept);
      drawing = false;
    });
  }
  function clear() {
    kept.value = "";
    path.setAttribute("d", "");
  }
  pad.querySelector("[data-signature-clear]").addEventListener("click", () => {
    clear();
    changed(kept);
  });
  onPaper.addEventListener("change", () => {
    if (onPaper.checked) clear();
  });
}

for (const pad of document.querySelectorAll("[data-signature]")) sign(pad);

// Results

document.addEventListener("teduh:saved", (event) => {
  const { results = {}, hidden = [], shown = [] } = event.detail;
  for (const [name, [words, band, lacks]] of Object.entries(results)) {
    const place = event.target.querySelector(`[data-result="${CSS.escape(name)}"]`);
    if (!place) continue;
    place.querySelector("[data-result-value]").textContent = words || "–";
    place.querySelector("[data-result-lacks]").textContent = lacks;
    event.target.querySelector(`input[name="${CSS.escape(name)}"]`).value = band;
  }
  for (const [names, asked] of [
    [hidden, "no"],
    [shown, "yes"],
  ]) {
    for (const name of names) {
      const part = event.target.querySelector(`[data-asked-as="${CSS.escape(name)}"]`);
      if (part) part.dataset.asked = asked;
    }
  }
  event.target.dispatchEvent(new CustomEvent("teduh:settled", { bubbles: true }));
});
