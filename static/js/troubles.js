// What htmx asked for and didn't get is said in words: the page itself looks as if all were well.
"use strict";
{
  const AGAIN = "Load the page again to see how things are.";
  const unanswered = (saves) =>
    saves ? `No answer came, so this may not be saved. ${AGAIN}` : "No answer came, so the page is as it was. Try again.";

  const sentence = (status, saves) => {
    if (!status) return unanswered(saves);
    if (status === 403) return `This was refused${saves ? ", so nothing was saved" : ""}. ${AGAIN}`;
    if (status === 404 || status === 410) return `This isn't there any more. ${AGAIN}`;
    if (status === 429) return "This was asked too often. Wait a minute, and try again.";
    return `Something went wrong${saves ? ", so this may not be saved" : ""}. ${AGAIN}`;
  };

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "link-button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  const quiet = () => document.getElementById("trouble")?.remove();

  const say = (text) => {
    quiet();
    const said = document.createElement("p");
    said.textContent = text;
    const box = document.createElement("div");
    box.id = "trouble";
    box.className = "trouble";
    box.setAttribute("role", "alert");
    box.append(said, button("Load again", () => location.reload()), button("Close", quiet));
    document.body.append(box);
  };

  const complain = (event) => {
    const { xhr, requestConfig } = event.detail;
    say(sentence(xhr?.status, requestConfig && requestConfig.verb !== "get"));
  };

  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, complain);
  }
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) quiet();
  });
}
