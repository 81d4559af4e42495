// What pages do beyond links and forms: ground, text size, keys, copying, and
// results that change in place. Every page works without it.

const root = document.documentElement;
const main = document.getElementById("main");
const live = document.getElementById("live");

function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

// The other ground. Where that is the system's own, nothing is chosen any more
// and the page follows the system again.
function ground() {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
  if (next === system) delete root.dataset.theme;
  else root.dataset.theme = next;
  keep("ground", root.dataset.theme ?? null);
}

function resize(to) {
  const size = Math.min(5, Math.max(1, to));
  root.dataset.size = String(size);
  keep("size", size === 3 ? null : String(size));
}

const size = () => Number(root.dataset.size || 3);

async function copy(button) {
  const from = document.getElementById(button.dataset.from);
  try {
    await navigator.clipboard.writeText(from.textContent.trim());
  } catch {
    const range = document.createRange();
    range.selectNodeContents(from);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return;
  }
  button.textContent = button.dataset.done;
}

// Found words in an article, walked by n and p and by the bar's arrows.
const marks = [...document.querySelectorAll(".text mark:not(.rest)")];
const counter = document.querySelector("[data-matches]");
let mark = -1;

function goTo(step) {
  const pane = document.querySelector("[data-preview]:not([hidden])");
  if (pane) return goToIn(pane, step);
  if (!marks.length) return;
  marks[mark]?.classList.remove("now");
  mark = (mark + step + marks.length) % marks.length;
  marks[mark].classList.add("now");
  marks[mark].scrollIntoView({ block: "center" });
  if (counter) counter.textContent = `${mark + 1}/${marks.length} ${counter.dataset.matches}`;
  history.replaceState(history.state, "", `#${marks[mark].id}`);
}

// What an address points into is opened.
function openTarget() {
  const inside = document.getElementById(location.hash.slice(1))?.closest("details");
  if (!inside) return;
  for (let part = inside; part; part = part.parentElement.closest("details")) part.open = true;
  inside.scrollIntoView({ block: "nearest" });
}
addEventListener("hashchange", openTarget);
openTarget();

// An address may say which found word is meant.
if (counter && location.hash) {
  const at = marks.findIndex((m) => m.id === location.hash.slice(1));
  if (at >= 0) goTo(at - mark);
}

// The same in a preview beside the list.
function goToIn(pane, step) {
  const found = [...pane.querySelectorAll("mark")];
  if (!found.length) return;
  const at = found.findIndex((m) => m.classList.contains("now"));
  found[at]?.classList.remove("now");
  const to = found[(at + (at < 0 && step < 0 ? 0 : step) + found.length) % found.length];
  to.classList.add("now");
  to.scrollIntoView({ block: "nearest" });
}

// A chart's picture as PNG: its SVG file, drawn at twice its size.
async function png(button) {
  const picture = new Image();
  picture.src = button.dataset.from;
  try {
    await picture.decode();
  } catch {
    location.href = button.dataset.from;
    return;
  }
  const canvas = document.createElement("canvas");
  canvas.width = 2 * picture.naturalWidth;
  canvas.height = 2 * picture.naturalHeight;
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${document.title.split(" · ")[0]}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  button.dataset.made = String(blob.size);
}

const deeds = {
  png,
  ground,
  print: () => window.print(),
  smaller: () => resize(size() - 1),
  usual: () => resize(3),
  larger: () => resize(size() + 1),
  copy,
  before: () => goTo(mark < 0 ? 0 : -1),
  after: () => goTo(1),
};

// All values of a list are sifted by what is typed, marks aside: the page of that
// list does it, and its rows stand in for ours until the box is empty again.
const sifting = new WeakMap();

