// A part is never filled with a whole page, which is what the desk answers to somebody who was signed out.
// A part that asks again is put in again only when it has changed: who is reading or tabbing in it is not disturbed.
export function leaveTheSame() {
  const last = new WeakMap();
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr } = event.detail;
    if (last.get(target) === xhr.responseText || xhr.responseText.includes("<html")) event.detail.shouldSwap = false;
    last.set(target, xhr.responseText);
  });
}
