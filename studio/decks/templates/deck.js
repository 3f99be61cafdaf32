// A step is a slide. Its parts are clips: the first plays on entry or at a click, the next (an answer) at a click.
(() => {
  "use strict";
  const NEAR = 1; // slides on either side whose films are kept loaded: a browser takes only some dozens
  const STRIP = 108; // height of the captions, as in deck.css
  const query = new URLSearchParams(location.search);
  // The speaker view shows this page twice: the slide as it plays, and the next one, which is to stand.
  const ahead = query.has("receiver") && !query.has("postMessageEvents");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const frame = document.querySelector(".reveal");
  const [width, height] = ["width", "height"].map((side) => Number(frame.dataset[side]));
  const slides = [...document.querySelectorAll("section.beat")];
  const addresses = new Map();

  const partsOf = (slide) => [...slide.querySelectorAll(".part")];
  const filmOf = (part) => part.querySelector("video");
  const shownPart = (slide) => slide.querySelector(".part.shown");

  // A file beside the page, or one inside it: as data: it would flicker, as blob: it plays and seeks.
  function address(name) {
    const inside = document.getElementById(name);
    if (!inside) return name;
    if (!addresses.has(name)) {
      const bytes = Uint8Array.from(atob(inside.textContent.trim()), (letter) => letter.charCodeAt(0));
      addresses.set(name, URL.createObjectURL(new Blob([bytes], { type: "video/mp4" })));
    }
    return addresses.get(name);
  }

  function loadAround(slide) {
    const here = slides.indexOf(slide);
    slides.forEach((other, index) => {
      for (const film of partsOf(other).map(filmOf)) {
        const near = Math.abs(index - here) <= NEAR;
        if (near && !film.hasAttribute("src")) film.src = address(film.dataset.film);
        if (!near && film.hasAttribute("src")) {
          film.removeAttribute("src");
          film.load();
        }
      }
    });
  }

  // Show a part's "at-first" or "at-last" picture, or none over its film ("moving").
  function show(part, state) {
    const slide = part.closest("section");
    for (const other of partsOf(slide)) {
      other.classList.toggle("shown", other === part);
      if (other !== part) filmOf(other).pause();
    }
    part.classList.remove("at-first", "at-last");
    part.classList.add(state);
    const said = slide.querySelector(".said");
    if (said.textContent !== part.dataset.said) said.textContent = part.dataset.said;
  }

  function hold(part, state) {
    filmOf(part).pause();
    show(part, state);
  }

  // The first picture stays over the film until the film has drawn its own.
  function play(part, asked = false) {
    if (ahead || (calm.matches && !asked)) return hold(part, "at-last");
    const film = filmOf(part);
    film.pause();
    show(part, "at-first");
    loadAround(part.closest("section"));
    const begun = () => {
      if (part.classList.contains("at-first") && !film.paused) part.classList.remove("at-first");
    };
    const start = () => {
      if ("requestVideoFrameCallback" in film) film.requestVideoFrameCallback(begun);
      else film.addEventListener("timeupdate", begun, { once: true });
      film.play().catch(() => {}); // the browser may refuse, or the slide may be left at once: the picture stays
    };
    if (film.currentTime > 0) {
      film.addEventListener("seeked", start, { once: true });
      film.currentTime = 0;
    } else start();
  }

  // Forward: what plays on entry plays. Back, or to a step that was seen: its last picture.
  function enter(slide, back) {
    for (const other of slides) if (other !== slide) partsOf(other).forEach((part) => filmOf(part).pause());
    loadAround(slide);
    const parts = partsOf(slide);
    if (back) hold(parts.at(-1), "at-last");
    else if (ahead) hold(parts[Number([...slide.querySelectorAll(".fragment.visible")].at(-1)?.dataset.part ?? 0)], "at-last");
    else if (parts[0].hasAttribute("data-clicks")) hold(parts[0], calm.matches ? "at-last" : "at-first");
    else play(parts[0]);
  }

  function onFragment(event, shown) {
    const slide = event.fragment.closest("section");
    const parts = partsOf(slide);
    const index = Number(event.fragment.dataset.part);
    if (shown) play(parts[index]);
    else if (index) hold(parts[index - 1], "at-last");
    else hold(parts[0], calm.matches ? "at-last" : "at-first");
  }

  function replay() {
    play(shownPart(Reveal.getCurrentSlide()), true);
  }

  function toggleCaptions() {
    const on = frame.classList.toggle("captions");
    Reveal.configure({ height: height + (on ? STRIP : 0) });
  }

  Reveal.initialize({
    width, height, margin: 0, minScale: 0.05, maxScale: 20, center: false,
    transition: "none", backgroundTransition: "none", controls: false, progress: false, hash: true,
    scrollActivationWidth: null, autoPlayMedia: false, overviewPadding: 24,
    plugins: [RevealNotes],
  }).then(() => {
    let before = Reveal.getState().indexh;
    Reveal.addKeyBinding({ keyCode: 82, key: "R", description: "Replay the clip" }, replay);
    Reveal.addKeyBinding({ keyCode: 67, key: "C", description: "Captions" }, toggleCaptions);
    Reveal.on("slidechanged", (event) => {
      enter(event.currentSlide, event.indexh < before);
      before = event.indexh;
    });
    Reveal.on("fragmentshown", (event) => onFragment(event, true));
    Reveal.on("fragmenthidden", (event) => onFragment(event, false));
    frame.addEventListener("click", (event) => {
      if (!Reveal.isOverview() && !Reveal.isPaused() && !event.target.closest("a, button, .r-overlay")) Reveal.next();
    });
    enter(Reveal.getCurrentSlide(), false);
  });
})();
