// Draws the form and the approved conversation below an article:
//
//   <script src="https://INTAKE/loi-binh.js" data-article="https://bao.vn/cau.html" defer></script>
//   <noscript>Cần bật JavaScript để gửi lời bình.</noscript>
//
// It stands where an element with the id `loi-binh` is, or else where the script is. Also understood:
// data-language="vi|en" (or else the page's own), data-theme="light|dark" (or else the page's own).
// What readers wrote is only ever put in as text. The page's Content-Security-Policy must allow the
// intake's origin as script-src, style-src and connect-src, or the script's nonce as the first two;
// `worker-src blob:` keeps the check out of the page's way, but is not needed.
//
// The parts of this folder are one script, in the order and the scope that the service gives them.

const PATIENCE = 30000; // milliseconds for an answer
const TRACES = /^(utm_\w+|[a-z]*clid|zarsrc|_ga|_gl|mc_[ce]id|igshid?)(=|$)/; // of where a reader came from

const script = document.currentScript || document.querySelector('script[src*="/loi-binh.js"]');
const home = new URL(".", script.src);

// A script in the head may come before what it reads of the page, and the place where it draws.
if (document.readyState === "loading") {
  await new Promise((go) => document.addEventListener("DOMContentLoaded", go, { once: true }));
}

// The address that the article is registered with, as its page tells it.
function addressOfArticle() {
  const canonical = document.querySelector('link[rel="canonical"][href]');
  const shared = document.querySelector('meta[property="og:url"][content]');
  const here = new URL(location.href);
  const asked = here.search.slice(1).split("&").filter((part) => !TRACES.test(part));
  here.search = asked.join("&");
  here.hash = "";
  return (
    script.dataset.article || (canonical && canonical.href) || (shared && shared.content) || here.href
  );
}

const article = addressOfArticle();
const others = [...document.querySelectorAll(".loi-binh[data-article]")]; // drawn by this, earlier
const nth = others.length + 1;
const spoken = script.dataset.language || document.documentElement.lang || "vi";
const language = spoken.toLowerCase().startsWith("en") ? "en" : "vi";
const words = SAID[language];
const numbers = new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB");
const times = new Intl.DateTimeFormat(language === "vi" ? "vi-VN" : "en-GB", {
  day: "2-digit", month: language === "vi" ? "2-digit" : "short", year: "numeric",
  hour: "2-digit", minute: "2-digit",
});

function make(tag, name, content, attributes) {
  const element = document.createElement(tag);
  if (name) element.className = name.replace(/\S+/g, "loi-binh-$&");
  for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
  if (typeof content === "string") element.textContent = content;
  else if (content) element.append(...content.filter(Boolean));
  return element;
}

// What this tab keeps of what the reader wrote here, so that nothing of it is ever lost.
function kept(kind) {
  const key = `loi-binh:${kind}:${article}`;
  let value = null;
  try { value = JSON.parse(sessionStorage.getItem(key)); } catch { /* nothing was kept */ }
  return {
    read: () => value,
    write(now) {
      value = now;
      try { sessionStorage.setItem(key, JSON.stringify(now)); } catch { /* until a reload, then */ }
    },
  };
}

async function ask(path, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(new URL(path, home), {
      mode: "cors", credentials: "omit", signal: stop.signal, ...options,
    });
    return { status: answer.status, said: await answer.json().catch(() => ({})) };
  } finally {
    clearTimeout(timer);
  }
}

const about = (path, after) =>
  `${path}?article=${encodeURIComponent(article)}` +
  (after ? `&after=${encodeURIComponent(after)}` : "");
