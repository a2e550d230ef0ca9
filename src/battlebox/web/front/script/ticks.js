// A search over a long list of boxes to tick, and how many are ticked in each group.
// Law: it only hides; what is ticked stays ticked and is sent, whether it is in sight or not.
const items = (list) => [...list.querySelectorAll(".govuk-checkboxes__item")];

function find(list, words, said) {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const group of list.querySelectorAll("details")) {
    let here = 0;
    for (const item of items(group)) {
      const text = item.textContent.toLowerCase();
      item.hidden = !wanted.every((word) => text.includes(word));
      here += item.hidden ? 0 : 1;
    }
    group.hidden = here === 0;
    if (wanted.length) group.open = here > 0;
    shown += here;
  }
  said.textContent = wanted.length ? `${shown} found.` : "";
}

function count(group) {
  const words = group.querySelector("summary span");
  const all = items(group).length;
  const ticked = group.querySelectorAll("input:checked").length;
  words.textContent = words.textContent.replace(/ \(\d+(, \d+ ticked)?\)$/, ` (${all}${ticked ? `, ${ticked} ticked` : ""})`);
}

export function searchTicks() {
  for (const list of document.querySelectorAll("[data-desk-ticks]")) {
    const box = list.querySelector(".desk-ticks__find");
    const field = box.querySelector("input");
    box.hidden = false;
    field.addEventListener("input", () => find(list, field.value, box.querySelector("[role=status]")));
    // Enter finds; it does not send the whole form.
    field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    list.addEventListener("change", (event) => event.target.closest("details") && count(event.target.closest("details")));
  }
}
