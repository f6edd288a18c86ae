/* A page that comes back from the browser's memory may be of somebody who has signed out since: it is asked for anew. */
const reader = document.body.dataset.reader;

function keep(action) {
  try {
    return action(window.localStorage);
  } catch {
    return null; // no memory at all: nothing to compare with
  }
}

window.addEventListener("pageshow", (event) => {
  const visit = performance.getEntriesByType("navigation")[0];
  const isBack = event.persisted || visit?.type === "back_forward";
  const last = keep((memory) => memory.getItem("reader"));
  if (isBack && last !== null && last !== reader) {
    document.body.hidden = true;
    window.location.reload();
    return;
  }
  keep((memory) => memory.setItem("reader", reader));
});
