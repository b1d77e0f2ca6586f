// Nobody needs it twice: a page may well name the script twice.
if (others.some((each) => each.dataset.article === article)) return;

const heading = make("h2", "heading", words.heading, { id: `loi-binh-heading-${nth}` });
const closed = make("p", "none", "", { role: "status" });
const conversation = drawConversation((comment) => form.answer(comment));
const form = drawForm(conversation);
const section = make("section", "", [heading, closed, form.place, conversation.box], {
  class: "loi-binh", lang: language, "aria-labelledby": heading.id, "data-article": article,
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
style.nonce = script.nonce;
document.head.append(style);
const stand = document.getElementById("loi-binh");
if (stand && !others.some((each) => stand.contains(each))) stand.replaceChildren(section);
else if (script.closest("head")) document.body.append(section);
else script.after(section);
conversation.load().then(settled);
