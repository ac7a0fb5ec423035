/* The list at the left and the open card at the right; what is being read, written or
   undone is never replaced under one's hands. */
(() => {
  "use strict";

  const CLAIM_MS = 600000;
  const UNDO_MS = 60000;
  const touched = new WeakMap();
  const wide = window.matchMedia("(min-width: 72rem)");
  const queue = () => document.querySelector("[data-queue]");
  const itemOf = (node) => node && node.closest && node.closest("[data-item]");

  const items = () => [...document.querySelectorAll("[data-item]")];

  const head = (item) =>
    [...item.querySelectorAll(".row-link, h3 a, .folded button, .folded a, button")].find(
      (one) => one.getClientRects().length > 0);

  const open = (item) => {
    for (const other of items()) {
      const chosen = other === item;
      other.classList.toggle("is-open", chosen);
      const row = other.querySelector(".row");
      if (!row) continue;
      row.classList.toggle("is-current", chosen);
      const link = row.querySelector(".row-link");
      if (chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const link = item.querySelector(".row-link");
    if (link) history.replaceState(null, "", link.href);
    look(item);
  };

  /* The contact's timeline is fetched when it is first wanted */
  const look = (item) => {
    const slot = item.querySelector("[data-beside]");
    if (slot && wide.matches) {
      htmx.ajax("GET", slot.dataset.beside, { target: slot, swap: "outerHTML" });
    }
  };

  const current = () =>
    itemOf(document.activeElement) ||
    document.querySelector("[data-item].is-open") ||
    items()[0];

  const next = (item, step) => {
    const all = items().filter((one) => one === item || one.querySelector("article"));
    return all[all.indexOf(item) + step];
  };

  const go = (item) => {
    if (!item) return;
    if (wide.matches) open(item);
    const link = head(item);
    if (link) link.focus();
    item.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".item .row-link");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(itemOf(link));
  });

  /* What became of a card is read out once, politely */
  const told = new Set();
  const tell = (item) => {
    const said = item.dataset.said;
    const mark = `${item.id} ${item.dataset.state} ${said}`;
    if (!said || told.has(mark)) return;
    told.add(mark);
    document.getElementById("said").textContent = said;
  };
  items().forEach((item) => told.add(`${item.id} ${item.dataset.state} ${item.dataset.said}`));

  /* Begun by hand: on top, where it waits for one who comes back, with the focus */
  const raise = (item) => {
    const yours = document.getElementById("yours");
    if (yours) {
      yours.hidden = false;
      yours.querySelector(".items").prepend(item);
    }
    if (wide.matches) open(item);
    item.querySelector("article").focus({ preventScroll: true });
    item.scrollIntoView({ block: "center" });
  };

  /* After one act the card is a line, and the next one opens by itself */
  let acted = "";
  let refocus = "";
  let reopen = "";
  let left = "";

  const decided = new Map();

  /* The answer to another question about the same card may come in between */
  const question = (item, asked) => `${item.id} ${asked && asked.verb} ${asked && asked.path}`;

  document.addEventListener("htmx:beforeRequest", (event) => {
    const item = itemOf(event.detail.elt);
    if (!item || event.detail.requestConfig.verb !== "post") return;
    acted = question(item, event.detail.requestConfig);
    decided.set(item.id, Date.now());
  });

  /* Who a new follower is: after one tap the next one is asked about */
  document.addEventListener("htmx:afterSettle", (event) => {
    const row = event.detail.elt.closest("[data-newcomer], [data-item]");
    const asked = event.detail.requestConfig;
    if (!row || !asked || !asked.path.includes("/followers/")) return;
    tell(row);
    const asks = [...document.querySelectorAll("[data-newcomer] .taps")];
    const after = (one) => row.compareDocumentPosition(one) & 4; // it follows the row
    if (wide.matches && row.matches("[data-item]")) open(row);
    const here = row.querySelector(".taps") || asks.find(after) || row;
    const button = here.querySelector("button");
    if (button) button.focus({ preventScroll: true });
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const item = itemOf(event.detail.elt);
    if (!item) return;
    tell(item);
    if (item.id === left) {
      left = "";
      raise(item);
    }
    if (item.id === reopen) {
      reopen = "";
      open(item);
    }
    const mine = acted === question(item, event.detail.requestConfig);
    if (!mine && refocus !== item.id) return;
    if (mine) acted = "";
    refocus = "";
    const folded = item.querySelector(".folded");
    const following = mine && folded && (next(item, 1) || next(item, -1));
    if (wide.matches && following) {
      go(following);
      return;
    }
    look(item); // The answer is the card alone: what stood beside it comes again
    if (!item.contains(document.activeElement)) {
      const inside = (folded || item).querySelector("button, a");
      if (inside) inside.focus({ preventScroll: true });
    }
  });

  /* Live changes come out of band; they wait while somebody reads, writes or may undo */
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-item] textarea")) touched.set(event.target, Date.now());
  });

  const busy = (item, fragment) => {
    const focused = item.contains(document.activeElement);
    const written = [...item.querySelectorAll("textarea")].some(
      (area) => Date.now() - (touched.get(area) || 0) < CLAIM_MS);
    if (written || item.querySelector("[data-undo], details.menu[open]")) return true;
    /* A line, or a question that has its answer, holds nothing of one's own */
    const answered = item.querySelector(".is-waiting") && changed(item, fragment) &&
      !document.activeElement.matches("input");
    const free = item.querySelector(".folded") || answered;
    if (focused && free) refocus = item.id;
    return focused && !free;
  };

  const changed = (item, fragment) => {
    const fresh = fragment && fragment.querySelector(`#${item.id}`);
    return !fresh || fresh.dataset.state !== item.dataset.state;
  };

  /* Somebody writes in it, or is about to press something there */
  const used = (section) =>
    (section.contains(document.activeElement) &&
      !document.activeElement.matches("[data-settled]")) ||
    Boolean(section.querySelector("details[open], [data-undo], [data-left]")) ||
    [...section.querySelectorAll("[data-item]")].some(
      (item) => item.id === left || Date.now() - (decided.get(item.id) || 0) < UNDO_MS);

  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const target = event.detail.target;
    if (target && target.matches("[data-section]") && used(target)) {
      event.detail.shouldSwap = false;
    }
    if (!target || !target.matches("[data-item]")) return;
    if (target.dataset.left && changed(target, event.detail.fragment)) left = target.id;
    else if (busy(target, event.detail.fragment)) event.detail.shouldSwap = false;
    else if (target.matches(".is-open")) reopen = target.id;
  });

  setInterval(() => {
    for (const left of document.querySelectorAll("[data-countdown]")) {
      left.textContent = Math.max(0, Number(left.textContent) - 1);
    }
  }, 1000);

  if (queue() && wide.matches) {
    const chosen = document.querySelector("[data-item].is-open");
    const first = items().find((one) => one.querySelector("article"));
    if (chosen) look(chosen);
    else if (first) open(first);
  }

  window.kindredQueue = { current, next, go, open, wide };
})();
