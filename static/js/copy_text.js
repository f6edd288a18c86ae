// Copies a persona as text. Where the browser forbids it, the link to that text is followed instead.
"use strict";
{
  const link = document.querySelector("[data-copied-text]");
  const button = document.querySelector("[data-copy-text]");
  const said = document.querySelector("[data-copy-said]");

  const load = async () => {
    const answer = await fetch(link.href, { headers: { Accept: "text/plain" } });
    // Signed out meanwhile, the answer is the page for signing in.
    if (!answer.ok || answer.redirected) throw new Error("no text");
    return new Blob([await answer.text()], { type: "text/plain" });
  };

  const copy = async () => {
    said.textContent = "";
    try {
      // The promise goes in as it is: Safari forgets the click while a page waits.
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": load() })]);
      said.textContent = "Copied";
    } catch {
      window.location.assign(link.href);
    }
  };

  if (link && button && said && navigator.clipboard && window.ClipboardItem) {
    link.hidden = true;
    button.hidden = false;
    button.addEventListener("click", copy);
  }
}
