// Copies the text of an answer, as plain text; works with the keyboard, and says when it is done.
(function () {
  "use strict";
  if (!navigator.clipboard) return;
  var told = document.querySelector("[data-copied]");
  document.querySelectorAll("[data-copy-text]").forEach(function (button) {
    var text = document.getElementById(button.dataset.copyText);
    var name = button.innerHTML;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(text.textContent).then(function () {
        told.textContent = told.dataset.said;
        button.textContent = told.dataset.said;
        setTimeout(function () { button.innerHTML = name; told.textContent = ""; }, 2000);
      });
    });
  });
})();
