/* The text one is writing: counted as the network counts, kept on this device,
   shown in its preview, copied for what is done by hand. */
(() => {
  "use strict";

  const DAY_MS = 24 * 60 * 60 * 1000;
  const LINK = /https?:\/\/\S+/g;
  const LINK_WEIGHT = 23;
  const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
  const LIGHT = [[0, 0x10ff], [0x2000, 0x200d], [0x2010, 0x201f], [0x2032, 0x2037]];

  const signs = (text) =>
    window.Intl && Intl.Segmenter
      ? [...new Intl.Segmenter().segment(text)].map((one) => one.segment)
      : [...text];

  const weight = (sign) => {
    if (PICTURE.test(sign)) return 2;
    return [...sign].reduce((sum, letter) => {
      const code = letter.codePointAt(0);
      return sum + (LIGHT.some(([from, to]) => code >= from && code <= to) ? 1 : 2);
    }, 0);
  };

  /* X: 280 weighted; the server has the last word (twitter-text) */
  const lengths = {
    x: (text) => {
      const links = text.match(LINK) || [];
      const rest = text.normalize("NFC").replace(LINK, "");
      return signs(rest).reduce((sum, sign) => sum + weight(sign), 0) +
        links.length * LINK_WEIGHT;
    },
    plain: (text) => signs(text.normalize("NFC")).length,
  };

  const count = (area) => {
    const box = area.closest("[data-composer]");
    const output = box && box.querySelector("[data-count]");
    if (output) {
      const used = (lengths[box.dataset.composer] || lengths.plain)(area.value);
      const left = Number(box.dataset.limit) - used;
      output.textContent = used;
      box.classList.toggle("is-long", left < 0);
      box.classList.toggle("is-near", left >= 0 && left <= 20);
    }
    const preview = area.id && document.querySelector(`[data-preview="${area.id}"]`);
    if (preview) preview.textContent = area.value;
  };

  /* What was typed outlives a closed tab and a lost connection */
  const place = (area) => `kindred:text:${area.dataset.keep}`;

  const keep = (area) => {
    if (!area.dataset.keep) return;
    try {
      const kept = JSON.stringify({ text: area.value, at: Date.now() });
      localStorage.setItem(place(area), kept);
    } catch {
      // A device without room or in private mode: the server keeps it too
    }
  };

  const forget = (area) => area.dataset.keep && localStorage.removeItem(place(area));

  const restore = (area) => {
    if (!area.dataset.keep || area.dataset.restored) return;
    area.dataset.restored = "yes";
    try {
      const kept = JSON.parse(localStorage.getItem(place(area)) || "null");
      if (!kept) return;
      if (Date.now() - kept.at > DAY_MS) forget(area);
      else if (area.value === area.defaultValue) area.value = kept.text;
    } catch {
      forget(area);
    }
  };

  const start = (root) => {
    root.querySelectorAll("textarea").forEach((area) => {
      restore(area);
      count(area);
    });
  };

  document.addEventListener("input", (event) => {
    if (!event.target.matches("textarea")) return;
    count(event.target);
    keep(event.target);
  });

  /* Once the server has taken it, the device need not keep it */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (requestConfig.verb === "get" || xhr.status >= 400) return;
    const form = requestConfig.elt && requestConfig.elt.closest("form");
    if (form) form.querySelectorAll("textarea[data-keep]").forEach(forget);
  });

  /* By hand: data-copy names the text; data-open is the network's page, whose text
     parameter becomes what stands in the box now */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy], a[data-copy]");
    if (!button) return;
    const from = document.querySelector(button.dataset.copy);
    const text = from ? from.value || from.textContent.trim() : "";
    if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => {});
    if (button.dataset.open) {
      const page = new URL(button.dataset.open, location.href);
      if (page.searchParams.has("text")) page.searchParams.set("text", text);
      window.open(page, "_blank", "noopener");
    }
    const said = document.getElementById("said");
    if (said) said.textContent = "Copied";
  });

  document.addEventListener("htmx:load", (event) => start(event.detail.elt));
  start(document);
})();
