// SPDX-License-Identifier: AGPL-3.0-or-later
// <button data-print hidden>: shown where it can work.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
