// A thing that stands in another part of a long report is gone to; the form that opens in a note takes the focus.
(() => {
  const whole = document.querySelector("[data-parts]");
  const seek = () => {
    const thing = decodeURIComponent(location.hash.slice(1));
    if (!whole || Number(whole.dataset.parts) < 2 || !/^(n-)?r\d+[se]\d+$/.test(thing) || document.getElementById(thing)) return;
    const at = thing.replace("n-", "");
    if (new URLSearchParams(location.search).get("at") !== at) location.replace(`?at=${at}#${at}`);
  };
  addEventListener("hashchange", seek);
  seek();

  document.addEventListener("htmx:afterSwap", () => {
    const field = document.querySelector(".deed form [data-first], .deed form input[name=why]");
    if (field) field.focus();
    else document.querySelector(".note.here")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    const within = event.key === "Escape" && document.activeElement.closest(".deed form");
    if (!within) return;
    const note = within.closest(".note");
    within.parentElement.querySelectorAll("form, .now, .wrong").forEach((part) => part.remove());
    if (note) note.focus();
  }, true);
})();
