// Solves the check: finds the counter with which a hash begins as asked (altcha's second version
// with plain SHA-256). It runs in a worker; where a page forbids workers it is loaded into the page
// itself, and then hands its solver over by an event and works in slices.
"use strict";
(() => {
  const K = new Int32Array(64);
  const START = new Int32Array(8);

  // The constants of SHA-256: the first bits of the roots of the first primes.
  (() => {
    const bits = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
    let found = 0;
    for (let n = 2; found < 64; n++) {
      let prime = true;
      for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
      if (!prime) continue;
      if (found < 8) START[found] = bits(Math.sqrt(n));
      K[found++] = bits(Math.cbrt(n));
    }
  })();

  const W = new Int32Array(64);

  // One block of 64 bytes, as 16 words from `at`, into the state H.
  function compress(H, words, at) {
    for (let i = 0; i < 16; i++) W[i] = words[at + i];
    for (let i = 16; i < 64; i++) {
      const x = W[i - 15];
      const y = W[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = H;
    for (let i = 0; i < 64; i++) {
      const S1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + S1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const S0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (S0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0;
      d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    H[0] += a; H[1] += b; H[2] += c; H[3] += d; H[4] += e; H[5] += f; H[6] += g; H[7] += h;
  }

  // A message of so many bytes, padded as SHA-256 wants it, to be filled in.
  function message(length) {
    const bytes = new Uint8Array(Math.ceil((length + 9) / 64) * 64);
    bytes[length] = 0x80;
    new DataView(bytes.buffer).setUint32(bytes.length - 4, length * 8);
    return bytes;
  }

  function unhex(hex) {
    return Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
  }

  function hex(words, length) {
    const whole = Array.from(words, (w) => (w >>> 0).toString(16).padStart(8, "0")).join("");
    return whole.slice(0, 2 * length);
  }

  // A solver of one challenge. `run(ms)` works about so long; it returns the solution, or null.
  function solver(parameters) {
    const { nonce, salt, cost, keyLength = 32, algorithm } = parameters;
    const prefix = (parameters.keyPrefix === undefined ? "00" : parameters.keyPrefix).toLowerCase();
    if (algorithm !== "SHA-256") throw new Error("unknown algorithm");
    const head = [...unhex(salt), ...unhex(nonce)];
    const bytes = message(head.length + 4);
    bytes.set(head);
    const view = new DataView(bytes.buffer);
    const words = new Int32Array(bytes.length / 4);
    const again = new Int32Array(16);
    again[8] = 0x80000000;
    again[15] = 256;
    const H = new Int32Array(8);
    const wanted = parseInt(prefix.slice(0, 8).padEnd(8, "0"), 16) | 0;
    const mask = prefix ? (-1 << (32 - 4 * Math.min(8, prefix.length))) | 0 : 0;
    let counter = 0;
    let spent = 0;

    function matches() {
      view.setUint32(head.length, counter);
      for (let i = 0; i < words.length; i++) words[i] = view.getInt32(4 * i);
      H.set(START);
      for (let at = 0; at < words.length; at += 16) compress(H, words, at);
      for (let n = 1; n < cost; n++) {
        again.set(H);
        H.set(START);
        compress(H, again, 0);
      }
      return (H[0] & mask) === wanted && (prefix.length <= 8 || hex(H, keyLength).startsWith(prefix));
    }

    return {
      run(ms) {
        const begun = performance.now();
        for (;;) {
          const pause = counter + Math.max(1, Math.ceil(512 / Math.max(1, cost)));
          for (; counter < pause; counter++) {
            if (!matches()) continue;
            const time = Math.round(spent + performance.now() - begun);
            return { counter, derivedKey: hex(H, keyLength), time };
          }
          if (counter > 0xffffffff) throw new Error("no solution");
          if (performance.now() - begun >= ms) {
            spent += performance.now() - begun;
            return null;
          }
        }
      },
    };
  }

  if (typeof document === "undefined") {
    onmessage = (event) => {
      postMessage({ begun: true });
      try {
        postMessage({ solution: solver(event.data).run(Infinity) });
      } catch (error) {
        postMessage({ failed: String(error) });
      }
    };
  } else {
    document.dispatchEvent(new CustomEvent("loi-binh-solver", { detail: solver }));
  }
})();
