// Live updates, keyboard and small conveniences. Every page works without this file.
(() => {
  "use strict";

  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const csrf = () => one('meta[name="csrf"]')?.content ?? "";
  const newsBar = one("[data-news]");
  const page = one("[data-page]")?.dataset.page ?? "";

  // Times: relative for the eye, the viewer's own zone on hover.
  const span = (seconds) => {
    if (seconds < 60) return `${Math.floor(seconds)} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
    if (seconds < 86400) return `${Math.floor(seconds / 3600)} h`;
    return `${Math.floor(seconds / 86400)} d`;
  };
  const refreshTimes = (from = document) => {
    const now = Date.now();
    for (const time of all("time[datetime]", from)) {
      const at = Date.parse(time.dateTime);
      if (Number.isNaN(at)) continue;
      const seconds = (now - at) / 1000;
      const words = Math.abs(seconds) < 1 ? "just now"
        : seconds < 0 ? `in ${span(-seconds)}` : `${span(seconds)} ago`;
      if (time.textContent !== words) time.textContent = words;
      if (!time.dataset.local) {
        time.dataset.local = "1";
        time.title = new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" });
      }
    }
  };

  // Copying.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      const area = document.createElement("textarea");
      area.value = button.dataset.copy;
      area.className = "hidden";
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.classList.add("copied");
    const label = button.getAttribute("aria-label");
    button.setAttribute("aria-label", "Copied");
    setTimeout(() => {
      button.classList.remove("copied");
      button.setAttribute("aria-label", label);
    }, 1500);
  });

  // Menus close when something else is chosen.
  document.addEventListener("click", (event) => {
    for (const menu of all("details[data-menu][open], details.account[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // The theme changes at once; the form remembers it.
  one("[data-theme-form]")?.addEventListener("submit", async (event) => {
    const choice = event.submitter?.value;
    if (!choice) return;
    event.preventDefault();
    document.documentElement.dataset.theme = choice;
    for (const button of all("[data-theme-form] button")) {
      button.setAttribute("aria-pressed", String(button.value === choice));
    }
    const body = new URLSearchParams(new FormData(event.target));
    body.set("theme", choice);
    await fetch(event.target.action, { method: "POST", body, redirect: "manual" });
  });

  // A notice is said once; reloading does not repeat it.
  const address = new URL(location.href);
  if (address.searchParams.has("notice")) {
    address.searchParams.delete("notice");
    history.replaceState(history.state, "", address);
  }
  one("[data-focus]")?.focus();

  // Lists: more rows, new rows, changed rows.
  const loadMore = async (link) => {
    link.setAttribute("aria-busy", "true");
    const answer = await fetch(link.href, { headers: { accept: "text/html" } });
    link.removeAttribute("aria-busy");
    if (!answer.ok) {
      location.href = link.href;
      return;
    }
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const rows = all("table[data-list] tbody tr", next);
    const body = one("table[data-list] tbody");
    const known = new Set(all("tr", body).map((row) => row.dataset.id));
    body.append(...rows.filter((row) => !known.has(row.dataset.id)));
    refreshTimes(body);
    const following = one("[data-more]", next);
    if (following) link.href = following.getAttribute("href");
    else link.remove();
    const shown = one("[data-shown]");
    const number = all("tr", body).length;
    const total = one("[data-count]")?.textContent.match(/[\d,]+/)?.[0] ?? "";
    if (shown) shown.textContent = `Showing ${number.toLocaleString("en")} of ${total}`;
    // Coming back brings as many rows, so that the position holds.
    const here = new URL(location.href);
    here.searchParams.set("rows", String(Math.min(number, 500)));
    history.replaceState(history.state, "", here);
    rows[0]?.querySelector("a.row-link")?.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-more]");
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    if (link.getAttribute("aria-busy") !== "true") loadMore(link);
  });

  const later = (work, delay) => {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(work, delay);
    };
  };
  const askForNews = later(async () => {
    const answer = await fetch(newsBar.dataset.news, { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    const news = await answer.json();
    if (!news.count) return;
    const link = document.createElement("a");
    link.href = newsBar.dataset.reload;
    link.textContent = `${news.words}: show`;
    newsBar.replaceChildren(link);
  }, 300);
  const changedRows = new Set();
  const refreshRows = later(async () => {
    const ids = [...changedRows];
    changedRows.clear();
    for (const id of ids.slice(0, 20)) {
      const row = one(`tr[data-id="${CSS.escape(id)}"]`);
      if (!row) continue;
      const answer = await fetch(`/alerts/${encodeURIComponent(id)}/row${location.search}`);
      if (!answer.ok) continue;
      const holder = document.createElement("template");
      holder.innerHTML = `<table><tbody>${await answer.text()}</tbody></table>`;
      const fresh = one("tr", holder.content);
      if (!fresh) continue;
      const hadFocus = row.contains(document.activeElement);
      const isPicked = one(".pick", row)?.checked;
      row.replaceWith(fresh);
      if (isPicked && one(".pick", fresh)) one(".pick", fresh).checked = true;
      refreshTimes(fresh);
      fresh.classList.add("changed");
      if (hadFocus) one("a.row-link", fresh)?.focus({ preventScroll: true });
    }
  }, 400);

  // Detail pages: the parts marked live are fetched anew, unless somebody is typing in them.
  const isBusy = (part) => part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")
    || all("textarea, input[type=text], input[type=search]", part).some((field) => field.value !== field.defaultValue)
    || all("select", part).some((field) => [...field.options].some((option) => option.selected !== option.defaultSelected));
  const refreshParts = later(async () => {
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of all("[data-live]")) {
      const next = one(`[data-live="${part.dataset.live}"]`, fresh);
      if (!next || isBusy(part) || next.innerHTML === part.dataset.source) continue;
      const open = new Set(all("details", part).map((fold, index) => fold.open ? index : -1));
      part.innerHTML = next.innerHTML;
      part.dataset.source = next.innerHTML;
      all("details", part).forEach((fold, index) => { if (open.has(index)) fold.open = true; });
      refreshTimes(part);
      if (part.dataset.live === "head") one(".notice")?.remove();
    }
  }, 400);

  if (newsBar || page) {
    const events = new EventSource("/events");
    let wasConnected = false;
    events.addEventListener("open", () => {
      // What happened while the line was down is not replayed: look again.
      if (wasConnected) { if (newsBar) askForNews(); else refreshParts(); }
      wasConnected = true;
    });
    const read = (event) => { try { return JSON.parse(event.data); } catch { return {}; } };
    events.addEventListener("alert", (event) => {
      const id = read(event).id;
      if (newsBar) {
        askForNews();
        if (id) { changedRows.add(id); refreshRows(); }
      } else if (page === "home") refreshParts();
      else if (page === "alert" && id === one("[data-alert]")?.dataset.alert) refreshParts();
    });
    events.addEventListener("investigation", (event) => {
      const shown = one("[data-investigation]")?.dataset.investigation;
      if (page === "investigations" || (page === "investigation" && read(event).id === shown)) refreshParts();
    });
    events.addEventListener("delivery", () => {
      if (page === "alert" || page === "device") refreshParts();
    });
    events.addEventListener("device", () => {
      if (page === "device" || page === "devices" || page === "setup") refreshParts();
    });
    addEventListener("pagehide", () => events.close());
  }

  // What closing would write is shown while the form is filled in.
  const askForPreview = later(async () => {
    const form = one("[data-closing]");
    const target = form && one("[data-preview]", form);
    if (!target || !form.reason.value) return;
    const body = new URLSearchParams(new FormData(form));
    body.set("part", "1");
    const answer = await fetch(form.dataset.closing, { method: "POST", body, headers: { "x-csrf-token": csrf() } });
    if (answer.ok) target.innerHTML = await answer.text();
  }, 250);
  document.addEventListener("input", (event) => {
    if (event.target.closest("[data-closing]")) askForPreview();
  });

  // Finding in raw JSON: the matches are marked, the first one is shown.
  document.addEventListener("input", (event) => {
    const input = event.target.closest("[data-find]");
    if (!input) return;
    const fold = input.closest("[data-raw]");
    const block = one("pre", fold);
    const found = one("[data-found]", fold);
    block.dataset.text ??= block.textContent;
    const text = block.dataset.text;
    const wanted = input.value.toLowerCase();
    if (wanted.length < 2) {
      block.textContent = text;
      found.textContent = "";
      return;
    }
    const lower = text.toLowerCase();
    const parts = [];
    let from = 0;
    let count = 0;
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      if (++count > 500) break;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(at, at + wanted.length);
      parts.push(text.slice(from, at), mark);
      from = at + wanted.length;
    }
    parts.push(text.slice(from));
    block.replaceChildren(...parts);
    found.textContent = count > 500 ? "more than 500 found" : `${count} found`;
    one("mark", block)?.scrollIntoView({ block: "nearest" });
  });

  // The path of a line of raw JSON: from its indentation, upwards.
  const pathAt = (text, offset) => {
    const lines = text.slice(0, offset).split("\n");
    lines[lines.length - 1] = text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n")[0];
    const indent = (line) => line.length - line.trimStart().length;
    let at = lines.length - 1;
    const path = [];
    while (at >= 0 && indent(lines[at]) > 0) {
      const own = indent(lines[at]);
      const key = lines[at].match(/^\s*("(?:[^"\\]|\\.)*")\s*:/);
      let up = at - 1;
      let index = 0;
      while (up >= 0 && (indent(lines[up]) >= own || !lines[up].trim())) {
        if (indent(lines[up]) === own && !/^\s*[\]}]/.test(lines[up])) index += 1;
        up -= 1;
      }
      if (key) {
        const name = JSON.parse(key[1]);
        path.unshift(/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${key[1]}]`);
      } else if (!/^\s*[\]}]/.test(lines[at])) path.unshift(`[${index}]`);
      at = up;
    }
    return path.join("").replace(/^\./, "");
  };
  document.addEventListener("click", (event) => {
    const block = event.target.closest("[data-raw] pre");
    const target = block && one("[data-path]", block.closest("[data-raw]"));
    const point = target && document.caretRangeFromPoint?.(event.clientX, event.clientY);
    if (!point || !block.contains(point.startContainer)) return;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(point.startContainer, point.startOffset);
    const path = pathAt(block.textContent, before.toString().length);
    if (!path) { target.replaceChildren(); return; }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.dataset.copy = path;
    button.setAttribute("aria-label", `Copy the path ${path}`);
    button.textContent = "Copy path";
    target.replaceChildren(document.createTextNode(path), button);
  });

  // Who else has this open is asked for while the page is seen.
  const presence = one("[data-presence]");
  if (presence) {
    setInterval(async () => {
      if (document.hidden) return;
      const answer = await fetch(presence.dataset.presence, { headers: { accept: "application/json" } }).catch(() => null);
      if (answer?.ok) presence.textContent = (await answer.json()).words;
    }, 20000);
  }

  // Picking rows: what is picked is counted, and one act concerns them all.
  const picks = () => all("input.pick");
  const countPicks = () => {
    const number = picks().filter((pick) => pick.checked).length;
    const words = one("[data-picked]");
    if (words) words.textContent = `${number} selected`;
    const every = one("[data-pick-all]");
    if (every) {
      every.checked = number > 0 && number === picks().length;
      every.indeterminate = number > 0 && !every.checked;
    }
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) for (const pick of picks()) pick.checked = event.target.checked;
    if (event.target.matches("[data-pick-all], input.pick")) countPicks();
  });
  one("#bulk")?.addEventListener("reset", () => setTimeout(countPicks));
  const focusedRow = () => document.activeElement?.closest("table[data-list] tbody tr");
  const withPicked = (act) => {
    const form = one("#bulk");
    if (!form) return false;
    if (!picks().some((pick) => pick.checked)) {
      const pick = one(".pick", focusedRow() ?? document.createElement("tr"));
      if (!pick) return false;
      pick.checked = true;
    }
    form.requestSubmit(one(`button[value="${act}"]`, form));
    return true;
  };
  // The row that had the focus gets it again when the list is shown the next time.
  const listKey = "watchfloor-row";
  if (one("table[data-list]")) {
    addEventListener("pagehide", () => {
      const id = focusedRow()?.dataset.id;
      if (id) sessionStorage.setItem(listKey, id);
    });
    const last = sessionStorage.getItem(listKey);
    sessionStorage.removeItem(listKey);
    const row = last && one(`tr[data-id="${CSS.escape(last)}"]`);
    if (row) one("a.row-link", row)?.focus({ preventScroll: false });
    countPicks();
  }
  one("[data-first]")?.focus();

  // Forms that only choose what is shown leave blank fields out of the address.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sparse]")) return;
    for (const field of all("input, select", event.target)) field.disabled = field.value === "";
  });

  // Keyboard.
  const shortcuts = one("#shortcuts");
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-shortcuts]")) shortcuts?.showModal();
  });
  const moveRow = (step) => {
    const links = all("a.row-link");
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    next.focus({ preventScroll: true });
    next.closest("tr")?.scrollIntoView({ block: "nearest" });
  };
  const goToSearch = () => {
    one("#search")?.focus();
    one("#search")?.select();
  };
  const keys = {
    j: () => moveRow(1),
    k: () => moveRow(-1),
    "/": goToSearch,
    "?": () => shortcuts?.showModal(),
    x: () => {
      const pick = one(".pick", focusedRow() ?? document.createElement("tr"));
      if (!pick) return;
      pick.checked = !pick.checked;
      countPicks();
    },
    a: () => withPicked("assign") || one("form[data-mine]")?.requestSubmit(),
    c: () => {
      if (withPicked("close")) return;
      const fold = one("#close");
      if (!fold) return;
      fold.open = true;
      one("#reason")?.focus();
    },
    i: () => {
      if (withPicked("investigate")) return;
      const fold = one("#investigate");
      if (!fold) return;
      fold.open = true;
      one("select, input:not([type=hidden])", fold)?.focus();
    },
    n: () => one("a", newsBar ?? document.createElement("p"))?.click(),
    u: () => one("[data-up]")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      goToSearch();
      return;
    }
    if (event.key === "Escape") for (const menu of all("details[data-menu][open], details.account[open]")) menu.open = false;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  refreshTimes();
  setInterval(() => refreshTimes(), 15000);
})();
