// The board by mouse and by keys: both press the form of the card, which works without this file.
(function () {
  "use strict";
  var board = document.querySelector("[data-board]");
  var help = document.querySelector("[data-board-help]");
  if (!board || !help) return;
  help.hidden = false;
  var dragged = null;

  function cards(scope) {
    return Array.prototype.slice.call((scope || board).querySelectorAll("[data-pursuit]"));
  }
  function choice(card, stage) {
    return card.querySelector('[data-move] option[value="' + stage + '"]');
  }
  function reveal(card) {
    card.querySelector("details").open = true;
    card.querySelector("[data-move] select").focus();
  }
  function moveTo(card, stage) {
    var form = card.querySelector("[data-move]");
    form.elements.to.value = stage;
    var why = form.elements.end_reason;
    if (why && (stage === "lost" || stage === "discarded")) {
      // An ending says why: the card opens where that is asked.
      setTimeout(function () { reveal(card); why.focus(); });
    } else {
      form.requestSubmit();
    }
  }

  cards().forEach(function (card) {
    card.draggable = true;
    card.addEventListener("dragstart", function (event) {
      dragged = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.dataset.pursuit);
      board.querySelectorAll("[data-column]").forEach(function (column) {
        column.classList.toggle("refuses", !choice(card, column.dataset.column));
      });
    });
    card.addEventListener("dragend", function () {
      dragged = null;
      board.querySelectorAll(".over, .refuses").forEach(function (column) {
        column.classList.remove("over", "refuses");
      });
    });
  });
  board.querySelectorAll("[data-column]").forEach(function (column) {
    column.addEventListener("dragover", function (event) {
      if (!dragged || !choice(dragged, column.dataset.column)) return;
      event.preventDefault();
      column.classList.add("over");
    });
    column.addEventListener("dragleave", function () { column.classList.remove("over"); });
    column.addEventListener("drop", function (event) {
      event.preventDefault();
      if (dragged && dragged.dataset.stage !== column.dataset.column) {
        moveTo(dragged, column.dataset.column);
      }
    });
  });

  // Arrows go from card to card and from column to column; M opens the form of the card.
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, summary")) return;
    var card = event.target.closest("[data-pursuit]");
    if (!card) return;
    var column = card.closest("[data-column]"), inside = cards(column), at = inside.indexOf(card);
    var target = null;
    if (event.key === "ArrowDown") target = inside[at + 1];
    else if (event.key === "ArrowUp") target = inside[at - 1];
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      var step = event.key === "ArrowRight" ? "nextElementSibling" : "previousElementSibling";
      var next = column[step];
      while (next && !cards(next).length) next = next[step];
      if (next) target = cards(next)[Math.min(at, cards(next).length - 1)];
    } else if (event.key.toLowerCase() === "m") {
      event.preventDefault();
      reveal(card);
      return;
    } else {
      return;
    }
    event.preventDefault();
    if (target) {
      target.querySelector("a").focus({ preventScroll: true });
      target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
})();
