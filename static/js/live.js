/* The queue, live: one small request every four seconds while somebody looks; the text
   kept and the claim renewed while one types; by hand, the text copied on the way out. */
(() => {
  "use strict";

  const EVERY_MS = 4000;
  const TYPING_MS = 900;
  const live = document.querySelector("[data-live]");
  const lines = () => document.querySelector("[data-refresh]");
  let since = live ? live.dataset.since : "";
  let skipped = false;
  let asking = false;

  const token = () =>
    JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];

  /* What was not replaced because somebody is at it is asked for again */
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (!event.detail.shouldSwap && event.detail.target.matches("[data-item]")) {
      skipped = true;
    }
  });

  const ask = async () => {
    const place = document.querySelector("[data-live]");
    if (document.hidden || asking || !place || !window.htmx) return;
    asking = true;
    skipped = false;
    const shown = [...document.querySelectorAll("[data-item]")].map((one) =>
      one.id.slice(1));
    const address = `${place.dataset.live}?since=${encodeURIComponent(since)}` +
      `&shown=${shown.join(",")}`;
    try {
      await htmx.ajax("GET", address, { target: place, swap: "none" });
    } catch {
      // The network is away for a moment: the next round asks the same
    }
    const fresh = document.querySelector("[data-live]");
    if (fresh && !skipped) since = fresh.dataset.since;
    asking = false;
  };

  const refresh = () => {
    const place = lines();
    const busy = place && (place.contains(document.activeElement) ||
      place.querySelector("details[open]"));
    if (!place || busy || document.hidden || !window.htmx) return;
    htmx.ajax("GET", place.dataset.refresh, { target: place, swap: "outerHTML" });
  };

  setInterval(() => {
    ask();
    refresh();
  }, EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
  });

  /* An Undo that ran out no longer keeps its card from changing */
  setInterval(() => {
    for (const left of document.querySelectorAll("[data-undo] [data-countdown]")) {
      if (Number(left.textContent) <= 0) {
        left.closest("[data-undo]").removeAttribute("data-undo");
      }
    }
  }, 500);

  /* Touching the text claims it; what is typed is kept on the server */
  const waiting = new WeakMap();
  const save = async (form, area) => {
    const answer = await fetch(form.dataset.claim, {
      method: "POST",
      headers: { "X-CSRFToken": token() },
      body: new URLSearchParams({ text: area.value }),
    });
    const said = form.querySelector("[data-claimed]");
    if (!said) return;
    if (answer.status === 409) {
      said.textContent = "A colleague has this now. Your text stays here, to copy.";
    } else if (answer.ok) {
      said.textContent = "Kept. It is yours for ten minutes.";
    }
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-claim]");
    if (!form || !event.target.matches("textarea")) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(
      () => save(form, event.target).catch(() => {}), TYPING_MS));
  });

  /* By hand: the page opens in its own tab; the text goes along on the clipboard */
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-answer]");
    if (!form) return;
    clearTimeout(waiting.get(form));
    if (!form.matches("[data-byhand]")) return;
    const area = form.querySelector("textarea");
    if (area && navigator.clipboard) {
      navigator.clipboard.writeText(area.value).catch(() => {});
    }
    setTimeout(ask, 700);
  });

  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.ask;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  /* Several at once: the bar comes when something is chosen */
  const bulk = document.querySelector("[data-bulk]");
  document.addEventListener("change", (event) => {
    if (!bulk || event.target.name !== "ticked") return;
    const count = document.querySelectorAll("input[name=ticked]:checked").length;
    bulk.hidden = !count;
    bulk.querySelector("[data-bulk-count]").textContent = `${count} chosen`;
  });
})();
