// A live preview below a text in Markdown, rendered by the server as readers will see it.
//
//   <textarea data-markdown>  or  <textarea data-markdown="/address/that/renders/">
//
// The address takes `text` by POST and answers with safe HTML. Without one it is /render/ of the app whose page this is.
// Which previews are open is remembered for the tab, so that they are open again after saving.
"use strict";
{
  const PAUSE = 250; // milliseconds without a key before the text is rendered
  const LONGEST = 100000; // characters that the server renders
  const SIGNED_OUT = "The preview can't be shown. Perhaps you are signed out: sign in in another tab, then go on here.";
  const NO_SERVER = "The preview can't be shown now, as the server doesn't answer. What you write is kept here.";
  const panes = new WeakMap(); // textarea → its pane and what is under way for it

  const addressOf = (area) =>
    area.dataset.markdown || location.pathname.replace(/^(.*\/personas\/).*$/, "$1render/");
  const memory = (area) => `preview open: ${area.name}`;

  const showText = (pane, sentence) => {
    const line = document.createElement("p");
    line.className = "preview-note";
    line.textContent = sentence;
    pane.replaceChildren(line);
  };

  // What the server sends has been through its sanitiser; links open beside the form, which keeps what was typed.
  const showHtml = (pane, html) => {
    pane.innerHTML = html;
    for (const link of pane.querySelectorAll("a[href]")) {
      link.target = "_blank";
    }
  };

  const post = (area, signal) => {
    const body = new URLSearchParams({
      text: area.value,
      csrfmiddlewaretoken: area.form.elements.csrfmiddlewaretoken?.value ?? "",
    });
    return fetch(addressOf(area), { method: "POST", body, signal });
  };

  const render = async (area) => {
    const state = panes.get(area);
    state.asking?.abort();
    if (!area.value.trim() || area.value.length > LONGEST) {
      const empty = "Nothing to show yet: the preview follows what you type.";
      showText(state.pane, area.value.trim() ? "This text is too long for a preview. It can be saved all the same." : empty);
      return;
    }
    const asking = new AbortController();
    state.asking = asking;
    try {
      const response = await post(area, asking.signal);
      const text = await response.text();
      if (response.redirected || response.status === 403) {
        showText(state.pane, SIGNED_OUT);
      } else if (response.ok) {
        showHtml(state.pane, text);
      } else {
        showText(state.pane, response.status === 413 ? text : NO_SERVER);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        showText(state.pane, NO_SERVER);
      }
    }
  };

  const renderSoon = (area) => {
    const state = panes.get(area);
    if (state && !state.pane.hidden) {
      clearTimeout(state.timer);
      state.timer = setTimeout(render, PAUSE, area);
    }
  };

  // --- The pane and its button ----------------------------------------------------------------------------------

  const makePane = (area, toggle) => {
    const pane = document.createElement("div");
    pane.className = "preview-pane";
    pane.id = `${area.id || area.name}-preview`;
    pane.setAttribute("role", "region");
    pane.setAttribute("aria-label", `Preview of ${nameOf(area)}`);
    // Long texts scroll by themselves, with the keyboard too.
    pane.tabIndex = 0;
    toggle.after(pane);
    toggle.setAttribute("aria-controls", pane.id);
    panes.set(area, { pane, asking: null, timer: 0 });
    return pane;
  };

  const nameOf = (area) => (area.labels[0]?.textContent ?? area.ariaLabel ?? "the text").trim().replace(/:$/, "");

  const setOpen = (area, toggle, isOpen) => {
    const pane = panes.get(area)?.pane ?? makePane(area, toggle);
    pane.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    toggle.firstChild.data = isOpen ? "Hide preview" : "Show preview";
    if (isOpen) {
      sessionStorage.setItem(memory(area), "1");
      render(area);
    } else {
      sessionStorage.removeItem(memory(area));
    }
  };

  const enhance = (area) => {
    if (area.nextElementSibling?.matches(".preview-toggle")) {
      return;
    }
    const toggle = document.createElement("button");
    toggle.type = "button";
    toggle.className = "preview-toggle";
    toggle.setAttribute("aria-expanded", "false");
    const about = document.createElement("span");
    about.className = "visually-hidden";
    about.textContent = ` of ${nameOf(area)}`;
    toggle.append("Show preview", about);
    area.after(toggle);
    if (sessionStorage.getItem(memory(area))) {
      setOpen(area, toggle, true);
    }
  };

  const areas = (root) => root.querySelectorAll("textarea[data-markdown]");

  document.addEventListener("click", (event) => {
    const toggle = event.target.closest(".preview-toggle");
    if (toggle) {
      setOpen(toggle.previousElementSibling, toggle, toggle.getAttribute("aria-expanded") !== "true");
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-markdown]")) {
      renderSoon(event.target);
    }
  });
  document.addEventListener("formset:added", (event) => areas(event.target).forEach(enhance));
  areas(document).forEach((area) => {
    if (!area.name.includes("__prefix__")) {
      enhance(area);
    }
  });
}
