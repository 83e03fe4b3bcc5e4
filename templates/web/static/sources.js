// Tries the sources that are off one by one; each answers in words that stand in its row.
(function () {
  "use strict";
  var start = document.querySelector("[data-try-all]");
  if (!start) return;
  var status = document.querySelector("[data-try-status]");
  var bar = document.querySelector("[data-try-bar]");
  var token = document.querySelector("input[name=csrf_token]").value;
  var rows = Array.from(document.querySelectorAll("tr[data-try]"));
  var label = start.textContent;
  var going = false;
  start.hidden = false;
  document.querySelector("[data-try-hint]").hidden = false;

  function fill(text, values) {
    return text.replace(/%(n|all|title|good)\b/g, function (_, name) { return values[name]; });
  }

  async function tryOne(row) {
    row.closest("details").open = true;
    var cell = row.querySelector("[data-outcome]");
    try {
      var answer = await fetch(row.dataset.try, {
        method: "POST",
        headers: { "X-Requested-With": "fetch" },
        body: new URLSearchParams({ csrf_token: token }),
      });
      if (!answer.ok) throw new Error(answer.status);
      cell.innerHTML = await answer.text();
    } catch (error) {
      cell.textContent = start.dataset.failed;
    }
    return cell.querySelector("[data-good]") !== null;
  }

  start.addEventListener("click", async function () {
    if (going) { going = false; return; }
    going = true;
    start.textContent = start.dataset.stop;
    bar.hidden = false;
    bar.max = rows.length;
    var good = 0, n = 0;
    for (var row of rows) {
      if (!going) break;
      bar.value = n++;
      status.textContent = fill(start.dataset.going, { n: n, all: rows.length, title: row.dataset.title });
      if (await tryOne(row)) good++;
    }
    going = false;
    bar.hidden = true;
    start.textContent = label;
    status.textContent = fill(start.dataset.done, { good: good, all: n });
    if (good) location.reload();
  });
})();
