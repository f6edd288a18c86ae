// The form of a title rule: what the rule would catch follows what is typed. Without this script it shows the saved rule.
"use strict";
{
  const PAUSE = 300; // milliseconds without a key before the server is asked
  const LOST = "The preview can't be shown now. What you write is kept here.";
  const section = document.querySelector(".rule-preview[data-preview]");
  const pane = document.getElementById("rule-preview");
  const form = section?.closest("form");
  let asking = null;
  let timer = 0;

  const showText = (sentence) => {
    const line = document.createElement("p");
    line.className = "quiet";
    line.textContent = sentence;
    pane.replaceChildren(line);
  };

  const bodyOf = () => {
    const body = new URLSearchParams({ rule: section.dataset.rule });
    for (const name of ["persona", "includes", "excludes", "priority", "csrfmiddlewaretoken"]) {
      body.set(name, form.elements[name]?.value ?? "");
    }
    body.set("is_active", form.elements.is_active?.checked ? "on" : "");
    return body;
  };

  const ask = async () => {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    pane.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(section.dataset.preview, { method: "POST", body: bodyOf(), signal: mine.signal });
      const text = await response.text();
      if (response.ok && !response.redirected) {
        pane.innerHTML = text; // the server's own template, with everything escaped
      } else {
        showText(LOST);
      }
    } catch (error) {
      if (error.name === "AbortError") return;
      showText(LOST);
    }
    if (asking === mine) pane.removeAttribute("aria-busy");
  };

  const askSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  if (form) {
    form.addEventListener("input", askSoon);
    // The look-up of personas tells of its choice by jQuery's events alone.
    window.django?.jQuery?.(form).on("change", askSoon);
    form.addEventListener("change", askSoon);
    ask();
  }
}
