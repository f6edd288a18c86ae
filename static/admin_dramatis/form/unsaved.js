// Asks before somebody leaves a form with unsaved changes, and says beside the buttons that there are some.
//
//   <form data-unsaved="There are unsaved changes.">   or any change form of the admin, without the attribute
//
// Changed is what would be sent now and wasn't there when the page came; a form that came back with errors is changed.
// Whoever changes a form by script sends "input", "change" or "rows:changed" for the words beside the buttons.
"use strict";
{
  const form = document.querySelector("form[data-unsaved], .change-form #content-main form[method=post]");
  const NOT_CONTENT = /-TOTAL_FORMS$|^csrfmiddlewaretoken$/;

  // All that the form holds, as one text: names and values that say something, in the order of the page.
  const content = () => {
    const parts = [];
    for (const [name, value] of new FormData(form)) {
      const text = typeof value === "string" ? value : value.name;
      if (text && !NOT_CONTENT.test(name)) {
        parts.push(name, text);
      }
    }
    return JSON.stringify(parts);
  };

  const watch = () => {
    const asLoaded = document.querySelector("#content-main :is(.errorlist, .errornote, .problems)") ? null : content();
    let isLeaving = false;
    let notice = null;

    const isChanged = () => asLoaded === null || content() !== asLoaded;

    const tell = () => {
      const row = [...form.querySelectorAll(".submit-row")].at(-1);
      if (!notice && row) {
        notice = document.createElement("p");
        notice.className = "unsaved-notice";
        notice.textContent = form.dataset.unsaved || "There are unsaved changes.";
        const buttons = [...row.querySelectorAll("[type=submit]")];
        (buttons.at(-1) ?? row.lastElementChild).after(notice);
      }
    };

    // Said once; comparing the whole form at every key would cost more the longer the form is.
    for (const kind of ["input", "change", "rows:changed"]) {
      form.addEventListener(kind, tell);
    }
    window.django?.jQuery?.(form).on("change", tell);
    if (asLoaded === null) {
      tell();
    }

    form.addEventListener("submit", (event) => {
      const opensBeside = (event.submitter?.formTarget || form.target) === "_blank";
      isLeaving = !event.defaultPrevented && !opensBeside;
    });
    // Back by the browser's button, to a page that it kept.
    window.addEventListener("pageshow", () => { isLeaving = false; });
    window.addEventListener("beforeunload", (event) => {
      if (!isLeaving && isChanged()) {
        event.preventDefault();
      }
    });
  };

  if (form) {
    // After the other scripts have dressed the form, and the browser has filled in what it remembered.
    window.addEventListener("load", () => setTimeout(watch, 0));
  }
}
