// Note and words light up together; j and k walk the notes; on a wide page each note stands at the height of its words.
// On the desk its own keys walk the notes, and this follows.
(() => {
  const onDesk = document.body.classList.contains("desk");
  const wide = matchMedia("screen and (min-width: 56.01rem)");
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const of = (thing) => all(`[data-of="${CSS.escape(thing)}"]`);
  const hosts = (element) => {
    const things = [];
    for (let e = element.closest("[data-of]"); e; e = e.parentElement && e.parentElement.closest("[data-of]")) things.push(e.dataset.of);
    return things;
  };
  const noteOf = (thing) => document.getElementById(`n-${thing}`);
  const wordsOf = (thing) => document.getElementById(`w-${thing}`) || document.getElementById(thing);
  let pinned = null;

  const light = (things) => {
    all(".lit").forEach((e) => e.classList.remove("lit"));
    things.forEach((thing) => of(thing).forEach((e) => e.classList.add("lit")));
  };

  // The pinned note stands exactly at its words; those before it move up and those after it down as far as needed.
  const arrange = (text) => {
    const notes = all(".note", text);
    if (!wide.matches) {
      text.classList.remove("arranged");
      text.style.minHeight = "";
      notes.forEach((note) => note.removeAttribute("style"));
      return;
    }
    const column = all(".notes", text)[0];
    if (!column) return;
    text.classList.remove("arranged");
    notes.forEach((note) => note.removeAttribute("style"));
    const frame = text.getBoundingClientRect();
    const place = column.getBoundingClientRect();
    const left = place.left - frame.left;
    text.classList.add("arranged");
    notes.forEach((note) => { note.style.left = `${left}px`; note.style.width = `${place.width}px`; });
    const wanted = notes.map((note) => {
      const words = wordsOf(note.dataset.of);
      return words ? words.getBoundingClientRect().top - text.getBoundingClientRect().top - 4 : 0;
    });
    const heights = notes.map((note) => note.offsetHeight + 6);
    const at = Math.max(notes.findIndex((note) => note === pinned), 0);
    const tops = [];
    tops[at] = wanted[at];
    for (let i = at + 1; i < notes.length; i++) tops[i] = Math.max(wanted[i], tops[i - 1] + heights[i - 1]);
    for (let i = at - 1; i >= 0; i--) tops[i] = Math.min(wanted[i], tops[i + 1] - heights[i]);
    const short = Math.min(0, ...tops);
    if (short < 0) {
      let floor = 0;
      for (let i = 0; i < notes.length; i++) { tops[i] = Math.max(tops[i], floor); floor = tops[i] + heights[i]; }
    }
    notes.forEach((note, i) => { note.style.top = `${tops[i]}px`; });
    const last = notes.length - 1;
    text.style.minHeight = last < 0 ? "" : `${tops[last] + heights[last]}px`;
  };
  const arrangeAll = () => all(".text").forEach(arrange);

  const pin = (note) => {
    pinned = note.closest(".note");
    arrange(pinned.closest(".text"));
  };
  const go = (note) => {
    pin(note);
    light([note.dataset.of]);
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("mouseover", (event) => {
    const things = hosts(event.target);
    light(things.length ? [things[0]] : pinned ? [pinned.dataset.of] : []);
  });
  let pressed = false; // a note must not move from under the pointer
  document.addEventListener("pointerdown", () => { pressed = true; });
  document.addEventListener("keydown", () => { pressed = false; }, true);
  document.addEventListener("focusin", (event) => {
    const things = hosts(event.target);
    if (things.length) light([things[0]]);
    const note = onDesk && !pressed && event.target.closest(".note");
    if (note && note !== pinned) pin(note);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("a, summary") && !event.target.closest(".words a")) return;
    const words = event.target.closest(".words");
    if (!words) return;
    const thing = hosts(event.target).find(noteOf);
    if (!thing) return;
    event.preventDefault();
    go(noteOf(thing));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const notes = all(".note");
    const here = notes.indexOf(document.activeElement.closest(".note") || pinned);
    if (onDesk && event.key !== "Escape") return;
    if (event.key === "j" && here < notes.length - 1) go(notes[here + 1]);
    else if (event.key === "k" && here > 0) go(notes[here - 1]);
    else if (event.key === "Enter" && document.activeElement.matches(".note, .note .event")) {
      const words = wordsOf(document.activeElement.dataset.of);
      if (words) { words.focus(); words.scrollIntoView({ block: "center" }); }
    } else if (event.key === "Escape") {
      pinned = null;
      light([]);
      document.activeElement.blur();
      arrangeAll();
    } else return;
    event.preventDefault();
  });

  let waiting = 0;
  addEventListener("resize", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(arrangeAll); });
  addEventListener("beforeprint", () => all(".text").forEach((text) => text.classList.remove("arranged")));
  addEventListener("afterprint", arrangeAll);
  document.addEventListener("htmx:afterSettle", arrangeAll);
  all("details").forEach((details) => details.addEventListener("toggle", arrangeAll));
  if (document.fonts) document.fonts.ready.then(arrangeAll);
  arrangeAll();
  const arrive = () => {
    const note = onDesk && noteOf(decodeURIComponent(location.hash.slice(1)));
    if (note) { pin(note); light([note.dataset.of]); wordsOf(note.dataset.of)?.scrollIntoView({ block: "center" }); }
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
