// What a browser test needs to know of the page on screen. Loaded into every page before it.
(() => {
  const QUIET = 250; // milliseconds without a change: the screen has come to rest
  const PATIENCE = 30000;

  const app = () => document.querySelector('[data-testid="stApp"]');
  const running = () => app()?.dataset.testScriptState !== "notRunning";

  const missing = () => {
    if (!app()) return "the app";
    if (running()) return "the end of the script";
    if (!document.querySelector("h1, [data-testid=stException], .st-key-page_fault")) return "a heading";
    if (document.querySelector("[data-testid=stSkeleton], [data-testid=stAppSkeleton]"))
      return "a skeleton to be replaced";
    const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
    if (charts.some((chart) => !chart.querySelector(".main-svg"))) return "a chart to be drawn";
    return null;
  };

  // Resolves with the time of the last change, in milliseconds since the page was asked for.
  const atRest = (ranOnce = () => true) =>
    new Promise((resolve, reject) => {
      const begun = performance.now();
      let last = begun;
      const changes = new MutationObserver(() => { last = performance.now(); });
      changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      const look = setInterval(() => {
        const now = performance.now();
        const lacking = ranOnce() ? missing() : "the script to run";
        if (lacking) last = now;
        const stuck = now - begun > PATIENCE;
        if (!stuck && now - last < QUIET) return;
        clearInterval(look);
        changes.disconnect();
        if (stuck) reject(new Error(`still waiting for ${lacking ?? "the screen to come to rest"}`));
        else resolve(last);
      }, 20);
    });

  // The server's last message: a script can run so fast that its state is never seen to change.
  let heard = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener("message", () => { heard = performance.now(); });
    }
  };

  // Call before a click: timedChange is then the milliseconds from the click to the last change.
  const timeChange = () => {
    let clickedAt = Infinity;
    addEventListener("click", () => { clickedAt = performance.now(); }, { capture: true, once: true });
    window.timedChange = atRest(() => heard > clickedAt).then((last) => last - clickedAt);
  };

  // Elements that make the page wider than the screen; a region that scrolls by itself is fine.
  const sideways = () => {
    const width = document.documentElement.clientWidth;
    const scrolls = (node) => /auto|scroll|hidden|clip/.test(getComputedStyle(node).overflowX);
    const main = document.querySelector('[data-testid="stMain"]');
    const held = (node) => {
      for (let up = node.parentElement; up && up !== main; up = up.parentElement)
        if (scrolls(up) && up.getBoundingClientRect().right <= width + 1) return true;
      return false;
    };
    const named = (node) => `${node.tagName.toLowerCase()} ${node.dataset?.testid ?? node.className ?? ""}`.trim();
    const wide = [document.scrollingElement, main].filter((node) => node.scrollWidth > node.clientWidth);
    const sticking = [...main.querySelectorAll("*")].filter((node) => {
      const box = node.getBoundingClientRect();
      return box.width > 0 && box.height > 0 && box.right > width + 1 && !held(node);
    });
    return [...wide, ...sticking].map(named);
  };

  window.screenState = { atRest, timeChange, sideways };
})();
