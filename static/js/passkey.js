/* Passkeys: what the browser must be asked stands beside the form (data-options), or is
   fetched when one wants to sign in; its answer goes with the form. Needs webauthn-json.js. */
(() => {
  "use strict";

  const UNDONE = "Nothing came of it. Try again, or take another way.";
  const BY_NUMBER = "A passkey needs a name in the address: open this page at " +
    `http://localhost${location.port ? ":" + location.port : ""}/ instead.`;

  const options = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  };

  const create = (asked, alone) => {
    const wanted = asked.publicKey.authenticatorSelection;
    wanted.residentKey = alone ? "required" : "discouraged";
    wanted.requireResidentKey = alone;
    wanted.userVerification = alone ? "required" : "discouraged";
    return window.webauthnJSON.create(asked);
  };

  const send = async (form) => {
    const error = form.querySelector("[data-passkey-error]");
    error.hidden = true;
    try {
      const asked = await options(form);
      const alone = form.elements.passwordless ? form.elements.passwordless.checked : false;
      const answer = form.dataset.passkey === "create"
        ? await create(asked, alone)
        : await window.webauthnJSON.get(asked);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch (why) {
      error.textContent = /^[\d.]+$/.test(location.hostname) ? BY_NUMBER : UNDONE;
      error.hidden = false;
    }
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
})();
