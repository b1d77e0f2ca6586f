function field(name, label, control, hint) {
  const id = `loi-binh-${name}-${nth}`;
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
  const unanswered = kept("unanswered"); // what was sent, and its check, until it is heard whether it came
  const own = kept("key"); // tells a comment that is sent again from another one
  if (!own.read()) own.write(crypto.getRandomValues(new Uint32Array(4)).join("-"));
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
    unanswered.write(null);
    checks.forget();
    if (text.control.value.trim() === written.text) text.control.value = "";
    turnTo(null);
    const item = conversation.keepOwn({ ...written, id });
    tell(words.waits, true);
    if (written.parent && item) item.focus(); // the form has gone back to its place
  }

  // What a refusal means; returns whether the same may be sent once more at once.
  function refused(status, said, again) {
    unanswered.write(null);
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
    const key = JSON.stringify(written);
    const before = unanswered.read();
    const repeated = before && before.key === key;
    try {
      proof = repeated ? before.proof : await checks.begin();
    } catch (error) {
      tell((error.said && error.said[language]) || words.noCheck);
      return;
    }
    const { name, email, text, parent } = written;
    const body = JSON.stringify({
      article, parent: parent && parent.id, name, email, text, check: proof, key: own.read(),
    });
    let answer;
    unanswered.write({ key, proof });
    try {
      answer = await ask("comments", {
        method: "POST", headers: { "Content-Type": "application/json" }, body,
      });
    } catch {
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
