// Keeps what is being written on this device until the desk says that it is saved.
// Law: a draft never leaves the device; passwords and codes are never kept; nothing comes back without being asked for.
const PREFIX = "desk-draft:";
const SKIPPED = new Set(["password", "hidden", "file", "submit"]);

function fields(form) {
  return [...form.elements].filter((each) => each.name && !SKIPPED.has(each.type) && !["one-time-code", "off"].includes(each.autocomplete));
}

function taken(form) {
  const kept = {};
  for (const each of fields(form)) {
    if (each.type === "checkbox" || each.type === "radio") {
      if (each.checked) kept[each.name] = [...(kept[each.name] || []), each.value];
    } else if (each.value) kept[each.name] = [each.value];
  }
  return kept;
}

function given(form, kept) {
  for (const each of fields(form)) {
    const values = kept[each.name] || [];
    if (each.type === "checkbox" || each.type === "radio") each.checked = values.includes(each.value);
    else if (values.length) each.value = values[0];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function offer(form, key, draft) {
  const box = document.createElement("div");
  box.className = "desk-draft";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Something you began to write");
  const words = document.createElement("p");
  words.textContent = `You began to write this on ${new Date(draft.at).toLocaleString("en-GB")} and it was not saved.`;
  const take = document.createElement("button");
  take.type = "button";
  take.className = "govuk-button";
  take.textContent = "Bring it back";
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "govuk-button govuk-button--secondary";
  drop.textContent = "Throw it away";
  const row = document.createElement("div");
  row.className = "govuk-button-group";
  row.append(take, drop);
  box.append(words, row);
  take.addEventListener("click", () => {
    given(form, draft.fields);
    box.remove();
  });
  drop.addEventListener("click", () => {
    localStorage.removeItem(key);
    box.remove();
  });
  form.before(box);
}

export function keepDrafts() {
  // The desk names the drafts whose words are now in the record, on the page after.
  for (const mark of document.querySelectorAll("[data-desk-saved]")) localStorage.removeItem(PREFIX + mark.dataset.deskSaved);
  for (const form of document.querySelectorAll("form[data-desk-draft]")) {
    const key = PREFIX + form.dataset.deskDraft;
    const draft = read(key);
    const fresh = JSON.stringify(taken(form));
    if (draft && JSON.stringify(draft.fields) !== fresh) offer(form, key, draft);
    let waiting;
    form.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: taken(form) })), 300);
    });
  }
}
