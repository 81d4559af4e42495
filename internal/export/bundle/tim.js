// The search of a take-home bundle. It reads the texts beside it, asks no
// network, and keeps what was asked in the address. Words typed without marks
// find every spelling, words with marks only that one; "…" is a phrase, a minus
// leaves articles out.
(function () {
  "use strict";
  const status = document.getElementById("so");
  const list = document.getElementById("ket-qua");
  const form = document.getElementById("hoi");
  const box = document.getElementById("q");
  const order = document.getElementById("sx");
  const more = document.getElementById("tiep");
  const parts = Number(status.dataset.parts);
  const number = (n) => n.toLocaleString(status.dataset.lang);
  const rows = [];

  // The tone of oa, oe and uy stands on either letter: one form for both.
  const tones = { "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy" };
  const misplaced = /(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\p{L})/gu;
  // Lower case and folding keep every letter in its place, so that what is found
  // can be marked in the text.
  const each = (text, change) => text.replace(/[^\u0000-\u007f]/gu, (c) => {
    const to = change(c);
    return to.length === c.length ? to : c;
  });
  const lower = (text) => each(text.toLowerCase().length === text.length ? text.toLowerCase() : text, (c) => c.toLowerCase()).replace(misplaced, (s) => tones[s]);
  const fold = (text) => each(text, (c) => (c === "đ" ? "d" : c.normalize("NFD").replace(/\p{M}/gu, "")));

  // khoBao takes the articles of one part.
  window.khoBao = function (some) {
    for (const row of some) {
      row.low = [row.t, row.l || "", row.b || ""].map(lower);
      row.plain = row.low.map(fold);
      rows.push(row);
    }
  };

  const words = /[\p{L}\p{M}\p{N}]+/gu;
  const letter = /[\p{L}\p{M}\p{N}]/u;

  // read cuts what was typed into phrases of words.
  function read(text) {
    const asked = [];
    for (const [, minus, phrase, word] of text.normalize("NFC").matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
      const found = lower(phrase ?? word).match(words);
      if (found) asked.push({ text: found.join(" "), words: found, marked: found.some((w) => fold(w) !== w), out: minus === "-" });
    }
    return asked;
  }

  // places gives where a phrase stands in a text, on whole words. Each of its
  // words keeps its own rule: with marks exactly, without them any.
  function places(row, field, asked) {
    const plain = row.plain[field];
    const low = row.low[field];
    const out = [];
    const first = fold(asked.words[0]);
    for (let at = plain.indexOf(first); at >= 0; at = plain.indexOf(first, at + 1)) {
      let end = at;
      let fits = !letter.test(plain[at - 1] ?? " ");
      for (let i = 0; fits && i < asked.words.length; i++) {
        const word = asked.words[i];
        if (i > 0) {
          const from = end;
          while (end < plain.length && !letter.test(plain[end]) && end - from < 4) end++;
          fits = end > from;
        }
        const text = plain.slice(end, end + word.length);
        fits = fits && text === fold(word) && (fold(word) === word || low.slice(end, end + word.length) === word) && !letter.test(plain[end + word.length] ?? " ");
        end += word.length;
      }
      if (fits) out.push([at, end]);
      if (out.length === 50) break;
    }
    return out;
  }

  function find(asked) {
    const found = [];
    const wanted = asked.filter((a) => !a.out);
    for (const row of rows) {
      if (asked.some((a) => a.out && [0, 1, 2].some((f) => places(row, f, a).length))) continue;
      const hits = [[], [], []];
      let score = 0;
      const all = wanted.every((a) => {
        let any = false;
        for (const f of [0, 1, 2]) {
          const at = places(row, f, a);
          any = any || at.length > 0;
          score += Math.log1p(at.length) * [4, 2, 1][f];
          hits[f].push(...at);
        }
        return any;
      });
      if (all) found.push({ row, hits, score });
    }
    return found;
  }

  function marked(text, ranges, from, to) {
    const out = document.createDocumentFragment();
    let at = from;
    for (const [a, b] of ranges.sort((x, y) => x[0] - y[0])) {
      if (a < at || b > to) continue;
      out.append(text.slice(at, a));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(a, b);
      out.append(mark);
      at = b;
    }
    out.append(text.slice(at, to));
    return out;
  }

  function shown(found) {
    const { row, hits } = found;
    const item = document.createElement("li");
    const title = document.createElement("h3");
    const link = document.createElement("a");
    link.href = `bai/${row.id}.html`;
    link.lang = "vi";
    link.append(row.t ? marked(row.t, hits[0], 0, row.t.length) : row.id);
    title.append(link);
    const meta = document.createElement("span");
    meta.className = "soft";
    meta.textContent = [row.s, row.n].filter(Boolean).join(" · ");
    const snippet = document.createElement("p");
    snippet.className = "snippet";
    snippet.lang = "vi";
    const field = hits[1].length || !hits[2].length ? 1 : 2;
    const text = (field === 1 ? row.l : row.b) || row.b || "";
    const ranges = text === row.l ? hits[1] : hits[2];
    let from = ranges.length ? Math.max(0, ranges[0][0] - 80) : 0;
    if (from) from = text.indexOf(" ", from) + 1;
    const to = Math.min(text.length, from + 240);
    snippet.append(from ? "… " : "", marked(text, ranges, from, to), to < text.length ? " …" : "");
    item.append(title, meta, snippet);
    return item;
  }

  let result = [];
  const page = 30;

  function show() {
    const at = list.children.length;
    list.append(...result.slice(at, at + page).map(shown));
    more.hidden = list.children.length >= result.length;
  }

  function answer() {
    const state = new URLSearchParams(location.hash.slice(1));
    box.value = state.get("q") ?? "";
    order.value = state.get("sx") ?? "";
    const asked = read(box.value);
    result = find(asked);
    if (order.value) {
      const sign = order.value === "moi" ? -1 : 1;
      result.sort((a, b) => (!a.row.d - !b.row.d) || sign * (a.row.d ?? "").localeCompare(b.row.d ?? ""));
    } else if (asked.length) result.sort((a, b) => b.score - a.score);
    list.replaceChildren();
    status.textContent = result.length ? status.dataset.found.replace("{n}", number(result.length)) : status.dataset.none;
    show();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const state = new URLSearchParams();
    if (box.value.trim()) state.set("q", box.value.trim());
    if (order.value) state.set("sx", order.value);
    if (location.hash.slice(1) === String(state)) answer();
    else location.hash = String(state);
  });
  order.addEventListener("change", () => form.requestSubmit());
  more.firstElementChild.addEventListener("click", show);
  addEventListener("hashchange", answer);

  // The parts are read one after the other.
  function next(n) {
    if (n > parts) {
      form.hidden = false;
      document.documentElement.dataset.ready = "1";
      answer();
      return;
    }
    status.textContent = status.dataset.reading.replace("{n}", number(rows.length));
    const script = document.createElement("script");
    script.src = `du-lieu/${n}.js`;
    script.onload = script.onerror = () => next(n + 1);
    document.body.append(script);
  }
  next(1);
})();
