// Draws the form and the approved conversation below an article:
//
//   <script src="https://INTAKE/loi-binh.js" data-article="https://bao.vn/cau.html" defer></script>
//   <noscript>Cần bật JavaScript để gửi lời bình.</noscript>
//
// It stands where an element with the id `loi-binh` is, or else where the script is. Also understood:
// data-language="vi|en" (or else the page's own), data-theme="light|dark" (or else the page's own).
// What readers wrote is only ever put in as text. The page's Content-Security-Policy must allow the
// intake's origin as script-src, style-src and connect-src; `worker-src blob:` keeps the check out of
// the page's way, but is not needed.
"use strict";
(() => {
  const script = document.currentScript || document.querySelector('script[src$="loi-binh.js"]');
  const home = new URL(".", script.src);
  const PATIENCE = 30000; // milliseconds for an answer
  const FRESH = 15 * 60000; // milliseconds a check is used for; the server takes it a little longer
  const WORKER_BEGINS = 4000; // milliseconds after which a worker that says nothing is given up
  const SLICE = 12; // milliseconds of solving in the page between two pauses

  const SAID = {
    vi: {
      heading: "Lời bình", write: "Viết lời bình", none: "Chưa có lời bình nào. Mời bạn viết đầu tiên.",
      name: "Họ và tên", email: "Email", emailHint: "Chỉ tòa soạn thấy, không hiển thị trên trang.",
      text: "Lời bình", check: "Xác thực", send: "Gửi lời bình", sending: "Đang gửi…",
      idle: "Trình duyệt tự làm khi bạn bắt đầu viết.", working: "Đang tự xác thực…",
      ready: "Đã xác thực.", failed: "Chưa xác thực được, sẽ thử lại khi bạn gửi.",
      noName: "Hãy điền họ và tên.", noEmail: "Hãy điền email.",
      badEmail: "Email cần có dạng ten@vidu.vn.", noText: "Hãy viết lời bình.",
      waits: "Lời bình của bạn đang chờ duyệt. Tòa soạn đọc rồi mới đăng.",
      pending: "Đang chờ duyệt, chỉ bạn thấy", mark: "Trả lời của tòa soạn", to: "trả lời",
      answer: "Trả lời", answering: "Đang trả lời", cancel: "Thôi", nameless: "Bạn đọc",
      more: "Xem thêm lời bình", moreAnswers: "Xem thêm trả lời",
      loading: "Đang tải lời bình…", notLoaded: "Chưa tải được lời bình.", again: "Thử lại",
      closed: "Bài này không nhận thêm lời bình.",
      offline: "Chưa gửi được vì mất kết nối. Lời bình vẫn còn đây, hãy gửi lại sau ít phút.",
      noCheck: "Chưa xác thực được vì mất kết nối. Lời bình vẫn còn đây, hãy gửi lại sau ít phút.",
      refused: "Chưa gửi được. Lời bình vẫn còn đây, hãy thử lại sau ít phút.",
      busy: "Có quá nhiều lượt gửi. Lời bình vẫn còn đây, hãy gửi lại sau ít phút.",
      checkOld: "Phần xác thực đã hết hạn và đang được làm lại. Hãy gửi lại lần nữa.",
    },
    en: {
      heading: "Comments", write: "Write a comment", none: "No comments yet. Be the first to write.",
      name: "Full name", email: "Email", emailHint: "Only the newsroom sees it; it is not shown.",
      text: "Comment", check: "Verification", send: "Send comment", sending: "Sending…",
      idle: "Your browser does this when you begin to write.", working: "Verifying by itself…",
      ready: "Verified.", failed: "Not verified yet; it is tried again when you send.",
      noName: "Please give your full name.", noEmail: "Please give your email.",
      badEmail: "An email looks like name@example.vn.", noText: "Please write your comment.",
      waits: "Your comment is waiting for approval. The newsroom reads it before it is shown.",
      pending: "Waiting for approval, only you see this", mark: "The newsroom’s reply", to: "to",
      answer: "Reply", answering: "Replying to", cancel: "Cancel", nameless: "A reader",
      more: "More comments", moreAnswers: "More answers",
      loading: "Loading comments…", notLoaded: "The comments could not be loaded.", again: "Try again",
      closed: "This article takes no more comments.",
      offline: "Not sent, the connection is lost. Your comment is kept; send it again in a few minutes.",
      noCheck: "Not verified, the connection is lost. Your comment is kept; send it again in a few minutes.",
      refused: "Not sent. Your comment is kept; please try again in a few minutes.",
      busy: "Too many comments at once. Yours is kept; send it again in a few minutes.",
      checkOld: "The verification had expired and is being renewed. Please send once more.",
    },
  };

  const canonical = document.querySelector('link[rel="canonical"]');
  const article =
    script.dataset.article || (canonical && canonical.href) || location.origin + location.pathname;
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
    return {
      read() {
        try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
      },
      write(value) {
        try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* not kept, then */ }
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

  // --- the check --------------------------------------------------------------------------------

  function inWorker(parameters) {
    return new Promise((resolve, reject) => {
      const address = new URL("loi-binh-worker.js", home).href;
      const foreign = home.origin !== location.origin;
      const started = foreign
        ? URL.createObjectURL(new Blob([`importScripts(${JSON.stringify(address)});`]))
        : address;
      let worker;
      const end = (how, value) => {
        clearTimeout(timer);
        if (worker) worker.terminate();
        if (foreign) URL.revokeObjectURL(started);
        how(value);
      };
      const timer = setTimeout(() => end(reject, new Error("silent")), WORKER_BEGINS);
      try {
        worker = new Worker(started);
      } catch (error) {
        end(reject, error);
        return;
      }
      worker.onerror = (event) => {
        event.preventDefault();
        end(reject, new Error("no worker"));
      };
      worker.onmessage = ({ data }) => {
        if (data.begun) clearTimeout(timer);
        else if (data.solution) end(resolve, data.solution);
        else end(reject, new Error(data.failed));
      };
      worker.postMessage(parameters);
    });
  }

  let handedOver = null;
  function solverInPage() {
    handedOver = handedOver || new Promise((resolve, reject) => {
      document.addEventListener("loi-binh-solver", (event) => resolve(event.detail), { once: true });
      const loaded = make("script", "", "", { src: new URL("loi-binh-worker.js", home).href });
      loaded.onerror = () => {
        handedOver = null;
        reject(new Error("no solver"));
      };
      document.head.append(loaded);
    });
    return handedOver;
  }

  async function inSlices(parameters) {
    const slices = (await solverInPage())(parameters);
    for (;;) {
      const solution = slices.run(SLICE);
      if (solution) return solution;
      await new Promise((go) => setTimeout(go));
    }
  }

  async function passed() {
    const { status, said } = await ask(about("check"), { cache: "no-store" });
    if (status !== 200) throw Object.assign(new Error("no check"), { said });
    const solution = await inWorker(said.parameters).catch(() => inSlices(said.parameters));
    const bytes = new TextEncoder().encode(JSON.stringify({ challenge: said, solution }));
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  }

  // One check at a time; it is begun when the reader begins, renewed when used, refused or old.
  function checking(tell) {
    let under = null;
    let since = 0;
    function begin() {
      if (under && Date.now() - since < FRESH) return under;
      since = Date.now();
      tell("working");
      const mine = passed();
      under = mine;
      mine.then(
        () => under === mine && tell("ready"),
        () => {
          if (under !== mine) return;
          under = null;
          tell("failed");
        },
      );
      return mine;
    }
    function forget() {
      under = null;
      tell("idle");
    }
    return { begin, forget };
  }

  // --- the form ---------------------------------------------------------------------------------

  let fields = 0;
  function field(name, label, control, hint) {
    const id = `loi-binh-${name}-${++fields}`;
    control.id = id;
    control.name = name;
    control.classList.add("loi-binh-field");
    const error = make("p", "error", "", { id: `${id}-error`, "aria-live": "polite" });
    const told = hint && make("p", "hint", hint, { id: `${id}-hint` });
    control.setAttribute("aria-describedby", `${told ? `${id}-hint ` : ""}${id}-error`);
    control.setAttribute("aria-required", "true");
    control.setAttribute("dir", "auto");
    const box = make("div", control.tagName === "TEXTAREA" ? "row wide" : "row", [
      make("label", "label", label, { for: id }), control, told, error,
    ]);
    function complain(sentence) {
      error.textContent = sentence;
      if (sentence) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    control.addEventListener("input", () => complain(""));
    return { box, control, complain };
  }

  function drawForm(conversation) {
    const draft = kept("draft");
    const name = field("name", words.name, make("input", "", "", { autocomplete: "name" }));
    const email = field("email", words.email, make("input", "", "", {
      autocomplete: "email", inputmode: "email", autocapitalize: "off", spellcheck: "false",
    }), words.emailHint);
    const text = field("text", words.text, make("textarea", "", "", { rows: "4" }));
    const all = { name, email, text };
    const state = make("span", "state", words.idle, { role: "status" });
    const check = make("div", "row check", [make("span", "label", words.check), state]);
    const button = make("button", "send", words.send, { type: "submit" });
    const outcome = make("p", "outcome", "", { role: "alert" });
    const to = make("bdi");
    const cancel = make("button", "quiet", words.cancel, { type: "button" });
    const answering = make("p", "answering", [make("span", "", [words.answering, " ", to]), cancel]);
    const form = make(
      "form", "form",
      [answering, name.box, email.box, text.box, check, make("div", "row last", [button, outcome])],
      { novalidate: "", "aria-label": words.write },
    );
    const place = make("div", "place", [form]);

    let parent = null; // {id, name} of the comment that is answered
    let sending = false;
    let unanswered = null; // what was sent without hearing whether it arrived, and its check

    const checks = checking((now) => {
      state.textContent = words[now];
      check.dataset.state = now;
    });

    function keep() {
      const values = Object.entries(all).map(([key, { control }]) => [key, control.value]);
      draft.write({ ...Object.fromEntries(values), parent });
    }

    function tell(sentence, good) {
      outcome.textContent = sentence;
      outcome.classList.toggle("loi-binh-good", Boolean(good));
    }

    function turnTo(comment) {
      parent = comment;
      answering.hidden = !comment;
      to.textContent = comment ? comment.name || words.nameless : "";
      const target = (comment && conversation.placeFor(comment.id)) || place;
      if (form.parentElement !== target) {
        const focused = form.contains(document.activeElement) && document.activeElement;
        target.append(form); // which takes the keyboard away
        if (focused) focused.focus();
      }
      keep();
    }

    function standAlone() {
      const left = parent;
      turnTo(null);
      return left && conversation.focusOn(left.id);
    }

    function complaints() {
      const address = email.control.value.trim();
      name.complain(name.control.value.trim() ? "" : words.noName);
      email.complain(
        !address ? words.noEmail : /^\S+@\S+\.\S+$/.test(address) ? "" : words.badEmail,
      );
      text.complain(text.control.value.trim() ? "" : words.noText);
      return [name, email, text].find(({ control }) => control.hasAttribute("aria-invalid"));
    }

    function received(id, written) {
      unanswered = null;
      checks.forget();
      if (text.control.value.trim() === written.text) text.control.value = "";
      turnTo(null);
      const item = conversation.keepOwn({ ...written, id });
      tell(words.waits, true);
      if (written.parent && item) item.focus(); // the form has gone back to its place
    }

    // What a refusal means; returns whether the same may be sent once more at once.
    function refused(status, said, again) {
      unanswered = null;
      checks.forget();
      const why = said[language];
      if (/^check/.test(said.error || "") || status === 409) {
        checks.begin().catch(() => {});
        if (again) return true;
        tell(why || words.checkOld);
        return false;
      }
      const place = all[(said.error || "").split("_")[0]]; // as in text_too_long
      if (place && why) {
        place.complain(why);
        place.control.focus();
        tell("");
      } else {
        tell(why || (status === 429 ? words.busy : words.refused));
      }
      return false;
    }

    async function send(written, again) {
      let proof;
      const repeated = unanswered && unanswered.key === JSON.stringify(written);
      try {
        proof = repeated ? unanswered.proof : await checks.begin();
      } catch (error) {
        tell((error.said && error.said[language]) || words.noCheck);
        return;
      }
      const { name, email, text, parent } = written;
      const body = JSON.stringify({
        article, parent: parent && parent.id, name, email, text, check: proof,
      });
      let answer;
      try {
        answer = await ask("comments", {
          method: "POST", headers: { "Content-Type": "application/json" }, body,
        });
      } catch {
        unanswered = { key: JSON.stringify(written), proof };
        tell(words.offline);
        return;
      }
      const { status, said } = answer;
      if (status === 202) received(said.id, written);
      else if (status === 409 && repeated) received(null, written);
      else if (refused(status, said, again)) await send(written, false);
    }

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (sending) return;
      tell("");
      const wrong = complaints();
      if (wrong) {
        wrong.control.focus();
        return;
      }
      sending = true;
      button.setAttribute("aria-disabled", "true");
      button.textContent = words.sending;
      try {
        await send({
          name: name.control.value.trim(), email: email.control.value.trim(),
          text: text.control.value.trim(), parent,
        }, true);
      } finally {
        sending = false;
        button.removeAttribute("aria-disabled");
        button.textContent = words.send;
        keep();
      }
    });
    form.addEventListener("input", () => {
      keep();
      checks.begin().catch(() => {});
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing && parent) standAlone();
    });
    cancel.addEventListener("click", standAlone);

    const before = draft.read();
    for (const [key, { control }] of Object.entries(all)) {
      if (before && typeof before[key] === "string") control.value = before[key];
    }
    turnTo(before && before.parent && before.parent.id ? before.parent : null);

    return {
      place,
      answer(comment) {
        tell("");
        turnTo(comment);
        (name.control.value && email.control.value ? text : name).control.focus();
      },
      settle: () => turnTo(parent), // once the comment that is answered is drawn
    };
  }

  // --- the conversation -------------------------------------------------------------------------

  function drawConversation(answer) {
    const own = kept("own");
    const threads = make("ol", "threads");
    const ownList = make("ol", "threads own");
    const notice = make("p", "none", words.loading, { role: "status" });
    const more = make("div", "following");
    const box = make("div", "conversation", [ownList, threads, notice, more]);
    const drawn = new Map(); // by id: the element of a comment and its parts
    let open = false;

    function by(comment, under) {
      const to = comment.parent && comment.parent !== under && drawn.get(comment.parent);
      const line = make("p", "by", [make("bdi", "name", comment.name || words.nameless)]);
      if (comment.by_newsroom) line.append(" ", make("span", "mark", words.mark));
      if (comment.pending) line.append(" ", make("span", "mark pending", words.pending));
      if (to) line.append(" ", make("span", "to", [words.to, " ", make("bdi", "", to.name)]));
      if (comment.at) {
        const at = new Date(comment.at);
        line.append(" ", make("time", "time", times.format(at), { datetime: comment.at }));
      }
      return line;
    }

    function draw(comment, under) {
      const kind = `comment${comment.by_newsroom ? " newsroom" : ""}${comment.pending ? " waits" : ""}`;
      const below = make("div", "answer-place");
      const replies = make("ol", "replies");
      const parts = [
        by(comment, under), make("div", "text", comment.text, { dir: "auto" }), below, replies,
      ];
      const item = make("li", kind, parts);
      const name = comment.name || words.nameless;
      let button = null;
      if (!comment.pending) {
        if (open) {
          button = make("button", "quiet", words.answer, {
            type: "button", "aria-label": `${words.answer} ${name}`,
          });
          button.addEventListener("click", () => answer({ id: comment.id, name: comment.name }));
          below.before(make("p", "actions", [button]));
        }
        drawn.set(comment.id, { name, below, replies, button });
      }
      for (const reply of comment.replies || []) replies.append(draw(reply, comment.id));
      if (comment.more) item.append(following(words.moreAnswers, comment.more, replies));
      return item;
    }

    // A button that brings what follows into a list: more threads, or the rest of one thread.
    function following(label, after, list) {
      const button = make("button", "more", label, { type: "button" });
      button.addEventListener("click", async () => {
        if (button.hasAttribute("aria-disabled")) return;
        button.setAttribute("aria-disabled", "true");
        const { status, said } = await ask(about("conversation", after)).catch(() => ({}));
        button.removeAttribute("aria-disabled");
        if (status !== 200) return;
        let first = null;
        for (const comment of said.comments) {
          const into = comment.under && drawn.get(comment.under);
          const item = draw(comment, comment.under);
          (into ? into.replies : list).append(item);
          first = first || item;
        }
        button.replaceWith(...(said.next ? [following(label, said.next, list)] : []));
        drawOwn();
        if (first) {
          first.tabIndex = -1;
          first.focus();
        }
      });
      return button;
    }

    // The reader's own comments that nobody has approved yet; known to this tab only.
    function drawOwn() {
      const waiting = (own.read() || []).filter(({ id }) => !id || !drawn.has(id));
      own.write(waiting);
      for (const item of box.querySelectorAll(".loi-binh-waits")) item.remove();
      let item = null;
      for (const { name, text, parent } of waiting) {
        const into = parent && drawn.get(parent.id);
        item = draw({ name, text, pending: true });
        item.tabIndex = -1;
        (into ? into.replies : ownList).append(item);
      }
      return item;
    }

    async function load() {
      notice.textContent = words.loading;
      const { status, said } = await ask(about("conversation"), { cache: "no-cache" }).catch(
        () => ({}),
      );
      if (status !== 200) {
        const again = make("button", "quiet", words.again, { type: "button" });
        again.addEventListener("click", () => load().then(settled));
        notice.replaceChildren(status && said[language] ? said[language] : words.notLoaded, " ", again);
        drawOwn();
        return status === 404 ? { missing: true } : null;
      }
      open = said.article.open;
      drawn.clear();
      threads.replaceChildren(...said.comments.map((comment) => draw(comment, null)));
      more.replaceChildren(...(said.next ? [following(words.more, said.next, threads)] : []));
      drawOwn();
      notice.textContent = said.comments.length ? "" : open ? words.none : "";
      return said;
    }

    return {
      box,
      load,
      placeFor: (id) => (drawn.get(id) || {}).below,
      focusOn: (id) => ((drawn.get(id) || {}).button || { focus() {} }).focus(),
      keepOwn(written) {
        const { id, name, text, parent } = written;
        own.write([...(own.read() || []), { id, name, text, parent }]);
        return drawOwn();
      },
    };
  }

  // --- all of it --------------------------------------------------------------------------------

  const heading = make("h2", "heading", words.heading, { id: "loi-binh-heading" });
  const closed = make("p", "none", "", { role: "status" });
  const conversation = drawConversation((comment) => form.answer(comment));
  const form = drawForm(conversation);
  const section = make("section", "", [heading, closed, form.place, conversation.box], {
    class: "loi-binh", lang: language, "aria-labelledby": "loi-binh-heading",
  });
  if (/^(light|dark)$/.test(script.dataset.theme || "")) section.dataset.theme = script.dataset.theme;

  function settled(said) {
    form.place.hidden = Boolean(said && (said.missing || !said.article.open));
    if (!said || said.missing) return;
    heading.textContent = `${words.heading} (${numbers.format(said.total)})`;
    closed.textContent = said.article.open ? "" : words.closed;
    form.settle();
  }

  const style = make("link", "", "", { rel: "stylesheet", href: new URL("loi-binh.css", home).href });
  document.head.append(style);
  const stand = document.getElementById("loi-binh");
  if (stand) stand.replaceChildren(section);
  else if (script.closest("head")) document.body.append(section);
  else script.after(section);
  conversation.load().then(settled);
})();
