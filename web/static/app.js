// What pages do beyond links and forms: ground, text size, keys, copying.
// Every page works without it.

const root = document.documentElement;

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

for (const button of document.querySelectorAll("[data-do]")) {
  button.addEventListener("click", () => deeds[button.dataset.do](button));
  button.hidden = false;
}
for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;

// Rows of the result list, walked by j and k.
const rows = [...document.querySelectorAll(".hits .hit h3 a")];

function walk(step) {
  const at = rows.indexOf(document.activeElement);
  const to = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  if (to) {
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  }
}

const keysDialog = document.getElementById("keys");
const field = document.getElementById("q");
const typing = (el) => el instanceof HTMLElement && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keysDialog.open) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  switch (event.key) {
    case "/":
      if (!field) return;
      field.focus();
      field.select();
      break;
    case "j":
      walk(1);
      break;
    case "k":
      walk(-1);
      break;
    case "n":
      goTo(1);
      break;
    case "p":
      goTo(mark < 0 ? 0 : -1);
      break;
    case "?":
      keysDialog.showModal();
      break;
    default:
      return;
  }
  event.preventDefault();
});

// A long list of values is sifted by what is typed, marks aside.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

for (const box of document.querySelectorAll(".sift")) {
  const values = [...box.parentElement.querySelectorAll("li")].map((row) => [row, fold(row.querySelector(".label").textContent)]);
  box.addEventListener("input", () => {
    const want = fold(box.value.trim());
    for (const [row, text] of values) row.hidden = !text.includes(want);
  });
}

// The old result stays, dimmed when the new one is slow.
addEventListener("pagehide", () => root.classList.remove("waiting"));
addEventListener("pageshow", () => root.classList.remove("waiting"));
document.addEventListener("submit", () => root.classList.add("waiting"));
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest(".side a, .sorts a, .pages a, .chips a");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) root.classList.add("waiting");
});
