// Judging by hand: a form that opens takes the focus, reasons stay as last given in this tab, the queue goes on by itself.
(() => {
  const kept = (input) => `dateline:${input.dataset.kept}`;
  const fill = (within) => {
    for (const input of within.querySelectorAll("input[data-kept]:not([data-typed])")) {
      const last = sessionStorage.getItem(kept(input));
      if (last) input.value = last;
    }
  };
  fill(document);
  document.addEventListener("htmx:load", (event) => fill(event.detail.elt));

  // Each decision has reasons of its own: a reason that was typed is kept for it; where none was, its own stands in.
  document.addEventListener("input", (event) => {
    if (event.target.matches("input[data-kept]")) event.target.dataset.changed = "yes";
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const input = button && button.form && button.type === "submit" && button.form.querySelector("input[data-kept]");
    if (!input) return;
    const key = button.dataset.act ? `dateline:why-${button.dataset.act}` : kept(input);
    if (input.dataset.changed) sessionStorage.setItem(key, input.value);
    else if (button.dataset.why && !input.hasAttribute("data-typed")) input.value = sessionStorage.getItem(key) || button.dataset.why;
  }, true);

  document.addEventListener("toggle", (event) => {
    const opened = event.target;
    if (!opened.matches("details[data-act]") || !opened.open) return;
    for (const other of opened.parentElement.querySelectorAll("details[data-act][open]")) if (other !== opened) other.open = false;
    const first = opened.querySelector("[data-first]");
    if (first && !document.querySelector(".refused")) first.focus();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const within = document.activeElement.closest("details[data-act], .more-of");
    if (!within) return;
    if (within.matches("details")) { within.open = false; within.querySelector("summary").focus(); return; }
    const row = within.closest("[data-row]");
    within.replaceChildren();
    row.focus();
  }, true);

  const first = document.querySelector(".todo > [data-row]");
  if (first && document.activeElement === document.body) first.focus({ preventScroll: true });

  // The queue: what was judged leaves, and the next stands where it stood.
  let next = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const row = event.detail.target.closest && event.detail.target.closest(".todo > [data-row]");
    next = row && event.detail.target === row ? row.nextElementSibling || row.previousElementSibling : null;
    if (row && [409, 422].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const refused = document.querySelector(".todo .refused");
    const opened = event.detail.target && event.detail.target.matches && event.detail.target.matches(".more-of") && event.detail.target;
    const to = refused || (opened ? opened.querySelector("[data-first]") : null);
    if (to) { to.focus(); next = null; return; }
    const back = document.querySelector(".todo > [data-back]");
    const row = back || (next && document.contains(next) ? next : null);
    if (back) back.removeAttribute("data-back");
    next = null;
    if (row && row.matches("[data-row]")) row.focus();
  });
})();
