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
      row.replaceWith(fresh);
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
      } else if (page === "alert" && id === one("[data-alert]")?.dataset.alert) refreshParts();
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
    a: () => one("form[data-mine]")?.requestSubmit(),
    c: () => {
      const fold = one("#close");
      if (!fold) return;
      fold.open = true;
      one("#reason")?.focus();
    },
    i: () => {
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
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  refreshTimes();
  setInterval(() => refreshTimes(), 15000);
})();
