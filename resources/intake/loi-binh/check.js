const FRESH = 15 * 60000; // milliseconds a check is used for; the server takes it a little longer
const WORKER_BEGINS = 4000; // milliseconds after which a worker that says nothing is given up
const SLICE = 12; // milliseconds of solving in the page between two pauses

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
    loaded.nonce = script.nonce;
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
