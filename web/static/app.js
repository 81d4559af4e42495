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

function ground() {
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  keep("ground", root.dataset.theme);
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
const marks = [...document.querySelectorAll(".text mark")];
const counter = document.querySelector("[data-matches]");
let mark = -1;

function goTo(step) {
  if (!marks.length) return;
  marks[mark]?.classList.remove("now");
  mark = (mark + step + marks.length) % marks.length;
  marks[mark].classList.add("now");
  marks[mark].scrollIntoView({ block: "center" });
  if (counter) counter.textContent = `${mark + 1}/${marks.length} ${counter.dataset.matches}`;
}

const deeds = {
  ground,
  print: () => window.print(),
  smaller: () => resize(size() - 1),
  usual: () => resize(3),
  larger: () => resize(size() + 1),
  copy,
  before: () => goTo(mark < 0 ? 0 : -1),
  after: () => goTo(1),
};

// A long list of values is sifted by what is typed, marks aside.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

function sift(box) {
  const want = fold(box.value.trim());
  for (const row of box.parentElement.querySelectorAll("li")) {
    row.hidden = !fold(row.querySelector(".label").textContent).includes(want);
  }
}

// dress shows what works only with this script.
function dress(part) {
  for (const hidden of part.querySelectorAll("[data-do], [data-with-script]")) hidden.hidden = false;
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
addEventListener("pageshow", () => root.classList.remove("waiting"));

// Keys: none while typing.
function walk(step) {
  const rows = [...document.querySelectorAll(".hits .hit h3 a")];
  const at = rows.indexOf(document.activeElement);
  const to = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  if (to) {
    to.focus();
    to.scrollIntoView({ block: "nearest" });
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
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const deed = keys[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});
