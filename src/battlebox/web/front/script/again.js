// A form that is shown again (back button, reload) keeps the token it was first shown with, so that it is saved once.
// Law: a token is kept with its own step of the browser's history, and goes with it.
// Not here: what the desk answers to a form that was saved before.
const KEY = "deskOnce";

function tokens() {
  return [...document.querySelectorAll("form[data-desk-once] input[name=once]")];
}

export function keepTokens() {
  const boxes = tokens();
  if (!boxes.length) return;
  const kept = history.state && history.state[KEY];
  const [visit] = performance.getEntriesByType("navigation");
  const isAgain = visit && (visit.type === "back_forward" || visit.type === "reload");
  // A form that came back with a mistake has a token of the desk's choosing.
  const isFresh = !document.querySelector(".govuk-error-summary");
  if (isAgain && isFresh && kept && kept.length === boxes.length) boxes.forEach((box, at) => (box.value = kept[at]));
  history.replaceState({ ...history.state, [KEY]: boxes.map((box) => box.value) }, "");
}
