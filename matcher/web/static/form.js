// The form as one types: what the facts amount to, what is wrong beside its field, and names completed.
"use strict";

const question = () => document.getElementById("question");

// ---- what the facts amount to

const list = (place, lines) => {
  place.replaceChildren(...lines.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
};

const tell = (form, problems) => {
  form.querySelectorAll(".error").forEach((place) => {
    const name = place.id.slice(2);
    const field = document.getElementById(`f-${name}`);
    place.textContent = problems[name] || "";
    place.hidden = !problems[name];
    if (problems[name]) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  });
};

const derive = async () => {
  const form = question();
  if (!form) return;
  try {
    const answer = await fetch(form.dataset.derive, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok) return;
    const { derived, problems } = await answer.json();
    if (form !== question()) return;
    form.querySelectorAll(".amounts").forEach((place) => list(place, derived[place.id.slice(2)] || []));
    tell(form, problems);
  } catch { /* the form works without; sending it tells what is wrong */ }
};

let waiting;
document.addEventListener("input", (event) => {
  if (event.target.form !== question() || !question()) return;
  clearTimeout(waiting);
  waiting = setTimeout(derive, 250);
});

// ---- names completed: drugs by name, brand, code, regimen or class; markers. The list is fetched once and searched here.

let names;
const known = async () => (names ??= fetch(question().dataset.names).then((answer) => answer.json()));
const plain = (text) => text.toLowerCase().replace(/[\s_-]+/g, " ").trim();

const found = (entries, typed) => {
  const wanted = plain(typed);
  const rank = (name) => (plain(name).startsWith(wanted) ? 0 : ` ${plain(name)}`.includes(` ${wanted}`) ? 1 : 2);
  return entries
    .map(([name, about, others]) => {
      const ranks = [name, ...others].map(rank);
      const best = Math.min(...ranks);
      return { name, about, best, by: ranks.indexOf(best) ? others[ranks.indexOf(best) - 1] : "" };
    })
    .filter((entry) => entry.best < 2)
    .sort((a, b) => a.best - b.best || Boolean(a.by) - Boolean(b.by) || a.name.length - b.name.length)
    .slice(0, 8);
};

const typed = (input) => input.value.slice(input.value.slice(0, input.selectionStart).lastIndexOf(";") + 1, input.selectionStart);

const close = (input) => {
  document.getElementById(`l-${input.id}`)?.remove();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
};

const take = (input, name) => {
  const before = input.value.slice(0, input.selectionStart);
  const kept = before.slice(0, before.lastIndexOf(";") + 1);
  const head = `${kept}${kept ? " " : ""}${name}; `;
  input.value = head + input.value.slice(input.selectionStart).replace(/^[^;]*;?\s*/, "");
  input.setSelectionRange(head.length, head.length);
  close(input);
  input.dispatchEvent(new Event("input", { bubbles: true }));
};

const suggest = async (input) => {
  const part = typed(input).trim();
  const entries = part.length < 2 ? [] : found((await known())[input.dataset.completes], part);
  close(input);
  if (!entries.length || document.activeElement !== input) return;
  const box = Object.assign(document.createElement("ul"), { id: `l-${input.id}`, className: "suggestions" });
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", question().dataset.suggestions);
  entries.forEach((entry, i) => {
    const item = Object.assign(document.createElement("li"), { id: `l-${input.id}-${i}` });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.name = entry.name;
    const about = Object.assign(document.createElement("span"), { className: "soft", textContent: [entry.by, entry.about].filter(Boolean).join(" · ") });
    item.append(entry.name, " ", about);
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(input, entry.name); });
    box.append(item);
  });
  input.after(box);
  input.setAttribute("aria-expanded", "true");
};

const move = (input, box, step) => {
  const items = [...box.children];
  const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const next = (now + step + items.length + (now < 0 && step < 0 ? 1 : 0)) % items.length;
  items.forEach((item, i) => item.setAttribute("aria-selected", String(i === next)));
  input.setAttribute("aria-activedescendant", items[next].id);
};

document.addEventListener("input", (event) => {
  if (event.target.dataset?.completes && event.isTrusted) suggest(event.target);
});

document.addEventListener("keydown", (event) => {
  const input = event.target;
  const box = input.dataset?.completes && document.getElementById(`l-${input.id}`);
  if (!box) return;
  const chosen = box.querySelector('[aria-selected="true"]');
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(input, box, event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && chosen) take(input, chosen.dataset.name);
  else if (event.key === "Escape") close(input);
  else return;
  event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  if (event.target.dataset?.completes) close(event.target);
});

const ready = () => {
  document.querySelectorAll("input[data-completes]").forEach((input) => {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", `l-${input.id}`);
  });
};
document.addEventListener("shown", ready);
ready();
