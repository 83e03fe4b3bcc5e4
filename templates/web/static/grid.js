// A table of the wizard as a spreadsheet: keys, a block from Excel, rows that refer to rows, sums.
(function () {
  "use strict";
  var rows = window.puenteRows;
  if (!rows) return; // only read
  var words = rows.words;
  var MOST = 500;

  function cells(row) { return Array.from(row.querySelectorAll("td:not(.cell-tools) input,td:not(.cell-tools) select,td:not(.cell-tools) textarea")); }
  function below(row, by) {
    var next = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    while (next && !next.matches("[data-unit]")) next = by < 0 ? next.previousElementSibling : next.nextElementSibling;
    return next;
  }
  function go(input) {
    if (!input) return false;
    input.focus();
    if (input.select && input.type !== "date") input.select();
    return true;
  }
  function vertical(input, by, grows) {
    var row = input.closest("tr");
    var place = cells(row).indexOf(input);
    var next = below(row, by);
    if (!next && grows && Object.keys(rows.valueOf(row)).length) next = rows.add(row.closest("[data-rows]"));
    return next ? go(cells(next)[place]) : false;
  }
  function sideways(input, by) {
    var all = cells(input.closest("tr"));
    return go(all[all.indexOf(input) + by]);
  }
  function edited(row) {
    rows.changed(row);
    rows.renumber(row.closest("[data-list]"));
  }

  // Keys as Excel has them. A list and a date keep what the browser does with up and down.
  function key(event) {
    var input = event.target;
    if (!input.matches("td input,td select,td textarea") || input.closest(".cell-tools")) return;
    var act = acts(event, input);
    if (act && act() !== false) event.preventDefault();
  }
  function acts(event, input) {
    var row = input.closest("tr");
    var text = input.tagName === "TEXTAREA";
    var line = input.tagName === "INPUT" && input.type === "text";
    var ctrl = event.ctrlKey || event.metaKey;
    if (event.altKey && event.shiftKey && /^Arrow(Up|Down)$/.test(event.key)) {
      return function () { rows.move(row, event.key === "ArrowUp" ? -1 : 1); input.focus(); };
    }
    if (ctrl && event.key.toLowerCase() === "d") return function () { fillDown(input); };
    if (ctrl && event.key.toLowerCase() === "z" && last) return function () { takeBack(); };
    if (event.altKey || ctrl) return null;
    if (event.key === "Enter" && !text) return function () { vertical(input, event.shiftKey ? -1 : 1, !event.shiftKey); };
    if (event.key === "Escape") return function () { restore(input); };
    if (line && event.key === "ArrowUp") return function () { vertical(input, -1); };
    if (line && event.key === "ArrowDown") return function () { vertical(input, 1); };
    if (event.shiftKey || input.type === "date") return null;
    if (event.key === "ArrowLeft" && (input.tagName === "SELECT" || atEnd(input, 0))) return function () { return sideways(input, -1); };
    if (event.key === "ArrowRight" && (input.tagName === "SELECT" || atEnd(input, input.value.length))) return function () { return sideways(input, 1); };
    return null;
  }
  function atEnd(input, place) {
    var all = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    return all || (input.selectionStart === place && input.selectionEnd === place);
  }
  function fillDown(input) {
    var row = input.closest("tr");
    var above = below(row, -1);
    if (!above) return;
    rows.fill(input, cells(above)[cells(row).indexOf(input)].value);
    edited(row);
  }
  var entered = { input: null, value: "" };
  function restore(input) {
    if (entered.input !== input || input.value === entered.value) return;
    rows.fill(input, entered.value);
    edited(input.closest("tr"));
  }

  // A block as Excel copies it: quotes are only about a cell that holds a tab or a line break.
  function block(text) {
    var quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
    var bare = /[^\t\n]*/y;
    var found = [[]];
    var at = 0;
    text = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    for (;;) {
      quoted.lastIndex = bare.lastIndex = at;
      var match = quoted.exec(text);
      if (match && /[\t\n]/.test(match[1])) {
        found[found.length - 1].push(match[1].replaceAll('""', '"'));
        at = quoted.lastIndex;
      } else {
        found[found.length - 1].push(bare.exec(text)[0]);
        at = bare.lastIndex;
      }
      if (at >= text.length) return found;
      if (text[at] === "\n") found.push([]);
      at += 1;
    }
  }
  function plain(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/\s+/g, " ").trim(); }
  function settle(input, text) {
    if (input.tagName === "SELECT") {
      var wanted = plain(text);
      var option = Array.from(input.options).find(function (o) {
        return o.value && (plain(o.text) === wanted || input.dataset.ref && (o.text.split(".")[0] === wanted || plain(o.text.replace(/^\d+\. /, "")) === wanted));
      });
      rows.fill(input, option ? option.value : text.trim());
    } else if (input.type === "date") {
      var day = /^(\d{1,2})[\/.-](\d{1,2})[\/.-](\d{4})$/.exec(text.trim());
      rows.fill(input, day ? day[3] + "-" + day[2].padStart(2, "0") + "-" + day[1].padStart(2, "0") : text.trim());
      if (text && !input.value) { input.type = "text"; input.value = text.trim(); } // no day of the calendar
    } else {
      input.value = input.tagName === "TEXTAREA" ? text : text.replaceAll("\n", " ");
    }
  }
  var last = null; // the latest paste: what stood there before
  function paste(event) {
    var input = event.target;
    if (!input.matches("td input,td select,td textarea")) return;
    var text = event.clipboardData.getData("text/plain");
    var found = block(text);
    var single = found.length === 1 && found[0].length === 1;
    if (single && input.tagName !== "SELECT" || !text) return; // the browser's own paste
    if (input.tagName === "TEXTAREA" && !text.includes("\t")) return; // prose of several lines
    event.preventDefault();
    var section = input.closest("[data-rows]");
    var row = input.closest("tr");
    var first = cells(row).indexOf(input);
    var widest = Math.max.apply(null, found.map(function (one) { return one.length; }));
    if (first + widest > cells(row).length || found.length > MOST) { say(section, words.beyond); return; }
    last = { section: section, before: [], added: [] };
    var count = 0;
    found.forEach(function (one, place) {
      if (place) {
        var next = below(row, 1);
        if (!next) { next = rows.add(section); last.added.push(next); }
        row = next;
      }
      if (last.added.indexOf(row) < 0) last.before.push([row, rows.valueOf(row)]);
      one.forEach(function (cell, n) { settle(cells(row)[first + n], cell); count += 1; });
      rows.changed(row);
    });
    rows.renumber(row.closest("[data-list]"));
    say(section, words.pasted.replace("{cells}", count).replace("{rows}", found.length), takeBack);
  }
  function takeBack() {
    var done = last;
    last = null;
    done.before.forEach(function (one) { rows.put(one[0], one[1]); rows.changed(one[0]); });
    done.added.forEach(function (row) { rows.remove(row); });
    done.section.querySelectorAll("td.gone").forEach(function (told) { told.parentNode.remove(); });
    rows.renumber(done.section.querySelector("[data-list]"));
    say(done.section, words.undone);
    if (done.before.length) go(cells(done.before[0][0])[0]);
  }
  function say(section, text, undo) {
    var place = section.querySelector("[data-pasted]");
    place.textContent = text + " ";
    if (undo) rows.choice(place, words.undo, function () { if (last) undo(); });
  }

  function duplicate(row) {
    var twin = rows.add(row.closest("[data-rows]"), null, row);
    if (Number(row.dataset.version)) twin.dataset.after = row.dataset.row;
    rows.put(twin, rows.valueOf(row));
    edited(twin);
    row.querySelector(".row-menu").open = false;
    go(cells(twin)[0]);
    rows.tell(twin, words.copied_row);
  }

  // Whoever refers to a row sees its number and its words as they are now.
  function relist(name) {
    if (!document.querySelector('[data-rows="' + name + '"]')) return; // of another step: as it came
    var there = [];
    document.querySelectorAll('[data-rows="' + name + '"] [data-list] > [data-unit]').forEach(function (row) {
      var number = row.querySelector("[data-number]").textContent;
      var telling = Array.from(row.querySelectorAll("[data-telling]")).find(function (i) { return i.value.trim(); });
      if (number) there.push([row.dataset.row, number + ". " + (telling ? telling.value.trim().slice(0, 80) : "")]);
    });
    document.querySelectorAll('select[data-ref="' + name + '"]').forEach(function (list) {
      var value = list.value;
      var was = list.selectedOptions[0] ? list.selectedOptions[0].text : "";
      var known = there.find(function (one) { return one[0] === value; });
      var kinds = list.querySelector("optgroup"); // what may stand there without naming a row
      var options = [new Option(words.none, "")].concat(there.map(function (one) { return new Option(one[1], one[0]); }));
      if (value && !known && !(kinds && Array.from(kinds.children).some(function (o) { return o.value === value; }))) {
        var text = was.indexOf(words.gone) === 0 || !/^\d+\. /.test(was) ? was : words.gone + ": «" + was.replace(/^\d+\. /, "") + "»";
        options.push(new Option(text, value));
      }
      list.replaceChildren.apply(list, kinds ? options.concat(kinds) : options);
      list.value = value;
    });
  }
  document.addEventListener("puente:rows", function (event) {
    var section = event.target.closest("[data-rows]");
    var names = new Set([section.dataset.rows]);
    // A row just added comes with the list as it was when the page was made.
    section.querySelectorAll("select[data-ref]").forEach(function (list) { names.add(list.dataset.ref); });
    names.forEach(relist);
  });

  // Sums come from the server, which alone reads the figures.
  var sums = document.querySelector("[data-sums]");
  var timer = 0;
  function recount() {
    fetch(sums.dataset.url, { credentials: "same-origin", headers: { Accept: "application/json" } }).then(function (response) {
      return response.ok ? response.json() : null;
    }).then(function (said) {
      if (!said) return;
      var open = Array.from(sums.querySelectorAll("details[open]")).map(function (d) { return d.dataset.keep; });
      sums.innerHTML = said.table;
      sums.querySelectorAll("details").forEach(function (d) { d.open = open.indexOf(d.dataset.keep) >= 0; });
      document.querySelectorAll("[data-total]").forEach(function (cell) {
        cell.textContent = said.totals[cell.closest("[data-unit]").dataset.row] || "";
      });
    }).catch(function () { /* they follow with the next save */ });
  }
  document.addEventListener("puente:saved", function (event) {
    if (!sums || ["presupuesto", "fuentes", "moneda"].indexOf(event.target.dataset.field) < 0) return;
    clearTimeout(timer);
    timer = setTimeout(recount, 250);
  });

  document.querySelectorAll("[data-grid]").forEach(function (section) {
    section.addEventListener("keydown", key);
    section.addEventListener("paste", paste);
    section.addEventListener("focusin", function (event) {
      entered = { input: event.target, value: event.target.value };
    });
    section.addEventListener("click", function (event) {
      var button = event.target.closest("[data-duplicate]");
      if (!button) return;
      event.preventDefault();
      duplicate(button.closest("tr"));
    });
    drag(section);
  });
  // By mouse too: a row is taken by its number.
  function drag(section) {
    var taken = null;
    section.addEventListener("pointerdown", function (event) {
      var head = event.target.closest("tbody th");
      if (head) head.draggable = true;
    });
    section.addEventListener("dragstart", function (event) {
      var head = event.target.closest && event.target.closest("tbody th");
      if (!head) return;
      taken = head.closest("tr");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    section.addEventListener("dragover", function (event) { if (taken) event.preventDefault(); });
    section.addEventListener("drop", function (event) {
      var row = event.target.closest("tr[data-unit]");
      if (!taken || !row) return;
      event.preventDefault();
      var all = Array.from(row.parentNode.querySelectorAll("[data-unit]"));
      rows.move(taken, all.indexOf(row) - all.indexOf(taken));
      taken = null;
    });
    section.addEventListener("dragend", function () { taken = null; });
  }
})();
