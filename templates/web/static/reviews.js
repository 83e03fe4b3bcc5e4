// The queue by keyboard: it presses the very buttons of the page, which work without it.
(function () {
  "use strict";
  var entries = Array.prototype.slice.call(document.querySelectorAll("[data-review]"));
  var help = document.querySelector("[data-keys]");
  if (!help) return;
  var STORED = "puente-teclas";
  var choice = help.querySelector("[data-use-keys]");
  var busy = false;

  function stored() {
    try { return window.localStorage.getItem(STORED); } catch (error) { return null; }
  }
  function keep(value) {
    try { window.localStorage.setItem(STORED, value); } catch (error) { /* only this page, then */ }
  }
  function show() { document.documentElement.classList.toggle("by-keys", choice.checked); }

  help.hidden = false;
  choice.checked = stored() !== "no";
  choice.addEventListener("change", function () { keep(choice.checked ? "si" : "no"); show(); });
  show();

  function current() {
    var inside = document.activeElement && document.activeElement.closest("[data-review]");
    return entries.indexOf(inside || document.querySelector("[data-review][aria-current]"));
  }
  function go(position) {
    var entry = entries[Math.max(0, Math.min(position, entries.length - 1))];
    if (!entry) return;
    entries.forEach(function (other) { other.removeAttribute("aria-current"); });
    entry.setAttribute("aria-current", "true");
    entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: "nearest" });
  }
  function press(scope, key) {
    var target = scope && scope.querySelector('[data-key="' + key + '"]');
    if (!target || busy) return;
    busy = true;
    target.click();
  }

  // Back from an answer, the next entry is the one under the eyes.
  var landed = document.getElementById(window.location.hash.slice(1));
  if (landed && entries.indexOf(landed) >= 0) go(entries.indexOf(landed));
  else if (window.location.hash.indexOf("#novedad-") === 0) go(0);
  window.addEventListener("pageshow", function () { busy = false; });

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!choice.checked) return;
    if (key === "?") {
      help.open = !help.open;
      if (help.open) help.querySelector("summary").focus();
    } else if (key === "j" || (key === "ArrowDown" && !event.shiftKey)) {
      go(current() + 1);
    } else if (key === "k" || (key === "ArrowUp" && !event.shiftKey)) {
      go(current() - 1);
    } else if (key === "a" || key === "r" || key === "m") {
      if (event.repeat) return;
      press(entries[current()], key);
    } else if (key === "u") {
      press(document, "u");
    } else {
      return;
    }
    event.preventDefault();
  });
})();
