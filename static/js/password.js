/* While a new password is typed: in words, how hard it is to guess. The server decides. */
(() => {
  "use strict";

  const LEAST = 10;

  const kinds = (text) =>
    [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(text)).length;

  const said = (text) => {
    if (!text) return "";
    const missing = LEAST - [...text].length;
    if (missing > 0) return `${missing} more to go.`;
    if (new Set(text).size < 5) return "Too much of the same.";
    if (text.length >= 18 || (text.length >= 14 && kinds(text) > 1)) return "Strong.";
    return kinds(text) > 2 ? "Good." : "Will do; longer is better.";
  };

  for (const field of document.querySelectorAll("input[data-strength], input[autocomplete='new-password']")) {
    if (/2$/.test(field.name)) continue; // the same once more
    const word = document.createElement("p");
    word.className = "field-help";
    word.setAttribute("role", "status");
    field.after(word);
    field.addEventListener("input", () => { word.textContent = said(field.value); });
  }
})();
