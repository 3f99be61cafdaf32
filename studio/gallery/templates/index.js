// Search and filters: a film stays if it says every word, and is what is asked for.
(() => {
  "use strict";
  const form = document.querySelector(".search");
  const cards = [...document.querySelectorAll(".card")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const said = new Map(cards.map((card) => [card, plain(card.dataset.said)]));

  function search() {
    const words = plain(form.querySelector("#search").value).split(/\s+/);
    const kinds = [...form.querySelectorAll("input:checked")].map((box) => box.name);
    const set = form.querySelector("select")?.value ?? "";
    for (const card of cards) {
      const fits = words.every((word) => said.get(card).includes(word)) && kinds.every((kind) => kind in card.dataset);
      card.hidden = !fits || (set !== "" && !card.dataset.sets.split(" ").includes(set));
    }
    const found = cards.filter((card) => !card.hidden).length;
    const text = form.dataset.found.replace("{found}", found).replace("{all}", cards.length);
    form.querySelector("output").textContent = found < cards.length ? text : "";
    document.querySelector(".none").hidden = found > 0;
  }

  form.hidden = false;
  form.addEventListener("input", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  search(); // a browser may have kept what was typed
})();
