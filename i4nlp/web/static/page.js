// What the page does better with a script: the count as one writes, the answer in place, copying, blanks, a draft kept on the device.
// Without it the form and the server do everything.
"use strict";

const form = document.getElementById("draft");
const text = document.getElementById("text");
const keep = document.getElementById("keep");
const KEPT = "i4nlp-draft";
document.documentElement.classList.add("js");

// The count, at each key for the eyes, after a pause for the ears.
const count = document.getElementById("text-count");
const said = document.getElementById("text-count-said");
let pause;

function room(length) {
  const left = PLATFORM.max_weighted_length - length;
  const noun = Math.abs(left) > 1 ? "caractères" : "caractère";
  return left >= 0 ? `Il reste ${left} ${noun}` : `${-left} ${noun} de trop`;
}

function recount() {
  const told = `${room(weigh(text.value))}.`;
  count.textContent = told;
  count.classList.toggle("over", weigh(text.value) > PLATFORM.max_weighted_length);
  clearTimeout(pause);
  pause = setTimeout(() => { said.textContent = text.value ? told : ""; }, 1500);
}

text.addEventListener("input", () => { recount(); remember(); });

// The draft is kept on the device only where the person asks for it.
function stored(action) {
  try { return action(localStorage); } catch { return null; } // a browser may refuse storage
}

function remember() {
  if (keep.checked) stored((storage) => storage.setItem(KEPT, text.value));
}

function forget() {
  stored((storage) => storage.removeItem(KEPT));
}

keep.addEventListener("change", () => (keep.checked ? remember() : forget()));
const before = stored((storage) => storage.getItem(KEPT));
if (before !== null) {
  keep.checked = true;
  if (!text.value) text.value = before;
}

document.getElementById("clear").addEventListener("click", (event) => {
  event.preventDefault();
  for (const field of form.elements) {
    if (field.type === "radio") field.checked = field.value === "";
    else if (field.tagName === "SELECT") field.selectedIndex = 0;
    else if (field.tagName === "TEXTAREA") field.value = "";
  }
  keep.checked = false;
  forget();
  asked++; // an answer that is still on its way is not wanted any more
  settle();
  show('<section id="reponse" aria-label="La réponse"></section>');
  recount();
  text.focus();
});

// The answer comes in place; the draft stays whatever happens.
let asked = 0;
const main = form.querySelector("button.main");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const mine = ++asked;
  const focused = document.activeElement?.id ?? "";
  const body = new URLSearchParams(new FormData(form));
  if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value);
  document.getElementById("reponse").setAttribute("aria-busy", "true");
  main.textContent = "Relecture…";
  main.setAttribute("aria-disabled", "true");
  let answer, refused = "";
  try {
    const response = await fetch(form.getAttribute("action").replace(/#.*/, ""), {
      method: "POST", body, headers: { "X-Fragment": "1" }, cache: "no-store", signal: AbortSignal.timeout?.(20000),
    });
    answer = await response.text();
    if (!answer.includes('id="reponse"')) throw new Error("not ours");
    if (!response.ok) refused = new DOMParser().parseFromString(answer, "text/html").querySelector(".notice p")?.textContent ?? "";
  } catch {
    refused = "La réponse n’arrive pas\u202f: le réseau ou notre serveur ne répond pas. Réessayez dans un instant.";
    answer = `<section id="reponse" aria-label="La réponse"><div class="notice"><h2 id="verdict" tabindex="-1">La réponse n’arrive pas</h2>
<p>Le réseau ou notre serveur ne répond pas. Votre tweet est toujours dans le champ\u202f: réessayez dans un instant.</p>
<p><a href="#text">Revenir au champ</a></p></div></section>`;
  }
  if (mine !== asked) return; // a later question has been asked
  settle();
  if (refused && better()) { // what was answered and written before stays
    tell(refused);
    return;
  }
  const typed = fills().filter(([blank, words]) => words && words !== body.get(`fill:${blank}`));
  const moved = (document.activeElement?.id ?? "") !== focused && document.activeElement !== document.body;
  show(answer);
  const section = document.getElementById("reponse");
  // what was written while the answer was on its way is kept
  for (const [blank, words] of typed) {
    const input = [...document.querySelectorAll("[data-fills]")].find((one) => one.dataset.fills === blank);
    if (input) input.value = words;
  }
  fill();
  const unchanged = text.value === body.get("text");
  if (body.get("action") === "reread" && section.dataset.text && unchanged) { text.value = section.dataset.text; recount(); remember(); }
  if (moved) return;
  // who ticks a change stays on it; who asks for a review goes to the answer
  const place = focused.startsWith("take-") ? document.getElementById(focused) : null;
  (place ?? document.getElementById("verdict"))?.focus({ preventScroll: Boolean(place) });
  if (!place) section.scrollIntoView({ block: "start" });
});

