// SPDX-License-Identifier: AGPL-3.0-or-later
// Call operators never need the mouse. Alt with a number goes to the section that carries it ([data-key="1"]); Ctrl with
// Enter presses the first button of the form; Y, T and ? answer the question ([data-ask]) that has the focus, and go on.

const FIELDS = "input:not([type=hidden], :disabled), select:not(:disabled), textarea:not(:disabled)";

function enter(section) {
  const field = section.querySelector("input:checked") ?? section.querySelector(FIELDS) ?? section;
  if (field === section) section.tabIndex = -1;
  field.focus();
  section.scrollIntoView({ block: "nearest" });
}

function press(form) {
  const button = form.querySelector("button.btn-primary:not(:disabled)");
  if (button) form.requestSubmit(button);
}

function answer(question, key) {
  const choice = [...question.querySelectorAll("[data-answer]")].find((one) => one.dataset.answer.split(" ").includes(key));
  if (!choice) return false;
  choice.checked = true;
  choice.dispatchEvent(new Event("input", { bubbles: true }));
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  const all = [...document.querySelectorAll("[data-ask]")];
  const next = all[all.indexOf(question) + 1];
  if (next) enter(next);
  return true;
}

addEventListener("keydown", (event) => {
  if (event.altKey && !event.ctrlKey && /^Digit\d$/.test(event.code)) {
    const section = document.querySelector(`[data-key="${event.code.slice(-1)}"]`);
    if (!section) return;
    event.preventDefault();
    enter(section);
  } else if (event.ctrlKey && event.key === "Enter") {
    const form = event.target.closest?.("form");
    if (!form) return;
    event.preventDefault();
    press(form);
  } else if (!event.ctrlKey && !event.altKey && !event.metaKey && event.target.matches?.("[data-ask] input")) {
    if (answer(event.target.closest("[data-ask]"), event.key.toLowerCase())) event.preventDefault();
  }
});
