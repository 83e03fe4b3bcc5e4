// Small comforts; every page works without them.
(function () {
  "use strict";
  // Menus close with Escape, or when the focus or a click goes elsewhere.
  var menus = document.querySelectorAll("details.more");
  function closeAll(except) {
    menus.forEach(function (menu) { if (menu !== except) menu.open = false; });
  }
  document.addEventListener("click", function (event) {
    closeAll(event.target.closest("details.more"));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    menus.forEach(function (menu) {
      if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  });

  // A choice marked so sends its form at once.
  document.querySelectorAll("[data-submit]").forEach(function (input) {
    input.addEventListener("change", function () { input.form.requestSubmit(); });
  });

  // What takes a while says so, and shows that it goes on.
  document.querySelectorAll("form[data-slow]").forEach(function (slow) {
    slow.addEventListener("submit", function () {
      slow.querySelector("[data-slow-status]").textContent = slow.dataset.slow;
      slow.querySelector("progress").hidden = false;
      setTimeout(function () { slow.querySelector("button").disabled = true; });
    });
  });
  // Coming back to such a page finds it as it was before.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) location.reload();
  });

  // What is being made is looked for again until it is there.
  if (document.querySelector("[data-making]")) setTimeout(function () { location.reload(); }, 3000);

  // Whoever is signed in here frees what other tabs could not send while nobody was.
  if (document.querySelector('form[action$="/salir"]')) {
    try { window.localStorage.setItem("puente-entro", String(Date.now())); } catch (problem) { /* they try again by themselves */ }
  }

  // Panels that are open on a wide screen only.
  document.querySelectorAll("details[data-wide-open]").forEach(function (panel) {
    panel.open = window.matchMedia("(min-width: 62rem)").matches;
  });
})();
