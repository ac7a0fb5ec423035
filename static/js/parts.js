/* Menus close, dialogs open, toasts go. Without this file all of it still works:
   a menu is a <details>, what opens a dialog is a link to a page, a toast stays. */
(() => {
  "use strict";

  const TOAST_MS = 8000;

  document.documentElement.classList.add("has-js");

  const openMenus = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    if (event.target.matches("dialog")) event.target.close(); // its veil
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("[data-toast]").remove();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    }
  });

  /* What opened is seen whole: not behind the bars above and below */
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches("details.menu[open]") ||
      event.target.closest(".frame-nav, .frame-top")) return;
    const list = event.target.querySelector(".menu-list");
    if (list) list.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, true);

  /* A long list of words: those that have what was typed in them */
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-find]")) return;
    const wanted = event.target.value.trim().toLowerCase();
    for (const one of event.target.closest("details").querySelectorAll(".chips > li")) {
      const word = one.querySelector("button").value;
      one.hidden = !word.toLowerCase().includes(wanted);
    }
  });

  /* A toast that asks nothing goes by itself, unless one is reading it */
  const letGo = (toast) => {
    if (toast.matches(".toast-bad") || toast.querySelector("form, a")) return;
    setTimeout(() => {
      if (toast.matches(":hover, :focus-within")) letGo(toast);
      else toast.remove();
    }, TOAST_MS);
  };
  const toasts = document.getElementById("toasts");
  if (toasts) {
    toasts.querySelectorAll("[data-toast]").forEach(letGo);
    new MutationObserver((changes) => {
      for (const change of changes) {
        for (const node of change.addedNodes) {
          if (node.matches && node.matches("[data-toast]")) letGo(node);
        }
      }
    }).observe(toasts, { childList: true });
  }

  /* A page that says what was wrong comes with 4xx, and is shown in place */
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([400, 403, 409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
})();
