// What makes the pages quicker; all of it works without. A form's answer takes the place of the page's content, so that
// the browser's Back leads to what was seen before without asking for the form to be sent again: patients are in no address.
"use strict";

document.documentElement.classList.add("scripted");

const seen = new Map(); // number of a visit -> what was shown then
let visit = 0;
history.replaceState({ visit }, "");

const main = () => document.getElementById("main");
const say = (text) => { document.getElementById("said").textContent = text; };

const keep = () => seen.set(visit, { node: main(), title: document.title, top: scrollY });

const show = (node, title) => {
  main().replaceWith(node);
  document.title = title;
  document.dispatchEvent(new CustomEvent("shown"));
};

const arrive = (node, title, path) => {
  keep();
  visit = Math.max(...seen.keys()) + 1;
  history.pushState({ visit }, "", path);
  show(node, title);
  scrollTo(0, 0);
  node.querySelector("h1")?.focus({ preventScroll: true });
};

const refresh = (node, title) => {
  const focused = document.activeElement?.id;
  const unfolded = main().querySelector("details.filters")?.open;
  show(node, title);
  const filters = node.querySelector("details.filters");
  if (filters) filters.open = unfolded;
  const again = focused && document.getElementById(focused);
  (again || node.querySelector("h1"))?.focus({ preventScroll: Boolean(again) });
  say(node.querySelector("h1")?.textContent.trim() || title);
};

const send = async (form, submitter, data = new FormData(form, submitter)) => {
  const path = new URL(submitter?.hasAttribute("formaction") ? submitter.formAction : form.action).pathname;
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  main().setAttribute("aria-busy", "true");
  say(document.body.dataset.waiting);
  try {
    const answer = await fetch(submitter?.dataset.fill || path, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    say("");
    if (submitter?.dataset.fill) {
      submitter.parentElement.replaceChildren(...page.body.childNodes);
    } else if (!page.getElementById("main")) {
      throw new Error(answer.status);
    } else if (path === location.pathname && !data.has("as")) {
      refresh(page.getElementById("main"), page.title);
    } else {
      arrive(page.getElementById("main"), page.title, path);
    }
  } catch {
    say(document.body.dataset.failed);
    main().prepend(Object.assign(document.createElement("p"), { className: "problems", textContent: document.body.dataset.failed }));
  } finally {
    document.getElementById("main").removeAttribute("aria-busy");
  }
};

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post" || form.hasAttribute("data-plain") || submitter?.hasAttribute("data-plain")) return;
  let data;
  try {
    data = new FormData(form, submitter);
  } catch {
    return; // an older browser sends the form itself
  }
  event.preventDefault();
  send(form, submitter, data);
});

addEventListener("popstate", (event) => {
  const before = seen.get(event.state?.visit);
  if (!before) {
    location.reload();
    return;
  }
  keep();
  visit = event.state.visit;
  show(before.node, before.title);
  scrollTo(0, before.top);
});

// A filter, the order and the view take effect when they are changed.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-auto]")) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

// What would settle more takes longer than the answer: it is asked for once the answer stands.
const fill = () => main().querySelectorAll("button[data-fill]").forEach((button) => send(button.form, button));

// A finding is put away by Escape, and comes again when it is pointed at or tabbed to anew.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll(".s:hover, .s:focus").forEach((sentence) => {
    sentence.classList.add("quiet");
    const wake = () => sentence.classList.remove("quiet");
    sentence.addEventListener("mouseleave", wake, { once: true });
    sentence.addEventListener("blur", wake, { once: true });
  });
});

document.addEventListener("shown", fill);
fill();