function settle() {
  main.textContent = "Relire mon tweet";
  main.removeAttribute("aria-disabled");
  document.getElementById("reponse").removeAttribute("aria-busy");
}

function show(answer) {
  const section = new DOMParser().parseFromString(answer, "text/html").getElementById("reponse");
  document.getElementById("reponse").replaceWith(section);
  // what is wrong with the text is tied to its field
  const wrong = Boolean(section.querySelector("#text-error"));
  text.toggleAttribute("aria-invalid", wrong);
  if (wrong) text.setAttribute("aria-invalid", "true");
  text.setAttribute("aria-describedby", `text-hint text-count${wrong ? " text-error" : ""}`);
  fill();
}

// What is in the answer: blanks, changes, copying, publishing.
document.addEventListener("change", (event) => {
  if (event.target.name === "taken") form.requestSubmit();
});
document.addEventListener("input", (event) => {
  if (event.target.dataset.fills) fill();
});
document.addEventListener("click", (event) => {
  if (event.target.id === "copy") copyBetter(event.target);
  else if (event.target.dataset.copy) copied(document.getElementById(event.target.dataset.copy).textContent, event.target);
  else if (event.target.id === "publish") publish(event.target);
});

function better() {
  return document.getElementById("better");
}

function fills() {
  return [...document.querySelectorAll("[data-fills]")].map((input) => [input.dataset.fills, input.value.trim().replace(/\s+/g, " ")]);
}

function betterText() {
  return fills().reduce((whole, [blank, words]) => (words ? whole.replace(blank, () => words) : whole), better().dataset.text);
}

function fill() {
  if (!better()) return;
  for (const [blank, words] of fills()) {
    for (const mark of better().querySelectorAll("mark.blank")) {
      if (mark.dataset.blank !== blank) continue;
      mark.textContent = words || blank;
      mark.classList.toggle("filled", Boolean(words));
    }
  }
  if (!fills().length) return;
  const length = weigh(betterText());
  const told = document.getElementById("better-count");
  told.dataset.first ??= told.textContent; // with the score, as long as nothing is written into a blank
  told.textContent = !fills().some(([, words]) => words) ? told.dataset.first : `${length}\u00a0/\u00a0${PLATFORM.max_weighted_length}. ${room(length)}.`;
  told.classList.toggle("over", length > PLATFORM.max_weighted_length);
  markOver(length);
  const copy = document.getElementById("copy");
  copy.textContent = "Copier";
  delete copy.dataset.warned;
}

// Marks what would not pass, where the browser can paint a range.
function markOver(length) {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete("over");
  if (length <= PLATFORM.max_weighted_length) return;
  const whole = better().textContent;
  let fits = 0;
  for (let step = 1 << Math.floor(Math.log2(whole.length)); step; step >>= 1) {
    if (fits + step <= whole.length && weigh(whole.slice(0, fits + step)) <= PLATFORM.max_weighted_length) fits += step;
  }
  const range = document.createRange();
  const nodes = document.createTreeWalker(better(), NodeFilter.SHOW_TEXT);
  for (let node, passed = 0; (node = nodes.nextNode()); passed += node.length) {
    if (passed <= fits && fits <= passed + node.length) { range.setStart(node, fits - passed); break; }
  }
  range.setEnd(better(), better().childNodes.length);
  CSS.highlights.set("over", new Highlight(range));
}

function tell(message) {
  document.getElementById("copied").textContent = message;
}

function unfilled() {
  return fills().filter(([, words]) => !words).map(([blank]) => `«\u00a0${blank}\u00a0»`);
}

function copyBetter(button) {
  const left = unfilled();
  if (left.length && !button.dataset.warned) {
    button.dataset.warned = "1";
    button.textContent = "Copier quand même";
    tell(`Il reste à compléter\u00a0: ${left.join(", ")}.`);
    return;
  }
  copied(betterText(), button);
}

async function copied(words, button) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    // without a secure connection the clipboard is only reached through a selection
    const area = document.createElement("textarea");
    area.value = words;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    button.focus();
    if (!done) return tell("La copie n’a pas marché. Sélectionnez le texte et copiez-le.");
  }
  tell("C’est copié. Collez-le dans X.");
}

// The address that carries the text exists only while it is opened.
function publish(link) {
  const plain = link.href;
  link.href = `${plain}?text=${encodeURIComponent(betterText())}`;
  if (unfilled().length) tell(`Il reste à compléter dans X\u00a0: ${unfilled().join(", ")}.`);
  setTimeout(() => { link.href = plain; }, 0);
}

recount();
fill();
