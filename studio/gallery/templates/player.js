// The browser's own player with cues from the page (a <track> is blocked on file:), chapters, and repeat of a part.
(() => {
  "use strict";
  const film = document.querySelector("video");
  const { fps, tracks, beats } = JSON.parse(document.querySelector("script.film").textContent);
  const find = (name) => document.querySelector(name);
  const [said, speed, language, repeat] = [".said", ".speed", ".language", ".repeat"].map(find);
  const chapters = [...document.querySelectorAll(".chapters a")];
  const HALF = 0.5 / fps; // the middle of a frame is surely in it
  let repeated = -1; // the part that repeats
  let here = -1; // the part that is on
  let watching = 0;

  const listed = Object.entries(tracks).map(([code, { label, cues }]) => {
    const track = film.addTextTrack("captions", label, code);
    for (const [start, end, text] of cues) track.addCue(new VTTCue(start, end, text));
    track.mode = "disabled";
    track.addEventListener("cuechange", () => say(track));
    return track;
  });
  if (!language && listed.length) listed[0].mode = "showing"; // a page with nothing but the player
  if (!language) return;

  const chosen = () => listed.find((track) => track.language === language.value);
  const full = () => document.fullscreenElement === film;

  // Below the picture, so that nothing of it is covered; over it only where there is no below.
  function say(track) {
    if (track !== chosen()) return;
    const text = [...(track.activeCues ?? [])].map((cue) => cue.text).join(" ");
    if (said.textContent !== text) said.textContent = text;
  }

  function caption() {
    for (const track of listed) track.mode = track === chosen() ? (full() ? "showing" : "hidden") : "disabled";
    said.hidden = !chosen();
    said.lang = language.value;
    if (chosen()) say(chosen());
  }

  const partAt = (time) => beats.findLastIndex((beat) => time >= beat.start - HALF);

  function mark() {
    const now = Math.max(0, partAt(film.currentTime));
    if (now === here) return;
    here = now;
    chapters.forEach((chapter, index) => {
      if (index === now) chapter.setAttribute("aria-current", "true");
      else chapter.removeAttribute("aria-current");
    });
    const list = chapters[now]?.closest("ol");
    if (list && list.scrollHeight > list.clientHeight) list.scrollTop = chapters[now].offsetTop - list.offsetTop - 40;
  }

  function seek(part) {
    const { start } = beats[Math.min(Math.max(part, 0), beats.length - 1)];
    if (repeated >= 0) repeated = Math.min(Math.max(part, 0), beats.length - 1);
    film.currentTime = start + HALF;
  }

  function setRepeat(on) {
    repeated = on ? Math.max(0, partAt(film.currentTime)) : -1;
    repeat.setAttribute("aria-pressed", String(on));
  }

  // While it plays, at every picture: `timeupdate` comes four times a second.
  function watch() {
    if (repeated >= 0 && film.currentTime >= beats[repeated].end - HALF) film.currentTime = beats[repeated].start + HALF;
    mark();
    watching = film.paused ? 0 : requestAnimationFrame(watch);
  }

  function step(select, by) {
    const index = select.selectedIndex + by;
    if (index < 0 || index >= select.length) return;
    select.selectedIndex = index;
    select.dispatchEvent(new Event("change"));
  }

  let spoken = language.value;
  const keys = {
    k: () => (film.paused ? film.play() : film.pause()),
    j: () => (film.currentTime -= 5),
    l: () => (film.currentTime += 5),
    p: () => seek(here - (film.currentTime - beats[here].start > 1 ? 0 : 1)),
    n: () => seek(here + 1),
    r: () => setRepeat(repeated < 0),
    c: () => {
      if (language.value) spoken = language.value;
      language.value = language.value ? "" : spoken;
      caption();
    },
    f: () => (full() ? document.exitFullscreen() : film.requestFullscreen()),
    "<": () => step(speed, -1),
    ">": () => step(speed, 1),
  };

  find(".controls").hidden = false;
  find(".previous").addEventListener("click", keys.p);
  find(".next").addEventListener("click", keys.n);
  repeat.addEventListener("click", keys.r);
  speed.addEventListener("change", () => (film.playbackRate = Number(speed.value)));
  language.addEventListener("change", caption);
  document.addEventListener("fullscreenchange", caption);
  film.addEventListener("play", () => (watching ||= requestAnimationFrame(watch)));
  film.addEventListener("seeked", mark);
  film.addEventListener("ended", () => {
    if (repeated < 0) return;
    film.currentTime = beats[repeated].start + HALF;
    film.play();
  });
  chapters.forEach((chapter, index) =>
    chapter.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", chapter.hash);
      seek(index);
      film.play();
    }),
  );
  document.addEventListener("keydown", (event) => {
    const typed = event.target.closest("input, select, textarea, pre");
    if (typed || event.ctrlKey || event.metaKey || event.altKey || !(event.key.toLowerCase() in keys)) return;
    event.preventDefault();
    keys[event.key.toLowerCase()]();
  });

  // A link to a part opens the film there, and does not leave it for the part's entry below.
  for (const chapter of chapters) document.getElementById(chapter.hash.slice(1))?.removeAttribute("id");
  const linked = chapters.findIndex((chapter) => chapter.hash && chapter.hash === location.hash);
  if (linked >= 0) {
    const open = () => {
      seek(linked);
      scrollTo(0, 0);
    };
    if (film.readyState) open();
    else film.addEventListener("loadedmetadata", open, { once: true });
  }
  caption();
  mark();
})();
