/* The keys, as the labels show them; none while one types.
   A button says data-key="e" and is pressed by that key when its card is the current
   one; a place says data-go="q" and is opened by g q. */
(() => {
  "use strict";

  /* Named for screen readers here, as without scripts they do nothing */
  const name = (root) => {
    for (const one of root.querySelectorAll("[data-key]")) {
      one.setAttribute("aria-keyshortcuts", one.dataset.key);
    }
  };
  name(document);
  document.addEventListener("htmx:load", (event) => name(event.detail.elt));

  const GO_MS = 1500;
  let goSince = 0;

  const typing = (node) =>
    node.matches("textarea, select, [contenteditable], input:not([type=checkbox])");

  const press = (target) => {
    if (target.matches("textarea")) {
      target.focus();
      target.setSelectionRange(target.value.length, target.value.length);
    } else {
      target.click();
      const list = target.matches("summary") && target.parentElement;
      const first = list && list.open && list.querySelector(".menu-list button, .menu-list a");
      if (first) first.focus();
    }
  };

  const seen = (node) => node.getClientRects().length > 0;

  const find = (key, item) => {
    const wanted = `[data-key="${CSS.escape(key)}"]`;
    const here = item ? [...item.querySelectorAll(wanted)] : [];
    const found = here.find(seen);
    if (found || key !== "u") return found;
    return [...document.querySelectorAll(wanted)].reverse().find(seen);
  };

  const move = (queue, step) => {
    const at = queue.current();
    if (!at) return;
    const fresh = !at.contains(document.activeElement) && step > 0 && !queue.wide.matches;
    queue.go(fresh ? at : queue.next(at, step));
  };

  /* Enter on a link or a button that has the focus is its own */
  const ownEnter = (node, item) =>
    node.closest("a, button, summary, input, label") &&
    !(node.matches(".row-link") && item && item.classList.contains("is-open"));

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest("dialog[open]")) return;
    if (typing(target)) {
      if (key === "Escape") target.blur();
      return;
    }
    if (Date.now() - goSince < GO_MS) {
      goSince = 0;
      const place = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
      if (place) {
        event.preventDefault();
        place.click();
      }
      return;
    }
    if (key === "g") {
      goSince = Date.now();
      return;
    }
    if (key === "?") {
      const list = document.getElementById("keys");
      if (list && list.showModal) list.showModal();
      return;
    }
    const queue = window.kindredQueue;
    if (!queue) return;
    const item = queue.current();
    if (key === "j" || key === "k") {
      event.preventDefault();
      move(queue, key === "j" ? 1 : -1);
      return;
    }
    if (!"Enter e o s x c u".split(" ").includes(key)) return;
    if (key === "Enter" && ownEnter(target, item)) return;
    const button = find(key, item);
    if (button) {
      event.preventDefault();
      press(button);
    }
  });
})();