async function sift(box) {
  const list = box.parentElement.querySelector("ul");
  const state = sifting.get(box) ?? { rows: [...list.children], asked: null };
  sifting.set(box, state);
  state.asked?.abort();
  const want = box.value.trim();
  if (!want) return list.replaceChildren(...state.rows);
  const request = (state.asked = new AbortController());
  const address = new URL(box.dataset.from, location.href);
  address.searchParams.set("loc", want);
  try {
    const answer = await fetch(address, { signal: request.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...[...page.querySelectorAll(".valuelist > li")].slice(0, 30));
    live.textContent = page.querySelector("[role=status]")?.textContent ?? "";
  } catch {
    // The rows stay as they are.
  }
}

// What is suggested while typing: a list box under the field. Without it the
// field is a field.
const suggest = { box: null, list: null, at: -1, asked: null, timer: 0, typed: "" };

function closeList() {
  suggest.asked?.abort();
  clearTimeout(suggest.timer);
  suggest.list?.remove();
  suggest.list = null;
  suggest.at = -1;
  suggest.box?.setAttribute("aria-expanded", "false");
  suggest.box?.removeAttribute("aria-activedescendant");
}

function showList(items) {
  suggest.list?.remove();
  suggest.at = -1;
  suggest.box.removeAttribute("aria-activedescendant");
  if (!items.length) return closeList();
  const list = document.createElement("ul");
  list.id = "suggested";
  list.className = "suggested";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", suggest.box.labels?.[0]?.textContent ?? "");
  items.forEach((item, i) => {
    const row = document.createElement("li");
    row.id = `suggested-${i}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.dataset.href = item.href;
    const text = document.createElement("span");
    text.textContent = item.text;
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = item.count ? `${item.label} · ${item.count.toLocaleString(root.lang)}` : item.label;
    row.append(text, " ", kind);
    list.append(row);
  });
  list.addEventListener("mousedown", (event) => {
    const row = event.target.closest("li");
    if (!row || event.button !== 0) return;
    event.preventDefault();
    location.href = row.dataset.href;
  });
  suggest.box.after(list);
  suggest.list = list;
  suggest.box.setAttribute("aria-expanded", "true");
  live.textContent = suggest.box.dataset.told.replace("{n}", items.length);
}

function moveInList(step) {
  const rows = suggest.list.children;
  rows[suggest.at]?.setAttribute("aria-selected", "false");
  suggest.at += step;
  if (suggest.at < -1) suggest.at = rows.length - 1;
  if (suggest.at >= rows.length) suggest.at = -1;
  const row = rows[suggest.at];
  if (!row) return suggest.box.removeAttribute("aria-activedescendant");
  row.setAttribute("aria-selected", "true");
  row.scrollIntoView({ block: "nearest" });
  suggest.box.setAttribute("aria-activedescendant", row.id);
}

async function askSuggestions(box) {
  suggest.asked?.abort();
  const request = (suggest.asked = new AbortController());
  const address = new URL(box.dataset.suggest, location.href);
  address.searchParams.set("q", box.value);
  try {
    const answer = await fetch(address, { signal: request.signal });
    if (answer.ok && document.activeElement === box) showList((await answer.json()).items);
  } catch {
    // Nothing is suggested; the field works on.
  }
}

function typeIn(box) {
  suggest.box = box;
  clearTimeout(suggest.timer);
  if (box.value.trim().length < 2) return closeList();
  suggest.timer = setTimeout(askSuggestions, 60, box);
}

function dressField(box) {
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", "suggested");
  box.addEventListener("input", (event) => event.isComposing || typeIn(box));
  box.addEventListener("compositionend", () => typeIn(box));
  box.addEventListener("blur", closeList);
  box.addEventListener("keydown", (event) => {
    if (!suggest.list || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") moveInList(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") closeList();
    else if (event.key === "Enter" && suggest.at >= 0) location.href = suggest.list.children[suggest.at].dataset.href;
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

// A result beside the list, where the window is wide enough for both.
const roomy = matchMedia("(min-width: 1100px)");
let previewed = null;

async function preview(hit) {
  const pane = main.querySelector("[data-preview]");
  const link = hit.querySelector("h3 a");
  if (!pane || !link) return;
  const address = new URL(link.href);
  address.pathname = `/xem-truoc/${hit.dataset.id}`;
  let answer;
  try {
    answer = await fetch(address);
  } catch {
    return;
  }
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  pane.replaceChildren(...page.body.childNodes);
  pane.hidden = false;
  pane.closest(".room").classList.add("beside-list");
  main.querySelector(".hit.shown")?.classList.remove("shown");
  hit.classList.add("shown");
  pane.scrollTop = 0;
  previewed = link;
}

function unpreview() {
  const pane = main.querySelector("[data-preview]");
  if (!pane || pane.hidden) return false;
  pane.hidden = true;
  pane.closest(".room").classList.remove("beside-list");
  main.querySelector(".hit.shown")?.classList.remove("shown");
  previewed?.focus({ preventScroll: true });
  return true;
}
deeds.unpreview = unpreview;

document.addEventListener("click", (event) => {
  const snippet = event.target instanceof Element && event.target.closest(".room .snippet");
  if (snippet && roomy.matches && !String(getSelection())) preview(snippet.closest(".hit"));
});

// dress gives a new part of the page its behaviour.
function dress(part) {
  const field = part.querySelector("[data-suggest]");
  if (field) dressField(field);
  for (const chart of part.querySelectorAll("svg[data-range]")) {
    const bars = [...chart.querySelectorAll("a[data-year]")];
    const first = Math.max(0, bars.findIndex((bar) => bar.hasAttribute("aria-current")));
    bars.forEach((bar, i) => bar.setAttribute("tabindex", i === first ? "0" : "-1"));
  }
}

dress(document);
document.addEventListener("input", (event) => {
  if (event.target.matches(".sift")) sift(event.target);
});

// Results change in place: the list, the counts and the address, not the page.
// What is open stays open, and the row that was pressed keeps the focus.
const inPlace = ".side a, .sorts a, .pages a, .chips a, .ways a, .understood a";
const detailsOf = (part) => [...part.querySelectorAll(".side details")];
const keyOf = (details) => details.dataset.part;
const here = () => location.pathname + location.search;
let asked = null;
let shown = here();

async function change(href, pressed) {
  asked?.abort();
  const request = (asked = new AbortController());
  root.classList.add("waiting");
  let answer, page;
  try {
    answer = await fetch(href, { signal: request.signal });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    if (asked === request) location.href = href;
    return;
  }
  const next = page.getElementById("main");
  if (!answer.ok || !next || !next.querySelector(".room")) {
    location.href = href; // another kind of page: an error, an empty archive
    return;
  }
  const open = new Set(detailsOf(main).filter((d) => d.open).map(keyOf));
  for (const details of detailsOf(next)) details.open = open.has(keyOf(details));
  const value = pressed?.dataset.value;
  if (pressed) history.pushState(null, "", answer.url);
  shown = here();
  document.title = page.title;
  main.replaceChildren(...next.childNodes);
  dress(main);
  root.classList.remove("waiting");
  live.textContent = main.querySelector("[role=status]")?.textContent ?? "";
  const row = value && main.querySelector(`[data-value="${CSS.escape(value)}"]`);
  if (row) row.focus({ preventScroll: true });
  else if (pressed) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

const plain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest("[data-do]");
  if (button) {
    deeds[button.dataset.do](button);
    return;
  }
  const link = event.target.closest(inPlace);
  if (!link || !plain(event) || !main.querySelector(".room")) return;
  event.preventDefault();
  change(link.href?.baseVal ?? link.href, link);
});
if (main.querySelector(".room")) {
  addEventListener("popstate", () => {
    if (here() !== shown) change(location.href, null); // else a jump within the page
  });
}
document.addEventListener("submit", () => root.classList.add("waiting"));

// The bars of the years: one is pressed like any link; several are dragged over,
// or taken by Shift and the arrows. Left, Right, Home and End walk from bar to
// bar, so that a keyboard passes the whole chart in one step.
const barsOf = (chart) => [...chart.querySelectorAll("a[data-year]")];

function reach(chart, from, to) {
  const [a, b] = from < to ? [from, to] : [to, from];
  barsOf(chart).forEach((bar, i) => bar.classList.toggle("reached", i >= a && i <= b));
  return barsOf(chart).filter((_, i) => i >= a && i <= b).map((bar) => bar.dataset.year);
}

function between(chart, years) {
  const address = new URL(chart.dataset.range, location.href);
  address.searchParams.set("tu", years[0]);
  address.searchParams.set("den", years[years.length - 1]);
  change(address.href, chart);
}

const drag = { chart: null, from: -1, years: [] };

function barAt(chart, event) {
  const box = chart.getBoundingClientRect();
  const bars = barsOf(chart);
  const at = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
  return Math.min(bars.length - 1, Math.max(0, at));
}

document.addEventListener("pointerdown", (event) => {
  const chart = event.target instanceof Element && event.target.closest("svg[data-range]");
  if (!chart || event.button !== 0 || event.pointerType === "touch") return;
  Object.assign(drag, { chart, from: barAt(chart, event), years: [] });
});
document.addEventListener("dragstart", (event) => {
  if (drag.chart) event.preventDefault();
});
document.addEventListener("pointermove", (event) => {
  if (!drag.chart) return;
  const to = barAt(drag.chart, event);
  if (to !== drag.from || drag.years.length) drag.years = reach(drag.chart, drag.from, to);
});
document.addEventListener("pointerup", () => {
  const { chart, years } = drag;
  drag.chart = null;
  if (!chart || years.length < 2) return;
  // The click that ends a drag is no press on a bar.
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", swallow, true);
  setTimeout(() => {
    removeEventListener("click", swallow, true);
    between(chart, years);
  });
});

const reached = { from: -1, to: -1 };

document.addEventListener("keydown", (event) => {
  const bar = event.target instanceof Element && event.target.closest("svg[data-range] a[data-year]");
  if (!bar || event.ctrlKey || event.metaKey || event.altKey) return;
  const chart = bar.closest("svg");
  const bars = barsOf(chart);
  const at = bars.indexOf(bar);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 }[event.key];
  if (event.key === "Enter" && reached.from >= 0 && reached.from !== reached.to) {
    event.preventDefault();
    const years = reach(chart, reached.from, reached.to);
    reached.from = -1;
    return between(chart, years);
  }
  if (!bars[to]) return;
  event.preventDefault();
  bar.setAttribute("tabindex", "-1");
  bars[to].setAttribute("tabindex", "0");
  bars[to].focus();
  if (event.shiftKey) {
    if (reached.from < 0) reached.from = at;
    reached.to = to;
    reach(chart, reached.from, to);
  } else {
    reached.from = -1;
    bars.forEach((b) => b.classList.remove("reached"));
  }
});

addEventListener("pageshow", () => root.classList.remove("waiting"));

// Keys: none while typing.
function walk(step) {
  const rows = [...document.querySelectorAll(".hits .hit h3 a")];
  const at = rows.indexOf(document.activeElement);
  const to = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  if (!to) return;
  to.focus();
  to.closest(".hit").scrollIntoView({ block: "nearest" });
  const pane = main.querySelector("[data-preview]");
  if (pane && !pane.hidden && roomy.matches) preview(to.closest(".hit"));
}

// In a calendar the arrows go from day to day, past those without articles.
const stepsOf = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function walkDays(from, step) {
  const day = new Date(`${from.dataset.day}T00:00:00Z`);
  for (let i = 0; i < 366; i++) {
    day.setUTCDate(day.getUTCDate() + step);
    const to = document.querySelector(`[data-day="${day.toISOString().slice(0, 10)}"]`);
    if (to) return to.focus();
  }
}

const keysDialog = document.getElementById("keys");
const typing = (el) => el instanceof HTMLElement && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));

function toField() {
  const field = document.getElementById("q");
  field?.focus();
  field?.select();
}

const keys = {
  "/": toField,
  j: () => walk(1),
  k: () => walk(-1),
  n: () => goTo(1),
  p: () => goTo(mark < 0 ? 0 : -1),
  "?": () => keysDialog.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keysDialog.open) return;
  if (typing(event.target)) {
    if (event.key === "Escape") {
      event.preventDefault(); // or a search field would lose what was typed
      event.target.blur();
    }
    return;
  }
  if (event.key === "Escape" && unpreview()) return;
  if (event.target.dataset?.day && stepsOf[event.key]) {
    event.preventDefault();
    walkDays(event.target, stepsOf[event.key]);
    return;
  }
  const at = document.activeElement?.closest(".room .hit");
  if (event.key === " " && at && document.activeElement.matches("h3 a") && roomy.matches) {
    event.preventDefault();
    preview(at);
    return;
  }
  const deed = keys[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});
