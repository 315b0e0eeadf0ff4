// What makes the page quicker; all of it works without.
"use strict";

const form = document.getElementById("question");
const shown = document.getElementById("derived");

// The receptor categories that the results given amount to, asked of the server as one types.
if (form && shown) {
  const numbers = new Set(["er_percent", "pr_percent"]);
  const fields = ["er_percent", "er_status", "pr_percent", "pr_status", "her2_ihc", "her2_ish", "her2_status"];
  let waiting;
  const derive = async () => {
    const patient = {};
    for (const name of fields) {
      const value = form.elements[name].value.trim();
      if (value) patient[name] = numbers.has(name) ? Number(value) : value;
    }
    if (!Object.keys(patient).length) {
      shown.textContent = "";
      return;
    }
    const answer = await fetch("/api/v1/derive", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(patient),
    });
    const told = await answer.json();
    shown.textContent = answer.ok ? told.derived.join(" · ") : told.detail || "";
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(derive, 250);
  });
  derive();
}

// A finding by tap and by key, beside hover and focus: Escape puts it away.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement) document.activeElement.blur();
});
