// The platform's weight of a text, as i4nlp/tweet.py and links.py count it; tests/web holds the two together.
// PLATFORM (platform.js) has the limit, the weights and the top-level domains.
"use strict";

const weigh = (() => {
  const ACCENTED = "\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0253\\u0254\\u0256\\u0257\\u0259\\u025b\\u0263\\u0268\\u026f\\u0272\\u0289\\u028b\\u02bb\\u0300-\\u036f\\u1e00-\\u1eff";
  const PICTOGRAPH = "[\\u203c\\u2049\\u2122\\u2139\\u2194-\\u2199\\u21a9\\u21aa\\u231a\\u231b\\u2328\\u23cf\\u23e9-\\u23f3\\u23f8-\\u23fa\\u24c2\\u25aa\\u25ab\\u25b6\\u25c0\\u25fb-\\u25fe\\u2600-\\u27bf\\u2934\\u2935\\u2b05-\\u2b07\\u2b1b\\u2b1c\\u2b50\\u2b55\\u3030\\u303d\\u3297\\u3299\\u{1f000}-\\u{1f1e5}\\u{1f200}-\\u{1f3fa}\\u{1f400}-\\u{1fffd}]";
  const ELEMENT = `${PICTOGRAPH}[\\ufe0f\\u{1f3fb}-\\u{1f3ff}]?`;
  const EMOJI = `${PICTOGRAPH}[\\u{e0020}-\\u{e007e}]+\\u{e007f}|${ELEMENT}(?:\\u200d${ELEMENT})*|[\\u{1f1e6}-\\u{1f1ff}]{2}|[0-9#*]\\ufe0f?\\u20e3|[©®]\\ufe0f`;
  const hex = (point) => `\\u{${point.toString(16)}}`;
  const LIGHT = PLATFORM.light_ranges.map(([first, last]) => `${hex(first)}-${hex(last)}`).join("");
  const WEIGHTY = new RegExp(`${EMOJI}|[^${LIGHT}]`, "gu");
  const TLDS = new Set(PLATFORM.tlds.split(" "));
  const BREAK = /[\t-\r !#-,/:-@[-^{-~\x85\xa0\u061c\u1680\u180e\u2000-\u200a\u200e\u200f\u2028-\u202f\u205f\u2066-\u2069\u3000\ufeff\ufffe\uffff]/u;
  const NEVER_BEFORE = /[A-Za-z0-9@＠#＃$\ufeff\ufffe\uffff]/u;
  const LAST = new RegExp(`[A-Za-z0-9=_#/+\\-\\u0400-\\u04ff${ACCENTED}]`, "u");
  const INNER = /[!*';:,.$%[\]~@|&–]/u;
  const QUERY_INNER = /[!?*'@();:+$%[\].,~|]/u;
  const QUERY_LAST = /[A-Za-z0-9&=#/\-_]/u;
  const ALPHANUMERIC = /[A-Za-z0-9]/u;
  const PLAIN = new RegExp(`^[A-Za-z0-9\\-${ACCENTED}.]*$`, "u");
  const PLAIN_LABELS = new RegExp(`(?:[A-Za-z0-9\\-${ACCENTED}]+\\.)+`, "gu");
  const MAX_LINK = 4096, MAX_LABEL = 63, MAX_SHORT_CODE = 40;

  // Positions are code points: `points` is the text as an array of them.
  function links(points) {
    const found = [];
    let position = 0, consumed = 0;
    for (let run; (run = dottedRun(points, position)); ) {
      for (const [start, domainStart, domainEnd] of domains(points, run[0], run[1], consumed)) {
        const [pathStart, hasPath, end] = tail(points, domainEnd);
        consumed = end;
        if (!acceptable(points.slice(domainStart, domainEnd), domainStart - start, consumed - start)) continue;
        if (start < domainStart) {
          found.push(...withScheme(points, start, points.slice(domainStart, pathStart).join(""), consumed));
        } else if (!"-_./".includes(points[start - 1] ?? " ")) {
          const last = hasPath ? consumed : domainEnd;
          for (const [first, stop] of plainDomains(points.slice(start, domainEnd))) {
            found.push([start + first, start + stop === domainEnd ? last : start + stop]);
          }
        }
      }
      position = Math.max(run[1], consumed);
    }
    return found;
  }

  // The next whole run of labels and dots that starts with a label.
  function dottedRun(points, position) {
    for (let i = position; i < points.length; ) {
      if (points[i] === "." || BREAK.test(points[i])) { i++; continue; }
      let end = i;
      while (end < points.length && points[end] !== "." && !BREAK.test(points[end])) end++;
      if (points[end] === ".") {
        while (end < points.length && !BREAK.test(points[end])) end++;
        return [i, end];
      }
      i = end;
    }
    return null;
  }

  // `consumed` is where the last link of this run began to be read; the caller's moves on by paths, this one by domains.
  function* domains(points, begin, end, consumed) {
    const labels = [[]];
    for (let i = begin; i < end; i++) points[i] === "." ? labels.push([]) : labels[labels.length - 1].push(points[i]);
    const tldEnds = [0];
    let at = begin + labels[0].length + 1;
    for (const label of labels.slice(1)) { tldEnds.push(tldEnd(points, at, label)); at += label.length + 1; }
    if (!tldEnds.some(Boolean)) return;
    tldEnds.push(0, 0);
    const far = new Array(labels.length).fill(0);
    for (let i = labels.length - 2; i >= 0; i--) {
      const next = labels[i + 1];
      if (next.length && !"-_".includes(next[0]) && !"-_".includes(next[next.length - 1])) {
        far[i] = far[i + 1] || (next.includes("_") ? 0 : tldEnds[i + 2]);
      }
    }
    let stop = begin - 1;
    for (let i = 0; i < labels.length - 1; i++) {
      const label = labels[i], start = stop + 1;
      stop = start + label.length;
      const domainEnd = far[i] || tldEnds[i + 1];
      if (!domainEnd || !label.length || "-_".includes(label[label.length - 1])) continue;
      const found = domainStart(points, far[i] ? start : start + label.lastIndexOf("_") + 1, stop, begin, consumed);
      if (found) { yield [...found, domainEnd]; consumed = domainEnd; }
    }
  }

  function tldEnd(points, start, label) {
    let end = start;
    while (end < points.length && ALPHANUMERIC.test(points[end])) end++;
    if (end > start && !"@+-".includes(points[end] ?? " ") && TLDS.has(points.slice(start, end).join("").toLowerCase())) return end;
    if (/^xn--/i.test(points.slice(start, start + 4).join(""))) {
      end = start + 4;
      while (end < points.length && (ALPHANUMERIC.test(points[end]) || points[end] === "-")) end++;
      if (end > start + 4) return end;
    }
    if (label.some((point) => point > "\x7f")) {
      for (let length = Math.min(label.length, MAX_LABEL); length > 0; length--) {
        const after = points[start + length] ?? " ";
        if (TLDS.has(label.slice(0, length).join("").toLowerCase()) && !ALPHANUMERIC.test(after) && !"@+-".includes(after)) return start + length;
      }
    }
    return 0;
  }

  function domainStart(points, first, stop, runBegin, consumed) {
    if (first === runBegin && !"-_".includes(points[first])) {
      for (const scheme of ["https://", "http://"]) {
        const start = first - scheme.length;
        const free = start === 0 || (start > 0 && !NEVER_BEFORE.test(points[start - 1]));
        if (free && start >= (consumed ? consumed + 1 : 0) && points.slice(start, first).join("").toLowerCase() === scheme) return [start, first];
      }
    }
    let found = -1;
    for (let i = Math.max(first, consumed + 1); i < stop && found < 0; i++) {
      if (points[i] > "\uffff" || points[i].length > 1 || (i > 0 && !NEVER_BEFORE.test(points[i - 1]) && !"-_".includes(points[i]))) found = i;
    }
    if (first === 0 && !"-_".includes(points[0]) && (found < 0 || found > 1)) return [0, 0];
    return found < 0 ? null : [found, found];
  }

  function tail(points, start) {
    let end = start, port = -1, hasPath = false;
    const at = (i, kind) => i < points.length && kind.test(points[i]);
    if (points[end] === ":" && at(end + 1, /[0-9]/u)) {
      end++;
      while (at(end, /[0-9]/u)) end++;
      port = end;
    }
    if (points[end] === "/") {
      hasPath = true;
      end++;
      for (;;) {
        let next = end, paired;
        for (;;) {
          if (at(next, INNER)) next++;
          else if ((paired = parentheses(points, next))) next = paired;
          else break;
        }
        if (!at(next, LAST)) break;
        while (at(next, LAST)) next++;
        end = next;
      }
      for (let paired; (paired = parentheses(points, end)); ) end = paired;
    }
    return [Math.max(start, port), hasPath, query(points, end)];
  }

  function query(points, start) {
    let end = start;
    for (let next = start + 1; points[start] === "?"; ) {
      while (next < points.length && QUERY_INNER.test(points[next])) next++;
      if (next >= points.length || !QUERY_LAST.test(points[next])) break;
      while (next < points.length && QUERY_LAST.test(points[next])) next++;
      end = next;
    }
    return end;
  }

  // The end of a pair of parentheses, two deep, that holds something; 0 if there is none here.
  function parentheses(points, start) {
    if (points[start] !== "(") return 0;
    const run = (i) => { while (i < points.length && (LAST.test(points[i]) || INNER.test(points[i]))) i++; return i; };
    const first = run(start + 1);
    if (first > start + 1 && points[first] === ")") return first + 1;
    if (points[first] !== "(") return 0;
    const second = run(first + 1);
    if (second === first + 1 || points[second] !== ")") return 0;
    const third = run(second + 1);
    return points[third] === ")" ? third + 1 : 0;
  }

  function acceptable(domain, schemeLength, length) {
    if (length + (schemeLength || "https://".length) > MAX_LINK) return false;
    const text = domain.join("");
    if (text.split(".").some((label) => encodedLength(Array.from(label)) > MAX_LABEL)) return false;
    return !text.startsWith("xn--") || plainDomains(domain).length > 0;
  }

  // The length of a label in Punycode (RFC 3492), exact up to the limit.
  function encodedLength(label) {
    const points = label.map((character) => character.codePointAt(0));
    if (points.every((point) => point < 128) || points.length > MAX_LABEL) return points.length;
    let written = points.filter((point) => point < 128).length;
    let length = "xn--".length + (written > 0 ? 1 : 0) + points.length;
    let previous = 127, delta = 0, bias = 72, damping = 700;
    for (const current of [...new Set(points.filter((point) => point >= 128))].sort((one, other) => one - other)) {
      delta += (current - previous - 1) * (written + 1);
      for (const point of points) {
        if (point < current) delta += 1;
        else if (point === current) {
          written += 1;
          length += digits(delta, bias) - 1;
          bias = adapted(Math.floor(delta / damping), written);
          delta = 0;
          damping = 2;
        }
      }
      if (length > MAX_LABEL) break;
      previous = current;
      delta += 1;
    }
    return length;
  }

  function digits(delta, bias) {
    let count = 1;
    for (let threshold; delta >= (threshold = Math.min(Math.max(36 * count - bias, 1), 26)); count++) {
      delta = Math.floor((delta - threshold) / (36 - threshold));
    }
    return count;
  }

  function adapted(delta, written) {
    delta += Math.floor(delta / written);
    let bias = 0;
    while (delta > 455) { delta = Math.floor(delta / 35); bias += 36; }
    return bias + Math.floor((36 * delta) / (delta + 38));
  }

  function withScheme(points, start, host, end) {
    if (host.toLowerCase() !== "t.co") return [[start, end]];
    const slash = start + "http://t.co".length + ("sS".includes(points[start + 4]) ? 1 : 0);
    let code = slash + 1;
    while (code < points.length && ALPHANUMERIC.test(points[code])) code++;
    if (points[slash] !== "/" || code === slash + 1) return [[start, end]];
    return code - slash - 1 <= MAX_SHORT_CODE ? [[start, query(points, code)]] : [];
  }

  function plainDomains(domain) {
    const text = domain.join("");
    if (PLAIN.test(text.slice(0, text.lastIndexOf(".")))) return [[0, domain.length]];
    const found = [];
    PLAIN_LABELS.lastIndex = 0;
    for (let labels; (labels = PLAIN_LABELS.exec(text)); ) {
      const start = Array.from(text.slice(0, labels.index)).length;
      let dot = Array.from(text.slice(0, labels.index + labels[0].length)).length - 1;
      while (dot > 0) {
        const rest = domain.slice(dot + 1);
        const stop = rest.indexOf(".");
        const end = tldEnd(domain, dot + 1, stop < 0 ? rest : rest.slice(0, stop));
        if (end) {
          found.push([start, end]);
          PLAIN_LABELS.lastIndex = domain.slice(0, end).join("").length;
          break;
        }
        dot = start + domain.slice(start, dot).lastIndexOf(".");
        if (dot < start) break;
      }
    }
    return found;
  }

  return (text) => {
    const points = Array.from(text.normalize("NFC"));
    const found = links(points);
    const ends = [0, ...found.map((span) => span[1])], starts = [...found.map((span) => span[0]), points.length];
    const plain = ends.map((end, i) => points.slice(end, starts[i]).join("")).join("\n");
    let weight = Array.from(plain).length * PLATFORM.light_weight + found.length * (PLATFORM.url_weighted_length * PLATFORM.scale - PLATFORM.light_weight);
    for (const [weighty] of plain.matchAll(WEIGHTY)) {
      weight += PLATFORM.default_weight - Array.from(weighty).length * PLATFORM.light_weight;
    }
    return Math.floor(weight / PLATFORM.scale);
  };
})();
