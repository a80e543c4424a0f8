// One key, one button: what stands under data-key in the task that has the focus, or in the first one.
"use strict";

const tasks = () => [...document.querySelectorAll("form.task")];
const current = () => document.activeElement?.closest?.("form.task") || tasks()[0];
const shown = (element) => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.matches("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  const places = [current(), document].filter(Boolean);
  for (const place of places) {
    const found = [...place.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(shown);
    if (!found) continue;
    event.preventDefault();
    if (found.tagName === "SUMMARY") {
      const details = found.parentElement;
      details.open = !details.open;
      (details.open && details.querySelector("button") || found).focus();
    } else {
      found.click();
    }
    return;
  }
});

// a second press while the first one is under way does nothing
document.addEventListener("submit", (event) => {
  if (document.body.dataset.sent) event.preventDefault();
  document.body.dataset.sent = "1";
});
addEventListener("pageshow", () => delete document.body.dataset.sent);
tasks()[0]?.querySelector("[tabindex='-1']")?.focus({ preventScroll: true });
