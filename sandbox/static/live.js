// Renews the live part of the people's page every three seconds, keeping its scroll.
const live = document.getElementById("live");
async function renew() {
  if (document.hidden || live.contains(document.activeElement)) return;
  const answer = await fetch("/live").catch(() => null);
  if (!answer || !answer.ok) return;
  const html = await answer.text();
  if (html === renew.last) return;
  renew.last = html;
  const at = [...live.querySelectorAll(".scroll")].map((one) => one.scrollTop);
  live.innerHTML = html;
  live.querySelectorAll(".scroll").forEach((one, i) => (one.scrollTop = at[i] || 0));
}
setInterval(renew, 3000);
