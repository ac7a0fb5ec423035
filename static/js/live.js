/* The queue, live: one small request every four seconds while somebody looks; the text
   kept and the claim renewed while one types; by hand, the text copied on the way out. */
(() => {
  "use strict";

  const EVERY_MS = 4000;
  const TYPING_MS = 900;
  const GOING_MS = 1500; // By then the worker has most often looked
  const place = () => document.querySelector("[data-live]");
  let since = place() ? place().dataset.since : "";
  let skipped = false;
  let asking = false;

  const token = () =>
    JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];

  /* What was not replaced because somebody is at it is asked for again */
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (!event.detail.shouldSwap && event.detail.target.matches("[data-item], [data-section]")) {
      skipped = true;
    }
  });

  const counts = (count) => {
    const owed = document.querySelector("[data-owed]");
    if (owed) owed.textContent = count;
    const here = document.querySelectorAll("[aria-current=page] .place-count");
    for (const one of here) {
      one.textContent = count;
      one.hidden = !Number(count);
    }
  };

  /* What one did oneself counts at once, with the answer to it */
  document.addEventListener("owed", (event) => {
    if (place()) counts(event.detail.count);
  });

  document.addEventListener("newcomers", (event) => {
    const head = document.querySelector("[data-newcomers-head]");
    if (head) head.textContent = event.detail.head;
  });

  const ask = async () => {
    const live = place();
    if (document.hidden || asking || !live || !window.htmx) return;
    asking = true;
    skipped = false;
    const shown = [...document.querySelectorAll("[data-item]")].map((one) =>
      one.id.slice(1));
    const address = new URL(live.dataset.live, location.href);
    address.searchParams.set("since", since);
    address.searchParams.set("loaded", live.dataset.loaded);
    address.searchParams.set("new", live.dataset.new);
    address.searchParams.set("frozen", live.dataset.frozen);
    address.searchParams.set("shown", shown.join(","));
    for (const one of document.querySelectorAll("[data-section]")) {
      address.searchParams.set(`mark_${one.dataset.section}`, one.dataset.mark);
    }
    try {
      await htmx.ajax("GET", address.pathname + address.search,
        { target: live, swap: "none" });
    } catch {
      // The network is away for a moment: the next round asks the same
    }
    const fresh = place();
    if (fresh && fresh !== live) {
      if (!skipped) since = fresh.dataset.since;
      counts(fresh.dataset.count);
    }
    asking = false;
  };

  /* The lines of the outbox */
  const refresh = () => {
    const lines = document.querySelector("[data-refresh]");
    const busy = lines && (lines.contains(document.activeElement) ||
      lines.querySelector("details[open]"));
    if (!lines || busy || document.hidden || !window.htmx) return;
    htmx.ajax("GET", lines.dataset.refresh, { target: lines, swap: "outerHTML" });
  };

  setInterval(() => {
    ask();
    refresh();
  }, EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
  });

  /* An Undo that ran out is none any more, and no longer keeps its card from changing */
  setInterval(() => {
    for (const left of document.querySelectorAll("[data-undo] [data-countdown]")) {
      if (Number(left.textContent) > 0) continue;
      const line = left.closest("[data-undo]");
      line.removeAttribute("data-undo");
      line.querySelector("form").hidden = true;
      left.parentElement.textContent = "Going out…";
      setTimeout(ask, GOING_MS);
    }
  }, 500);

  /* Touching the text claims it; what is typed is kept on the server, which says until
     when it is one's own, and what the text costs */
  const waiting = new WeakMap();
  const put = (where, node) => {
    if (where && node) where.replaceChildren(...node.childNodes);
  };
  const save = async (form, area) => {
    const text = area.value;
    const answer = await fetch(form.dataset.claim, {
      method: "POST",
      headers: { "X-CSRFToken": token() },
      body: new URLSearchParams({ text }),
    });
    const said = form.querySelector("[data-claimed]");
    if (answer.status === 409) {
      said.textContent = "A colleague has this now. Your text stays here, to copy.";
    }
    if (!answer.ok) return;
    const told = document.createElement("template");
    told.innerHTML = await answer.text();
    for (const [name, where] of [["claim", said],
      ["price", form.querySelector("[data-price]")],
      ["costly", form.querySelector("[data-costly]")]]) {
      put(where, told.content.querySelector(`[data-kept="${name}"]`));
    }
    if (area.value === text) localStorage.removeItem(`kindred:text:${area.dataset.keep}`);
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-claim]");
    if (!form || !event.target.matches("textarea")) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(
      () => save(form, event.target).catch(() => {}), TYPING_MS));
  });

  const copy = (area) => {
    if (navigator.clipboard) {
      navigator.clipboard.writeText(area.value).catch(() => {});
      return;
    }
    area.select(); // Without https there is only the old way
    document.execCommand("copy");
  };

  /* A question first; and what leaves for the network's own page leaves as the browser
     does it, in a tab of its own. Its card is then asked for until it has changed. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = form.dataset.ask;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    clearTimeout(waiting.get(form));
    if (!event.submitter || !event.submitter.matches("[data-leaves]")) return;
    event.stopImmediatePropagation();
    const area = form.querySelector("textarea");
    if (area && !area.value.trim() && event.submitter.dataset.key) {
      event.preventDefault();
      area.setCustomValidity("Write something first; an empty text says nothing.");
      area.reportValidity();
      area.addEventListener("input", () => area.setCustomValidity(""), { once: true });
      return;
    }
    if (area) copy(area);
    const item = form.closest("[data-item]");
    if (!item) {
      /* Written on a page of its own: the question stands on the queue */
      setTimeout(() => location.assign(form.dataset.then), 700);
      return;
    }
    item.dataset.left = "yes";
    setTimeout(ask, 700);
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
