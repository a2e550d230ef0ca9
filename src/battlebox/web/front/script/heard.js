// The line that says when the desk was last heard from, and says so loudly when it is not.
// A part of the page that asks again is answered by the desk too: while it is, nothing else is asked.
const LATE_AFTER = 2.5; // So many missed turns make the page old.
const ASK_AFTER = 1.4; // So many turns without any answer, and the desk is asked whether it is there.

function clock(date) {
  return date.toLocaleTimeString("en-GB", { hour12: false });
}

export function listenToDesk() {
  const line = document.getElementById("desk-heard");
  if (!line) return;
  const words = line.querySelector("[data-words]");
  const every = Number(line.dataset.every) * 1000;
  let last = Date.now();
  let asked = last;
  let answered = true;
  let isOut = false;

  function show() {
    const age = Math.round((Date.now() - last) / 1000);
    const stale = isOut || (!answered && age > (every / 1000) * LATE_AFTER);
    const text = isOut
      ? "YOU ARE SIGNED OUT. Nothing new comes in. What you have written is still here: sign in again in another tab, then send it."
      : stale
      ? `THIS PAGE IS OLD. Nothing heard from the desk since ${clock(new Date(last))}. What you see may have changed. Check the cable or the wireless, and do not close what you are writing.`
      : `Last heard from the desk at ${clock(new Date(last))}.`;
    if (words.textContent !== text) words.textContent = text;
    if (line.classList.contains("desk-heard--stale") !== stale) {
      line.classList.toggle("desk-heard--stale", stale);
      if (stale) words.setAttribute("role", "alert");
      else words.removeAttribute("role");
    }
  }

  async function ask() {
    asked = Date.now();
    // A desk whose machine sleeps takes the question and never answers it: that is not having heard from it.
    const waiting = new AbortController();
    const tooLong = window.setTimeout(() => waiting.abort(), every);
    try {
      const answer = await fetch(line.dataset.address, {
        credentials: "same-origin", cache: "no-store", redirect: "manual", signal: waiting.signal,
      });
      isOut = answer.status === 401;
      answered = answer.status === 204;
      if (answered) last = Date.now();
    } catch {
      answered = false;
    } finally {
      window.clearTimeout(tooLong);
    }
    show();
  }

  const parts = document.querySelector("[hx-trigger^=every]");
  document.body.addEventListener("htmx:afterRequest", (event) => {
    // An answer to somebody who is signed out is a whole page, or a refusal.
    const { status, responseText } = event.detail.xhr;
    if ((status !== 200 && status !== 304) || responseText.includes("<html")) return;
    [last, answered, isOut] = [Date.now(), true, false];
    show();
  });
  window.setInterval(() => {
    if (Date.now() - Math.max(last, asked) >= (parts ? every * ASK_AFTER : every)) ask();
    show();
  }, 1000);
  window.addEventListener("online", ask);
  show();
}
