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
      drawn.set(comment.id, { name, text: comment.text, below, replies, button });
    }
    for (const reply of comment.replies || []) replies.append(draw(reply, comment.id));
    if (comment.more) item.append(following(words.moreAnswers, comment.more, replies));
    return item;
  }

  // A button that brings what follows into a list: more threads, or the rest of one thread.
  function following(label, after, list) {
    const button = make("button", "more", label, { type: "button", "aria-live": "polite" });
    button.addEventListener("click", async () => {
      if (button.hasAttribute("aria-disabled")) return;
      button.setAttribute("aria-disabled", "true");
      const { status, said } = await ask(about("conversation", after)).catch(() => ({}));
      button.removeAttribute("aria-disabled");
      if (status !== 200) {
        button.textContent = `${words.notLoaded} ${words.again}`;
        return;
      }
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

  // A comment that came though its answer was lost has no id here.
  function isDrawn({ id, name, text }) {
    if (id) return drawn.has(id);
    return [...drawn.values()].some((each) => each.name === name && each.text === text);
  }

  // The reader's own comments that nobody has approved yet; known to this tab only.
  function drawOwn() {
    const waiting = (own.read() || []).filter((each) => !isDrawn(each));
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
