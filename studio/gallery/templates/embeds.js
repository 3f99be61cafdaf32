// Embeds name this gallery where it is hosted, and copy at a click.
(() => {
  "use strict";
  const HERE = "\ue000"; // stands in their texts for the gallery's address
  if (location.protocol.startsWith("http")) {
    const root = new URL(document.body.dataset.root || ".", location.href);
    const address = new URL(".", root).href;
    for (const code of document.querySelectorAll("code[data-completed]")) {
      code.textContent = code.dataset.completed.replaceAll(HERE, address);
    }
  }
  for (const button of document.querySelectorAll("button.copy")) {
    const label = button.querySelector("span");
    const before = label.textContent;
    const code = button.closest("figure").querySelector("code");
    let waiting = 0;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        label.textContent = button.dataset.done;
      } catch {
        getSelection().selectAllChildren(code); // what may not be copied for the reader is selected for them
      }
      clearTimeout(waiting);
      waiting = setTimeout(() => (label.textContent = before), 2000);
    });
  }
})();
