// The wizard saves by itself: a field or a row at a time, kept in this browser until it arrived.
(function () {
  "use strict";

  // How long a text is, as proposals/counting.py counts it.
  var WORD = /[^\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  function count(text, unit) {
    var normal = text.replace(/\r\n?/g, "\n").normalize("NFC");
    if (unit === "characters") return Array.from(normal).length;
    var words = normal.match(WORD) || [];
    if (unit === "characters-no-spaces") return Array.from(words.join("")).length;
    return unit === "pages" ? Math.ceil(words.length / 500) : words.length;
  }
  window.puenteCount = count;

  // Who else has it open: told while the page is looked at, idle after ten minutes, never a lock.
  var here = document.querySelector("[data-presence]");
  var touched = Date.now();
  function ping() {
    if (document.hidden || Date.now() - touched > 25 * 60000) return;
    fetch(here.dataset.url, {
      method: "PUT", credentials: "same-origin",
      headers: { "Content-Type": "application/json", "Accept": "application/json" },
      body: JSON.stringify({ step: here.dataset.step, idle: Date.now() - touched > 10 * 60000 })
    }).then(function (response) { return response.ok ? response.json() : null; }).then(function (said) {
      if (!said) return;
      var text = [said.closed, said.others].filter(Boolean).join(" ");
      if (here.textContent !== text) here.textContent = text;
      here.hidden = !text;
    }).catch(function () { /* without network nobody is seen, and nothing is lost */ });
  }
  if (here) {
    ["input", "pointerdown", "keydown"].forEach(function (name) {
      document.addEventListener(name, function () { touched = Date.now(); }, { passive: true });
    });
    document.addEventListener("visibilitychange", ping);
    setInterval(ping, 20000);
    ping();
  }

  var form = document.querySelector("form[data-wizard]");
  if (!form) return;
  var words = JSON.parse(form.dataset.words);
  var prefix = "puente:" + form.dataset.user + ":" + form.dataset.draft + ":";
  var page = newId(); // two tabs on one field never write over each other's words
  var library = form.querySelector("[data-blocks]");
  var WAITS = [2, 4, 8, 16, 32];
  var pageStatus = form.querySelector("[data-page-status]");
  var lines = new Map(); // unit → what is going on with it
  form.classList.add("scripted");
  form.querySelectorAll("[data-add]").forEach(function (b) { b.hidden = false; });

  function newId() {
    var bytes = crypto.getRandomValues(new Uint8Array(6));
    return Array.from(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
  }
  function place(unit) { return unit.dataset.field + ":" + unit.dataset.row; }
  function key(unit) { return prefix + page + ":" + place(unit); }
  function same(a, b) { return JSON.stringify(a) === JSON.stringify(b); }

  function columnOf(input) { return input.name.split("-").pop(); }
  // What is no part of the answer: hidden, of a plain form, or of a question about it.
  function apart(input) { return input.type === "hidden" || !!input.closest("[data-plain],.clash,.picker"); }
  function valueOf(unit) {
    var inputs = Array.from(unit.querySelectorAll("input,select,textarea")).filter(function (i) {
      return !apart(i);
    });
    if (unit.dataset.row) {
      var row = {};
      inputs.forEach(function (i) { if (i.value) row[columnOf(i)] = i.value; });
      return row;
    }
    if (inputs.length && inputs[0].type === "checkbox") {
      return inputs.filter(function (i) { return i.checked; }).map(function (i) { return i.value; });
    }
    if (inputs.length && inputs[0].type === "radio") {
      var chosen = inputs.find(function (i) { return i.checked; });
      return chosen ? chosen.value : "";
    }
    return inputs.length ? inputs[0].value : "";
  }
  function put(unit, value) {
    unit.querySelectorAll("input,select,textarea").forEach(function (i) {
      if (apart(i)) return;
      if (unit.dataset.row) fill(i, (value || {})[columnOf(i)] || "");
      else if (i.type === "checkbox") i.checked = (value || []).indexOf(i.value) >= 0;
      else if (i.type === "radio") i.checked = i.value === value;
      else i.value = value || "";
    });
    recount(unit);
  }

  // A list holds whatever was chosen or pasted, also what is not (or no longer) among its options.
  function fill(input, text) {
    if (input.tagName === "SELECT" && text && !Array.from(input.options).some(function (o) { return o.value === text; })) {
      input.append(new Option(text, text));
    }
    if (input.type === "date" && text && !/^\d{4}-\d{2}-\d{2}$/.test(text)) input.type = "text";
    input.value = text;
  }

  function tell(unit, text, tone) {
    var place = unit.querySelector("[data-status]");
    if (place) {
      place.textContent = text;
      place.className = "saved " + (tone || "");
      if (unit.tagName === "TR" && !tone && text) place.className += " fine";
    }
    pageStatus.textContent = text;
    pageStatus.className = "page-status " + (tone || "");
  }
  // The copy in this browser; where it may not be kept (full, forbidden) the page holds it itself.
  var memory = new Map();
  function store(act) { try { return act(window.localStorage); } catch (problem) { return null; } }
  function keep(unit, entry) {
    memory.set(unit, entry);
    var text = JSON.stringify(entry);
    unit.unkept = store(function (s) { s.setItem(key(unit), text); return s.getItem(key(unit)) === text; }) !== true;
  }
  function kept(unit) { return memory.get(unit) || null; }
  function forget(unit) {
    memory.delete(unit);
    unit.unkept = false;
    store(function (s) { s.removeItem(key(unit)); });
  }
  function drop(unit, sent) {
    var now = kept(unit);
    if (now && now.operation === sent.operation) forget(unit);
  }
  function line(unit) {
    if (!lines.has(unit)) lines.set(unit, { busy: false, again: false, tries: 0, timer: 0 });
    return lines.get(unit);
  }

  // Written here first, then sent; one request per unit, later words wait for it.
  function changed(unit, deleted) {
    var state = line(unit);
    var before = kept(unit);
    var entry = { value: valueOf(unit), base: Number(unit.dataset.version), operation: newId(), deleted: !!deleted };
    // What is on its way: if only its answer is lost, our own words must not look like another's.
    if (unit.dataset.after) entry.after = unit.dataset.after;
    entry.parent = state.busy ? state.sent : before ? before.parent : undefined;
    keep(unit, entry);
    if (unit.unkept) tell(unit, words.unkept, "trouble");
    clearTimeout(state.timer);
    state.timer = setTimeout(function () { send(unit); }, 700);
  }
  function address(unit) {
    var url = form.dataset.url + "/respuestas/" + unit.dataset.field;
    return unit.dataset.row ? url + "/" + unit.dataset.row : url;
  }
  function request(unit, entry, leaving) {
    return fetch(address(unit), {
      method: "PUT", credentials: "same-origin", keepalive: !!leaving,
      headers: { "Content-Type": "application/json", "Accept": "application/json", "If-Match": '"' + entry.base + '"' },
      body: JSON.stringify({ value: entry.value, operation: entry.operation, deleted: entry.deleted, after: entry.after })
    });
  }
  function send(unit, leaving) {
    var state = line(unit);
    var entry = kept(unit);
    clearTimeout(state.timer);
    if (!entry || unit.querySelector(".clash")) return;
    if (state.busy && !leaving) { state.again = true; return; }
    state.busy = true;
    state.sent = entry.value;
    entry.base = Number(unit.dataset.version);
    if (!unit.unkept) tell(unit, words.saving, "busy");
    request(unit, entry, leaving).then(function (response) {
      return response.json().then(function (said) { arrived(unit, entry, response.status, said); });
    }).catch(function () { later(unit, unit.unkept ? words.unkept : words.local); }).then(function () {
      state.busy = false;
      if (state.again) { state.again = false; send(unit); }
    });
  }
  function arrived(unit, entry, status, said) {
    if (status === 200) {
      line(unit).tries = 0;
      unit.dataset.version = said.version;
      var base = unit.querySelector("[data-base]");
      if (base) base.value = said.version;
      if (said.value) join(unit, entry.value, said.value);
      drop(unit, entry);
      var origin = unit.querySelector("[data-origin]");
      if (origin) origin.remove();
      tell(unit, words.saved + " " + said.saved_at);
      if (unit.closest("[data-grid]")) flag(unit, said.problems || {});
      unit.dispatchEvent(new CustomEvent("puente:saved", { bubbles: true }));
    } else if (status === 412) {
      clash(unit, said);
    } else if (status === 401) {
      ended(unit);
    } else if (status >= 500) {
      later(unit, unit.unkept ? words.unkept : words.local);
    } else {
      tell(unit, (said && said.error) || words.refused, "trouble");
    }
  }
  // What cannot be read is asked at once in a grid, beside its cell.
  function flag(unit, problems) {
    unit.querySelectorAll("td input,td select,td textarea").forEach(function (i) {
      if (i.closest("[data-plain]")) return;
      var text = problems[columnOf(i)];
      var told = document.getElementById(i.id + "-error");
      i.closest("td").classList.toggle("wrong", !!text);
      if (!text) {
        if (told) told.remove();
        i.removeAttribute("aria-invalid");
        i.removeAttribute("aria-describedby");
        return;
      }
      if (!told) {
        told = document.createElement("p");
        told.className = "error";
        told.id = i.id + "-error";
        i.after(told);
      }
      told.textContent = text;
      i.setAttribute("aria-invalid", "true");
      i.setAttribute("aria-describedby", told.id);
    });
  }
  // Somebody else changed other cells of this row: theirs are put in, what is being typed stays.
  function join(unit, sent, whole) {
    unit.querySelectorAll("input,select,textarea").forEach(function (i) {
      if (apart(i)) return;
      var column = columnOf(i);
      if (i.value === (sent[column] || "")) fill(i, whole[column] || "");
    });
    var now = kept(unit);
    if (now && now.operation !== undefined && typeof now.value === "object") now.value = valueOf(unit);
  }
  function later(unit, text) {
    var state = line(unit);
    tell(unit, text, "trouble");
    clearTimeout(state.timer);
    state.timer = setTimeout(function () { send(unit); }, 1000 * WAITS[Math.min(state.tries++, WAITS.length - 1)]);
  }
  function ended(unit) {
    later(unit, words.ended);
    if (pageStatus.querySelector("a")) return;
    var link = document.createElement("a");
    link.href = form.dataset.signIn;
    link.target = "_blank";
    link.textContent = words.enter;
    pageStatus.append(" ", link);
  }

  // Two versions: both are shown, the person decides, the other stays in the history.
  function clash(unit, said) {
    tell(unit, words.conflict, "trouble");
    var box = document.createElement("div");
    box.className = "clash";
    box.setAttribute("role", "alert");
    var title = document.createElement("p");
    title.innerHTML = "<strong></strong>";
    title.firstChild.textContent = said.by ? said.by + " " + words.other + " (" + said.at + ")" : words.conflict;
    var label = document.createElement("p");
    label.textContent = words.their_text;
    var theirs = document.createElement("p");
    theirs.className = "pre";
    theirs.textContent = readable(unit, said.theirs);
    box.append(title, label, theirs);
    var actions = document.createElement("p");
    actions.className = "actions";
    // Read at the click: who goes on typing while this shows loses nothing.
    choice(actions, words.mine, function () { settle(unit, box, said, valueOf(unit)); });
    choice(actions, words.theirs, function () { settle(unit, box, said, said.theirs); });
    if (!unit.dataset.row && unit.querySelector("textarea")) {
      choice(actions, words.join, function () { settle(unit, box, said, said.theirs + "\n\n" + valueOf(unit)); });
    }
    box.append(actions);
    (unit.querySelector("[data-box]") || unit).append(box);
    box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function choice(place, text, act) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-small";
    button.textContent = text;
    button.addEventListener("click", act);
    place.append(button, " ");
  }
  function settle(unit, box, said, value) {
    box.remove();
    unit.dataset.version = said.version;
    var base = unit.querySelector("[data-base]");
    if (base) base.value = said.version;
    put(unit, value);
    if (same(value, said.theirs)) {
      forget(unit);
      tell(unit, words.saved);
    } else {
      changed(unit);
    }
  }
  function readable(unit, value) {
    if (value && typeof value === "object" && !Array.isArray(value)) {
      return Object.keys(value).map(function (k) {
        var list = Array.from(unit.querySelectorAll("select")).find(function (s) { return columnOf(s) === k; });
        var option = list && Array.from(list.options).find(function (o) { return o.value === value[k]; });
        return option ? option.text : value[k];
      }).join("\n");
    }
    return Array.isArray(value) ? value.join(", ") : value || "–";
  }

  // Counters follow every key; a screen reader hears them after a pause.
  function recount(unit) {
    var counter = unit.querySelector("[data-counter]");
    var input = unit.querySelector("textarea,input[type=text]");
    if (!counter || !input) return;
    var length = count(input.value, counter.dataset.unit);
    counter.querySelector("[data-count]").textContent = length;
    counter.classList.toggle("over", !!counter.dataset.most && length > Number(counter.dataset.most));
  }

  // Rows: added, moved, removed and brought back.
  function renumber(list) {
    var last = 0;
    list.querySelectorAll("[data-unit]").forEach(function (row) {
      var says = Object.keys(valueOf(row)).length > 0;
      row.querySelector("[data-number]").textContent = says ? ++last : "";
    });
    list.dispatchEvent(new CustomEvent("puente:rows", { bubbles: true }));
  }
  function add(rows, id, below) {
    var holder = document.createElement("template"); // which holds a row of a table too
    holder.innerHTML = rows.querySelector("[data-template]").innerHTML.replaceAll("__fila__", id || newId());
    var row = document.importNode(holder.content, true).querySelector("[data-unit]");
    var list = rows.querySelector("[data-list]");
    list.insertBefore(row, below ? below.nextElementSibling : null);
    ready(row);
    renumber(list);
    return row;
  }
  function remove(unit) {
    var list = unit.closest("[data-list]");
    if (Number(unit.dataset.version) === 0 && !kept(unit)) { unit.remove(); renumber(list); return; }
    changed(unit, true);
    send(unit);
    var note = document.createElement(unit.tagName === "TR" ? "tr" : "p");
    var told = note.tagName === "TR" ? note.appendChild(document.createElement("td")) : note;
    if (told !== note) told.colSpan = unit.cells.length;
    told.className = "gone";
    told.append(words.removed + " ");
    choice(told, words.undo, function () {
      note.replaceWith(unit);
      changed(unit);
      renumber(list);
      unit.querySelector("input:not([type=hidden]),select,textarea").focus();
    });
    unit.replaceWith(note);
    note.querySelector("button").focus();
    renumber(list);
  }
  function move(unit, by) {
    var list = unit.closest("[data-list]");
    var all = Array.from(list.querySelectorAll("[data-unit]"));
    var place = all.indexOf(unit);
    var other = all[place + by];
    var between = all.slice(Math.min(place, place + by), Math.max(place, place + by) + 1);
    if (!by || !other || !between.every(function (row) { return Number(row.dataset.version); })) return;
    list.insertBefore(unit, by < 0 ? other : other.nextElementSibling);
    renumber(list);
    tell(unit, words.moved);
    var body = new FormData();
    body.append("by", by);
    body.append("csrf_token", form.querySelector("[name=csrf_token]").value);
    fetch(form.dataset.url + "/filas/" + unit.dataset.field + "/" + unit.dataset.row, { method: "POST", body: body, credentials: "same-origin" }).then(function (response) {
      if (!response.ok) throw new Error(response.status);
      unit.dispatchEvent(new CustomEvent("puente:saved", { bubbles: true }));
    }).catch(function () { // it stands where the server has it
      list.insertBefore(unit, all[place + 1] || null);
      renumber(list);
      tell(unit, words.refused, "trouble");
    });
  }

  function edited(unit) {
    recount(unit);
    changed(unit);
    if (unit.dataset.row) renumber(unit.closest("[data-list]"));
  }
  function ready(unit) {
    var removing = unit.querySelector("[data-remove]");
    if (removing) {
      removing.hidden = false;
      removing.addEventListener("click", function () { remove(unit); });
    }
    unit.querySelectorAll("[data-move]").forEach(function (button) {
      button.addEventListener("click", function (event) {
        event.preventDefault();
        move(unit, Number(button.dataset.move));
        button.focus();
      });
    });
    unit.querySelectorAll("textarea").forEach(function (box) {
      box.addEventListener("focus", function () { unit.lastBox = box; });
    });
    var inserting = unit.querySelector("[data-insert]");
    if (inserting && library) {
      inserting.hidden = false;
      inserting.addEventListener("click", function () { offerBlocks(unit, inserting); });
    }
    var copying = unit.querySelector("[data-copy]");
    if (copying && navigator.clipboard) {
      copying.hidden = false;
      copying.addEventListener("click", function () {
        navigator.clipboard.writeText(valueOf(unit)).then(function () { tell(unit, words.copied); });
      });
    }
    unit.addEventListener("input", function (event) {
      if (event.target.closest(".clash,.picker,[data-plain]")) return;
      edited(unit);
    });
    unit.addEventListener("focusout", function () { if (kept(unit)) send(unit); });
  }
  form.querySelectorAll("[data-unit]").forEach(ready);
  form.querySelectorAll("[data-rows]").forEach(function (rows) {
    var button = rows.querySelector("[data-add]");
    if (button) button.addEventListener("click", function () {
      add(rows).querySelector("input:not([type=hidden]),select,textarea").focus();
    });
  });

  window.puenteRows = {
    add: add, changed: changed, valueOf: valueOf, put: put, remove: remove, move: move,
    renumber: renumber, fill: fill, tell: tell, choice: choice, words: words, form: form
  };

  // A text of the library, put in where the cursor is.
  function offerBlocks(unit, button) {
    var old = unit.querySelector(".picker");
    if (old) { old.remove(); return; }
    var picker = document.createElement("p");
    picker.className = "picker";
    var list = library.querySelector("[name=bloque]").cloneNode(true);
    list.removeAttribute("id");
    list.removeAttribute("name");
    list.setAttribute("aria-label", library.querySelector("label").textContent);
    picker.append(list, " ");
    choice(picker, words.insert, function () {
      var asked = library.dataset.url + "/" + list.value + "/texto?idioma=" + library.dataset.language;
      fetch(asked, { credentials: "same-origin", headers: { Accept: "application/json" } }).then(function (response) {
        if (!response.ok) throw new Error(response.status);
        return response.json();
      }).then(function (said) {
        var box = unit.lastBox || unit.querySelector("textarea");
        box.setRangeText(said.text, box.selectionStart, box.selectionEnd, "end");
        picker.remove();
        box.focus();
        recount(unit);
        changed(unit);
      }).catch(function () { tell(unit, words.refused, "trouble"); });
    });
    button.parentNode.after(picker);
    list.focus();
  }
  // What did not arrive last time: equal → forgotten; on the same version → sent; else both shown.
  function recover(unit, entry) {
    if (same(entry.value, valueOf(unit)) && !entry.deleted) return;
    if (entry.base === Number(unit.dataset.version) || same(entry.parent, valueOf(unit))) {
      keep(unit, entry);
      if (entry.deleted) { remove(unit); return; }
      put(unit, entry.value);
      send(unit);
    } else {
      keep(unit, entry);
      askAbout(unit, entry);
    }
  }
  // Written on an older version: perhaps it arrived and only its answer was lost, which the server knows.
  function askAbout(unit, entry) {
    var now = { theirs: valueOf(unit), version: Number(unit.dataset.version), by: "", at: "" };
    request(unit, entry).then(function (response) {
      return response.json().then(function (said) {
        if (response.status === 200) {
          unit.dataset.version = said.version;
          if (said.value && kept(unit) === entry) put(unit, said.value);
          drop(unit, entry);
          return;
        }
        bothShown(unit, entry, response.status === 412 ? said : now);
      });
    }).catch(function () { bothShown(unit, entry, now); });
  }
  function bothShown(unit, entry, said) {
    if (kept(unit) === entry) put(unit, entry.value);
    else said = { theirs: entry.value, version: said.version, by: "", at: "" }; // typed on meanwhile
    clash(unit, said);
  }
  // Words of pages that are gone are taken over, one after the other; another open tab keeps its own.
  function takeOver(alive) {
    var waiting = false;
    var found = store(function (s) {
      return Object.keys(s).filter(function (name) { return name.indexOf(prefix) === 0; }).sort();
    }) || [];
    found.forEach(function (name) {
      var parts = name.slice(prefix.length).split(":");
      if (parts.length === 2) parts.unshift(""); // kept by an earlier Puente
      if (parts[0] === page) return;
      if (alive.indexOf(prefix + parts[0]) >= 0) { waiting = true; return; } // it may be closing
      var unit = form.querySelector('[data-unit][data-field="' + parts[1] + '"][data-row="' + parts[2] + '"]');
      var entry = store(function (s) { return JSON.parse(s.getItem(name)); });
      var rows = form.querySelector('[data-rows="' + parts[1] + '"]');
      if (!unit && rows && parts[2] && entry && !entry.deleted) {
        unit = add(rows, parts[2]);
        unit.dataset.version = entry.base;
      }
      if (!unit) return; // of another step
      if (kept(unit)) { waiting = true; return; }
      store(function (s) { s.removeItem(name); });
      if (entry) recover(unit, entry);
    });
    if (waiting) setTimeout(look, 2000);
  }
  // A page holds a lock for as long as it lives; without locks (plain http) it says so every second.
  function look() {
    if (navigator.locks) {
      navigator.locks.query().then(function (held) {
        takeOver(held.held.map(function (lock) { return lock.name; }));
      });
      return;
    }
    takeOver(store(function (s) {
      return Object.keys(s).filter(function (name) {
        return name.indexOf("vive:") === 0 && Date.now() - Number(s.getItem(name)) < 90000;
      }).map(function (name) { return name.slice(5); });
    }) || []);
  }
  if (navigator.locks) {
    navigator.locks.request(prefix + page, function () { return new Promise(function () {}); });
  } else {
    var mark = "vive:" + prefix + page;
    var beat = function () { store(function (s) { s.setItem(mark, Date.now()); }); };
    beat();
    setInterval(beat, 1000);
    window.addEventListener("pagehide", function () { store(function (s) { s.removeItem(mark); }); });
  }
  look();
  // What was typed before this script was here: nobody told it, so it looks.
  form.querySelectorAll("[data-unit]").forEach(function (unit) {
    if (!kept(unit) && Array.from(unit.querySelectorAll("input,select,textarea")).some(touchedAlready)) edited(unit);
  });
  function touchedAlready(input) {
    if (apart(input)) return false;
    if (input.type === "checkbox" || input.type === "radio") return input.checked !== input.defaultChecked;
    if (input.tagName !== "SELECT") return input.value !== input.defaultValue && !!(input.value || input.tagName === "TEXTAREA");
    var first = Array.from(input.options).findIndex(function (o) { return o.defaultSelected; });
    return input.selectedIndex > -1 && input.selectedIndex !== Math.max(first, 0);
  }

  function unsent() { return Array.from(form.querySelectorAll("[data-unit]")).filter(kept); }
  window.addEventListener("online", function () { unsent().forEach(function (unit) { send(unit); }); });
  window.addEventListener("focus", function () { unsent().forEach(function (unit) { send(unit); }); });
  window.addEventListener("pagehide", function () { unsent().forEach(function (unit) { send(unit, true); }); });
  window.addEventListener("beforeunload", function (event) {
    if (unsent().some(function (unit) { return unit.unkept; })) event.preventDefault();
  });
  // Whoever signs in again in another tab lands on a page that says so (puente.js).
  window.addEventListener("storage", function (event) {
    if (event.key === "puente-entro") unsent().forEach(function (unit) { send(unit); });
  });
  document.querySelectorAll('form[action$="/salir"]').forEach(function (out) {
    out.addEventListener("submit", function (event) {
      if (unsent().length && !window.confirm(words.leave)) event.preventDefault();
    });
  });
})();
