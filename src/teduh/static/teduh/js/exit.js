// SPDX-License-Identifier: AGPL-3.0-or-later
// Quick exit: the button, or Escape three times in a row. The page goes blank at once, even where the network is slow, and
// the neutral page takes this page's place in the history. Without JavaScript the button is a plain link.

const link = document.querySelector("[data-exit]");
let escapes = 0;

function leave() {
  document.title = "";
  document.documentElement.hidden = true;
  document.body.replaceChildren();
  location.replace(link.href);
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener("keydown", (event) => {
    escapes = event.key === "Escape" ? escapes + 1 : 0;
    if (escapes === 3) leave();
  });
}
