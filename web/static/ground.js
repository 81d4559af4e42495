// Runs before the page is drawn, so that a chosen ground does not flash and what
// needs a script stands from the start.
(function () {
  document.documentElement.classList.add("script");
  try {
    var ground = localStorage.getItem("ground");
    if (ground === "light" || ground === "dark") document.documentElement.dataset.theme = ground;
    var size = localStorage.getItem("size");
    if (/^[1-5]$/.test(size)) document.documentElement.dataset.size = size;
  } catch (e) {
    // No storage: the system's ground and the usual size.
  }
})();
