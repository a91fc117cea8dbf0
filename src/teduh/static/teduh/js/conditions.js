// SPDX-License-Identifier: AGPL-3.0-or-later
// <div data-when="form-result=agreed|partly;form-other=yes">: shown only where these fields of the form are answered so.
// Without a script everything stands open, and [data-when-words] says when it is asked. What is hidden is still sent; the
// server leaves out the answers to questions that are not asked. Where a formula decides, the server says so: data-asked.

function answers(form, name) {
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    .filter((field) => (field.type === "radio" || field.type === "checkbox" ? field.checked : true))
    .map((field) => field.value);
}

function holds(form, rule) {
  return rule.split(";").every((part) => {
    const [name, wanted] = part.split("=");
    const known = answers(form, name);
    return wanted.split("|").some((value) => known.includes(value));
  });
}

function settle(form) {
  for (const part of form.querySelectorAll("[data-when], [data-asked]")) {
    part.hidden = part.dataset.asked === "no" || Boolean(part.dataset.when && !holds(form, part.dataset.when));
  }
}

for (const form of document.querySelectorAll("form")) {
  if (!form.querySelector("[data-when], [data-asked]")) continue;
  for (const words of form.querySelectorAll("[data-when-words]")) words.hidden = true;
  settle(form);
  form.addEventListener("input", () => settle(form));
  form.addEventListener("change", () => settle(form));
  form.addEventListener("teduh:settled", () => settle(form));
}
