// Keys over every page. What a key does stands in the page: data-key="a" on a button or a field, data-go on a link of
// the bar (after g), data-row on what j and k walk, data-open on the link that Enter follows in a row.
(() => {
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const shown = (element) => element.offsetParent !== null || getComputedStyle(element).position === "fixed";
  let here = null;
  let goes = 0;

  const stand = (row) => {
    if (here) here.classList.remove("here");
    here = row;
    if (!row) return;
    row.classList.add("here");
    if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const walk = (step) => {
    const rows = all("[data-row]").filter(shown);
    if (!rows.length) return false;
    const at = rows.indexOf(here && rows.includes(here) ? here : document.activeElement.closest("[data-row]"));
    stand(rows[Math.min(Math.max(at + step, 0), rows.length - 1)]);
    return true;
  };
  const press = (key) => {
    const query = `[data-key="${CSS.escape(key)}"]`;
    const within = here && document.contains(here) ? all(query, here) : [];
    const target = [...within, ...all(query).filter((e) => !e.closest("[data-row]")), ...all(query)].find((e) => shown(e) && !e.disabled);
    if (!target) return false;
    if (target.matches("input:not([type=checkbox]), select, textarea")) { target.focus(); if (target.select) target.select(); }
    else target.click();
    return true;
  };
  const isTyping = (element) => element.matches("input:not([type=checkbox], [type=radio], [type=button]), select, textarea, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const active = document.activeElement;
    if (event.key === "Escape") {
      if (isTyping(active)) active.blur();
      return;
    }
    if (isTyping(active) || document.querySelector("dialog[open]")) return;
    if (goes && Date.now() - goes < 1500) {
      goes = 0;
      const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "g") { goes = Date.now(); event.preventDefault(); return; }
    if (event.key === "j" || event.key === "k") { if (walk(event.key === "j" ? 1 : -1)) event.preventDefault(); return; }
    if (event.key === "Enter") {
      const row = active.closest("[data-row]");
      const link = row && active === row && row.querySelector("[data-open]");
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    // The space bar presses what has the focus and rolls the page; a row's own box takes it only where we stand on the row.
    if (event.key === " " && !(active.matches("[data-row]") && active.querySelector('[data-key=" "]'))) return;
    if (event.key.length === 1 && press(event.key)) event.preventDefault();
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && row !== here) { if (here) here.classList.remove("here"); here = row; row.classList.add("here"); }
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog").close();
  });
  document.addEventListener("submit", (event) => {
    const sure = event.target.closest("[data-sure]");
    if (sure && !confirm(sure.dataset.sure)) { event.preventDefault(); event.stopPropagation(); }
  }, true);

  // What the desk has to say of the last action; it stays until the next.
  const say = (words) => { const told = document.getElementById("told"); if (told) told.textContent = words; };
  addEventListener("load", () => {
    const told = document.getElementById("told");
    if (told && told.textContent) setTimeout(() => say(""), 8000);
  });
  document.addEventListener("dateline:told", (event) => { say(event.detail.value || event.detail); setTimeout(() => say(""), 8000); });
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const words = page.querySelector(".wrong");
    say(words ? words.textContent : "That did not go; what was there is kept.");
  });
  document.addEventListener("htmx:sendError", () => say("The desk does not answer; what you wrote is still here."));
})();
