// What makes the desk quicker where scripts run. Every page works without it.
import { Button, Checkboxes, ErrorSummary, NotificationBanner, Radios, createAll } from "govuk-frontend";
import { keepTokens } from "./again.js";
import { keepDrafts } from "./draft.js";
import { listenToDesk } from "./heard.js";
import { leaveTheSame } from "./same.js";
import { searchTicks } from "./ticks.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [Button, Checkboxes, ErrorSummary, NotificationBanner, Radios]) createAll(part);
keepTokens();
keepDrafts();
listenToDesk();
leaveTheSame();
searchTicks();
for (const button of document.querySelectorAll("[data-desk-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
