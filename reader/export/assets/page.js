"use strict";
// The page works without this; it adds the switches and the pop-ups. Nothing is done at load that grows with the text:
// words are dressed (zhuyin, tone colours) when they come near the window, data is parsed when first needed.
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children.filter((child) => child));
    return element;
  };
  const LANGUAGE = { hans: "zh-Hans", hant: "zh-Hant", tw: "zh-Hant-TW", hk: "zh-Hant-HK" };
  const BLOCKS = "h1[id], .toc [data-k], .glossary [data-k], article p:not(.en), article h2";
  const WORD = "ruby, .w, article a[href], h1 a[href]";
  const article = document.querySelector("article");

  let parsed, unpacked;
  const data = () => (parsed ??= JSON.parse($("duban-data").textContent));
  function lexicon() {
    if (unpacked) return unpacked;
    unpacked = JSON.parse(inflate(data().lexicon));
    const meanings = unpacked.meanings.split("\n");
    unpacked.words = new Map(unpacked.words.split("\n").map((word, i) => [word, [meanings[i], unpacked.level[i]]]));
    return unpacked;
  }

  // ---- State: attributes of the root element, remembered for every page of duban that this browser opens

  const NAMES = ["script", "ruby", "style", "tones", "english", "theme", "size"];
  const MEMORY = "duban-page";
  const bar = $("bar");
  const state = Object.fromEntries(NAMES.map((name) => [name, root.dataset[name]]));
  const base = state.script;
  const offered = (name, value) =>
    name === "size" ? /^[0-4]$/.test(value)
      : name === "tones" ? ["on", "off"].includes(value)
      : !!bar && [...bar.elements].some((input) => input.name === name && input.value === value);

  function remembered() {
    try {
      const kept = JSON.parse(localStorage.getItem(MEMORY)) ?? {};
      for (const name of NAMES) if (offered(name, kept[name])) state[name] = kept[name];
    } catch { /* storage may be shut for files; then nothing is remembered */ }
  }
  function remember() {
    try { localStorage.setItem(MEMORY, JSON.stringify(state)); } catch { /* as above */ }
  }

  function set(name, value) {
    if (state[name] === value || !offered(name, value)) return;
    state[name] = value;
    remember();
    apply(name);
  }

  function apply(name) {
    root.dataset[name] = state[name];
    if (name === "script") root.lang = LANGUAGE[state.script];
    if (name === "script" || name === "style" || name === "tones") {
      hide();
      keepPlace(() => dressNear());
      if (name === "script") convertRest();
    }
    if (name === "english") buttons();
    for (const input of bar ? bar.elements : []) {
      if (input.name === name) input.checked = input.value === state[name];
    }
  }

  // What the reader is looking at stays where it is although lines above change their height.
  function keepPlace(change) {
    const at = [...near].map((block) => [block, block.getBoundingClientRect()])
      .filter(([, box]) => box.bottom > 60).sort((a, b) => a[1].top - b[1].top)[0];
    change();
    if (at && scrollY > 0) scrollBy({ top: at[0].getBoundingClientRect().top - at[1].top, behavior: "instant" });
  }

  // ---- Script: text nodes are rewritten from what the page was written with

  const originals = new WeakMap();
  const tables = {};
  const table = (script) => (tables[script] ??= (() => {
    const signs = [...data().scripts[script].map];
    const map = new Map();
    for (let i = 0; i < signs.length; i += 2) map.set(signs[i], signs[i + 1]);
    return { map, fix: data().scripts[script].fix ?? {} };
  })());

  function convert(text, script) {
    const { map } = table(script);
    let out = "";
    for (const sign of text) out += map.get(sign) ?? sign;
    return out;
  }

  function textNodes(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === 3 ? NodeFilter.FILTER_ACCEPT
        : /^(RT|RP|BUTTON)$/.test(node.tagName) || node.classList.contains("en") ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  function rescript(block) {
    const script = state.script;
    if ((scripted.get(block) ?? base) === script) return;
    scripted.set(block, script);
    const fixes = script === base ? [] : [...(table(script).fix[block.dataset.k ?? block.id] ?? [])];
    if (fixes.length === 1 && fixes[0][0] === 0 && fixes[0][1] > fixes[0][2].length + 1) fixes.length = 0;
    let at = 0;
    for (const node of textNodes(block)) {
      const text = originals.get(node) ?? node.data;
      if (!originals.has(node)) originals.set(node, text);
      let shown = text;
      if (script !== base) {
        const end = at + text.length;
        const inside = fixes.filter(([start]) => start >= at && start < end);
        shown = "";
        let from = 0;
        for (const [start, stop, sign] of inside) {
          shown += convert(text.slice(from, start - at), script) + sign;
          from = stop - at;
        }
        shown += convert(text.slice(from), script);
        at = end;
      }
      if (node.data !== shown) node.data = shown;
    }
  }
  const scripted = new WeakMap();

  // Blocks out of sight are converted a few at a time, so that find-in-page finds what is shown. Not when the browser
  // says it is idle: Chromium without a screen never says so once it has painted.
  let waiting = [];
  function convertRest() {
    const running = waiting.length > 0;
    waiting = [...document.querySelectorAll(BLOCKS)].reverse();
    delete root.dataset.ready;
    if (!running) setTimeout(convertSome);
  }
  function convertSome() {
    const end = performance.now() + 8;
    while (waiting.length && performance.now() < end) {
      const block = waiting.pop();
      undress(block);
      rescript(block);
      if (near.has(block)) dress(block);
    }
    if (waiting.length) setTimeout(convertSome);
    else root.dataset.ready = state.script;
  }

  // ---- Readings: zhuyin and tone colours need syllables apart

  const dressed = new Map();
  const near = new Set();

  const baseText = (element) => textNodes(element).map((node) => originals.get(node) ?? node.data).join("");
  const shownText = (element) => textNodes(element).map((node) => node.data).join("");

  // A word as the page was written: what stands on the line, what stands over it, and its syllables.
  function plainWord(element) {
    if (!element.matches("ruby")) {
      const parts = [...element.childNodes].map((node) =>
        node.nodeName === "RUBY" ? plainWord(node) : { text: originals.get(node) ?? node.textContent, over: "", syllables: [] });
      const all = (name) => parts.map((part) => part[name]);
      return { text: all("text").join(""), over: all("over").join(""), syllables: all("syllables").flat() };
    }
    if (dressed.has(element)) return dressed.get(element);
    const over = [...element.querySelectorAll("rt")].map((rt) => rt.textContent);
    return { text: baseText(element), over: over.join(""), syllables: over.flatMap(numbered) };
  }

  function meaning({ text, over }) {
    const { words, levels } = lexicon();
    const [senses, level] = words.get(`${text}/${over}`) ?? words.get(text) ?? ["", "-"];
    return { senses: senses ? senses.split(" / ") : [], level: levels[level] };
  }

  const wanted = () => (state.style === "zhuyin" ? "z" : "") + (state.tones === "on" ? "t" : "");

  function dress(block) {
    const way = wanted();
    const same = (scripted.get(block) ?? base) === state.script;
    if (same && (block.dataset.dress ?? "") === way) return;
    undress(block); // only the nodes that the page came with are rewritten
    rescript(block);
    if (way) for (const ruby of block.querySelectorAll("ruby")) dressRuby(ruby, way);
    if (way) block.dataset.dress = way;
  }

  function undress(block) {
    if (!block.dataset.dress) return;
    for (const ruby of block.querySelectorAll("ruby")) {
      const plain = dressed.get(ruby);
      if (plain) ruby.replaceChildren(...plain.nodes);
      dressed.delete(ruby);
    }
    delete block.dataset.dress;
  }

  function dressRuby(ruby, way) {
    const plain = plainWord(ruby);
    const { syllables } = plain;
    const signs = [...shownText(ruby)];
    if (signs.length !== syllables.length) return;
    dressed.set(ruby, { nodes: [...ruby.childNodes], ...plain });
    const coloured = way.includes("t");
    const toned = (tag, syllable, ...children) => make(tag, coloured ? { class: `tone${tone(syllable)}` } : {}, ...children);
    const perSign = way.includes("z") || ruby.querySelectorAll("rt").length > 1;
    const parts = written(plain.over, syllables);
    let nodes = [];
    signs.forEach((sign, i) => {
      const character = coloured ? toned("span", syllables[i], sign) : sign;
      if (way.includes("z")) nodes.push(zhuyin(syllables[i], character, coloured));
      else nodes.push(character);
      if (!way.includes("z") && perSign) nodes.push(make("rt", { lang: "zh-Latn-pinyin" }, toned("span", syllables[i], parts[i])));
    });
    if (!perSign) nodes = [make("b", {}, ...nodes)];
    if (!perSign) nodes.push(make("rt", { lang: "zh-Latn-pinyin" }, ...parts.map((part, i) => toned("span", syllables[i], part))));
    ruby.replaceChildren(...nodes);
    leaveOut(ruby);
  }

  // "zhíbō" in the parts that belong to "zhi2" and "bo1"; a space, hyphen or apostrophe goes with the part before it.
  function written(over, syllables) {
    const parts = [];
    let at = 0;
    for (const syllable of syllables) {
      let end = at + syllable.replace(/\d$/, "").length;
      while (end < over.length && /[\s'’-]/.test(over[end])) end++;
      parts.push(over.slice(at, end));
      at = end;
    }
    return parts;
  }

  // The column is generated content: nothing of it is copied or found, and no line is broken otherwise for it.
  function zhuyin(syllable, character, coloured) {
    const written = inZhuyin(syllable);
    const letters = written.replace(/[ˊˇˋ˙]/g, "");
    const mark = written.match(/[ˊˇˋ˙]/)?.[0] ?? "";
    const names = `z n${letters.length}${mark === "˙" ? " dot" : ""}${coloured ? ` tone${tone(syllable)}` : ""}`;
    // Before the character, or the room kept for it goes to the next line.
    return make("span", { class: "c" }, make("i", { class: names, "data-z": letters, "data-t": mark }), character);
  }

  // [pinyin]
  // The syllables of what stands over a word, numbered: "nǚ'ér" is nü3 er2. A later one that begins with a vowel has an
  // apostrophe before it, so a consonant before a vowel always begins one.
  const MARKS = "\u0304\u0301\u030c\u0300";
  const SYLLABLE = new RegExp("e[M]?r(?![aeiou])|(?:[zcs]h|[b-df-hj-np-tw-z])?(?:[aeiou]\u0302?\u0308?[M]?)+(?:ng?(?![aeiou]))?|r|h?[mn][M]?g?".replaceAll("M", MARKS), "g");
  const numbered = (over) => (over.toLowerCase().normalize("NFD").match(SYLLABLE) ?? []).map((part) => {
    const mark = [...part].find((sign) => MARKS.includes(sign));
    return part.replace(mark ?? "", "").normalize() + (mark ? MARKS.indexOf(mark) + 1 : 5);
  });

  const tone = (syllable) => (/[1-5]$/.exec(syllable) ?? ["5"])[0];

  const SOUNDS = new Map([..."bㄅpㄆmㄇfㄈdㄉtㄊnㄋlㄌgㄍkㄎhㄏjㄐqㄑxㄒzhㄓchㄔshㄕrㄖzㄗcㄘsㄙaㄚoㄛeㄜêㄝaiㄞeiㄟaoㄠouㄡanㄢenㄣangㄤengㄥerㄦiㄧiaㄧㄚioㄧㄛieㄧㄝiaiㄧㄞiaoㄧㄠiuㄧㄡiouㄧㄡianㄧㄢinㄧㄣiangㄧㄤingㄧㄥiongㄩㄥuㄨuaㄨㄚuoㄨㄛuaiㄨㄞuiㄨㄟueiㄨㄟuanㄨㄢunㄨㄣuenㄨㄣuangㄨㄤongㄨㄥuengㄨㄥüㄩüeㄩㄝüanㄩㄢünㄩㄣngㄫhmㄏㄇhngㄏㄫ"
    .matchAll(/([a-zêü]+)([^a-zêü]+)/g)].map(([, latin, sign]) => [latin, sign]));
  function inZhuyin(syllable) {
    const letters = syllable.replace(/\d$/, ""), mark = ["", "ˊ", "ˇ", "ˋ", "˙"][tone(syllable) - 1];
    if (letters === "r") return "ㄦ";
    const sounds = soundsOf(letters);
    return mark === "˙" ? mark + sounds : sounds + mark;
  }
  function soundsOf(letters) {
    // yu-, yi-, and y- for i-: yue is üe, yin is in, yao is iao; w- for u-.
    const whole = letters.replace(/^yu/, "ü").replace(/^y(?!i)/, "i").replace(/^yi/, "i").replace(/^w(?!u)/, "u").replace(/^wu/, "u");
    if (SOUNDS.has(whole)) return SOUNDS.get(whole);
    const [, initial, rest] = /^([zcs]h|.)(.*)$/.exec(letters);
    const final = rest === "i" && /^([zcs]h?|r)$/.test(initial) ? "" : SOUNDS.get(/[jqx]/.test(initial) ? rest.replace(/^u/, "ü") : rest);
    return final == null || !SOUNDS.has(initial) ? letters : SOUNDS.get(initial) + final;
  }
  // [/pinyin]

  // ---- The words of the page, packed to half their size. DEFLATE (RFC 1951) is undone here, at once and in any browser;
  // the browsers' own DecompressionStream is younger than they are, and answers later.

  function inflate(packed) {
    const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
    let out = new Uint8Array(4 * bytes.length + 512);
    let size = 0, at = 0, held = 0, count = 0;
    const fill = (wanted) => {
      for (; count < wanted; count += 8) held |= bytes[at++] << count;
    };
    const drop = (used) => {
      held >>>= used;
      count -= used;
    };
    const bits = (wanted) => {
      fill(wanted);
      const value = held & ((1 << wanted) - 1);
      drop(wanted);
      return value;
    };
    const put = (byte) => {
      if (size === out.length) {
        const larger = new Uint8Array(2 * size);
        larger.set(out);
        out = larger;
      }
      out[size++] = byte;
    };
    // A canonical code as a table: at every number that ends in a symbol's bits, the symbol and how many they are.
    const code = (lengths) => {
      const most = Math.max(1, ...lengths), counts = new Array(most + 1).fill(0), next = [0, 0];
      for (const length of lengths) counts[length]++;
      counts[0] = 0;
      for (let length = 1; length < most; length++) next.push((next[length] + counts[length]) << 1);
      const table = new Uint16Array(1 << most);
      lengths.forEach((length, symbol) => {
        if (!length) return;
        let reversed = 0;
        for (let value = next[length]++, i = 0; i < length; i++, value >>= 1) reversed = (reversed << 1) | (value & 1);
        for (let place = reversed; place < table.length; place += 1 << length) table[place] = (symbol << 4) | length;
      });
      return { table, most };
    };
    const symbol = ({ table, most }) => {
      fill(most);
      const found = table[held & (table.length - 1)];
      if (!(found & 15)) throw new Error("damaged");
      drop(found & 15);
      return found >> 4;
    };
    const same = (times, length) => new Array(times).fill(length);
    const codes = () => {
      const literals = bits(5) + 257, distances = bits(5) + 1, given = bits(4) + 4, short = same(19, 0), lengths = [];
      for (const place of [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].slice(0, given)) short[place] = bits(3);
      const shortCode = code(short);
      while (lengths.length < literals + distances) {
        const length = symbol(shortCode);
        if (length < 16) lengths.push(length);
        else if (length === 16) lengths.push(...same(bits(2) + 3, lengths.at(-1)));
        else lengths.push(...same(length === 17 ? bits(3) + 3 : bits(7) + 11, 0));
      }
      return [code(lengths.slice(0, literals)), code(lengths.slice(literals))];
    };
    for (let last = 0; !last;) {
      last = bits(1);
      const kind = bits(2);
      if (kind === 0) {
        at -= count >> 3; // whole bytes that were taken ahead
        held = count = 0;
        const end = at + 4 + (bytes[at] | (bytes[at + 1] << 8));
        for (at += 4; at < end;) put(bytes[at++]);
        continue;
      }
      const fixed = () => [code([...same(144, 8), ...same(112, 9), ...same(24, 7), ...same(8, 8)]), code(same(30, 5))];
      const [literals, distances] = kind === 1 ? fixed() : codes();
      for (let next; (next = symbol(literals)) !== 256;) {
        if (next < 256) {
          put(next);
          continue;
        }
        const step = next - 257, more = step < 8 || step === 28 ? 0 : (step - 4) >> 2;
        let length = step < 8 ? step + 3 : step === 28 ? 258 : ((4 + (step & 3)) << more) + 3;
        length += bits(more);
        const far = symbol(distances), extra = far < 4 ? 0 : (far >> 1) - 1;
        const back = (far < 4 ? far : (2 + (far & 1)) << extra) + 1 + bits(extra);
        for (; length; length--) put(out[size - back]);
      }
    }
    return new TextDecoder().decode(out.subarray(0, size));
  }

  // ---- What comes after the first screens is text in <noscript>; it is built bit by bit after the first paint

  // The style leaves readings out of find-in-page and of copied text; what this does for browsers that do not know how.
  function leaveOut(part) {
    if (!CSS.supports("interactivity", "inert")) for (const over of part.querySelectorAll("rt")) over.inert = true;
  }
  leaveOut(document);

  const stores = [...article.querySelectorAll("noscript")].reverse();
  const mould = document.createElement("template");

  function build() {
    const store = stores.pop();
    mould.innerHTML = store.textContent;
    const blocks = [...mould.content.querySelectorAll("p:not(.en), h2")];
    const english = [...mould.content.querySelectorAll(".en")];
    leaveOut(mould.content);
    store.replaceWith(mould.content);
    if (root.dataset.asked != null) addButtons(english);
    for (const block of blocks) {
      rescript(block);
      watcher.observe(block);
    }
  }
  function buildSome() {
    const end = performance.now() + 10;
    do {
      if (!stores.length) return void (root.dataset.built = "");
      build();
    } while (performance.now() < end);
    setTimeout(buildSome);
  }
  function buildAll() {
    while (stores.length) build();
  }
  // The element of a link, built first if it is not there yet.
  function reach(hash) {
    const id = hash.slice(1);
    while (id && !$(id) && stores.length) build();
    return id ? $(id) : null;
  }

  // Several times: heights out of sight are estimates until they have been in sight.
  function bring(target, again = 3) {
    target?.scrollIntoView({ behavior: "instant" });
    if (again) requestAnimationFrame(() => bring(target, again - 1));
  }

  function dressNear() {
    for (const block of near) dress(block);
  }

  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        near.add(target);
        if (!target.dataset.tagged) {
          target.dataset.tagged = "";
          for (const rt of target.querySelectorAll("rt")) rt.lang = "zh-Latn-pinyin";
        }
        dress(target);
      } else near.delete(target);
    }
  }, { rootMargin: "600px" });

  // ---- English on demand

  function buttons() {
    if (state.english !== "ask" || root.dataset.asked) return;
    root.dataset.asked = "";
    addButtons(article.querySelectorAll(".en"));
  }
  function addButtons(all) {
    for (const english of all) {
      english.before(make("button", { type: "button", class: "ask", lang: "en", "aria-expanded": "false" }, "English"));
    }
  }
  article.addEventListener("click", (event) => {
    const button = event.target.closest(".ask");
    if (!button) return;
    const open = button.nextElementSibling.classList.toggle("open");
    button.setAttribute("aria-expanded", open);
    if (open && matchMedia("(min-width: 1240px)").matches) button.nextElementSibling.tabIndex = -1;
  });

  // ---- Pop-up

  const pop = $("pop");
  let word = null; // the word it belongs to
  let pinned = false;
  let timer;

  function content(element) {
    const link = element.closest("a[href]");
    const term = link && $(link.hash.slice(1));
    return term ? termContent(term, link) : wordContent(element);
  }

  function termContent(term, link) {
    const nodes = [...term.children].filter((child) => !child.matches(".back")).map((child) => child.cloneNode(true));
    for (const node of nodes) for (const clone of [node, ...node.querySelectorAll("[id]")]) clone.removeAttribute("id");
    const places = term.querySelectorAll(".back a").length;
    nodes.push(make("p", { class: "goto", lang: "en" },
      make("a", { href: link.hash }, places > 1 ? `In the glossary, with all ${places} places` : "In the glossary")));
    return nodes;
  }

  function wordContent(element) {
    const text = shownText(element);
    const head = make("p", { class: "head" }, make("span", { class: "zh" }, text));
    const plain = plainWord(element);
    const { syllables: spoken } = plain;
    const { senses, level } = meaning(plain);
    for (const script of other()) {
      const shown = script === base ? plain.text : convert(plain.text, script);
      if (shown !== text) { head.append(make("span", { class: "other", lang: LANGUAGE[script] }, shown)); break; }
    }
    const signs = [...text];
    if (spoken.length && spoken.length === signs.length) {
      head.firstChild.replaceChildren(...signs.map((sign, i) =>
        state.tones === "on" ? make("span", { class: `tone${tone(spoken[i])}` }, sign) : sign));
    }
    head.append(make("span", { class: "r", lang: "zh-Latn-pinyin" }, ...written(plain.over, spoken).map((part, i) =>
      make("span", { class: state.tones === "on" ? `tone${tone(spoken[i])}` : "" }, part))));
    head.append(make("span", { class: "zy", lang: "zh-Bopo" }, spoken.map(inZhuyin).join(" ")));
    if (level) head.append(make("span", { class: "level", lang: "en" }, level));
    if (!senses.length) return [head, make("p", { class: "level", lang: "en" }, "Not in the dictionary.")];
    return [head, make("ol", { class: senses.length > 1 ? "senses" : "senses one", lang: "en" }, ...senses.map((sense) => make("li", {}, sense)))];
  }
  // The scripts a word may look different in: simplified for traditional, and the other way round.
  const other = () => {
    const scripts = [base, ...Object.keys(data().scripts)];
    return state.script === "hans" ? scripts.filter((s) => s !== "hans") : scripts.filter((s) => s === "hans");
  };

  function show(element, pin) {
    clearTimeout(timer);
    if (word !== element) {
      unmark();
      pop.replaceChildren(make("button", { type: "button", class: "x", "aria-label": "Close" }, "×"), ...content(element));
      word = element;
      word.setAttribute("aria-expanded", "true");
      word.setAttribute("aria-describedby", "pop");
      if (!word.matches("a[href]")) word.setAttribute("role", "button");
      pop.setAttribute("aria-label", shownText(element));
      pop.scrollTop = 0;
    }
    pinned = pin;
    pop.hidden = false;
    place();
  }

  function place() {
    const gap = 8;
    const around = [...word.getClientRects()].filter((box) => box.width);
    const box = around[0] ?? word.getBoundingClientRect();
    const last = around[around.length - 1] ?? box;
    const { offsetWidth: width, offsetHeight: height } = pop;
    const viewWidth = root.clientWidth;
    const viewHeight = window.innerHeight;
    const left = Math.min(Math.max(box.left + box.width / 2 - width / 2, gap), viewWidth - width - gap);
    const below = last.bottom + gap;
    // Over the word the readings stand; a little more room there.
    const above = box.top - height - gap - box.height / 3;
    const top = below + height <= viewHeight - gap || above < gap ? Math.min(below, viewHeight - height - gap) : above;
    pop.style.left = `${Math.max(left, gap)}px`;
    pop.style.top = `${Math.max(top, gap)}px`;
  }

  function unmark() {
    if (!word) return;
    for (const name of ["aria-expanded", "aria-describedby"]) word.removeAttribute(name);
    if (word !== document.activeElement && word.getAttribute("role") === "button") word.removeAttribute("role");
    word = null;
  }

  function hide(back = false) {
    clearTimeout(timer);
    if (pop.hidden) return;
    const from = word;
    const inside = pop.contains(document.activeElement);
    pop.hidden = true;
    pinned = false;
    unmark();
    if (from && (back || inside)) focusWord(from, false);
  }

  // The outermost word an event is on: a link, a mixed word, a ruby.
  function wordAt(target) {
    const found = target.closest?.(WORD);
    if (!found || !main.contains(found) || found.closest(".toc, .glossary")) return null;
    return found.closest("a[href], .w") ?? found;
  }
  const main = $("text");

  const hovers = matchMedia("(hover: hover)");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || !hovers.matches || pinned) return;
    if (pop.contains(event.target)) return clearTimeout(timer);
    const element = wordAt(event.target);
    clearTimeout(timer);
    if (element) { if (element !== word || pop.hidden) timer = setTimeout(() => show(element, false), pop.hidden ? 180 : 60); }
    else if (!pop.hidden) timer = setTimeout(() => hide(), 250);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest(".pop .x")) return hide(true);
    if (pop.contains(event.target)) { if (event.target.closest("a")) { const hash = event.target.closest("a").hash; hide(); goTo(event, hash); } return; }
    const element = wordAt(event.target);
    if (!element) { if (!event.target.closest(".bar")) hide(); return; }
    if (event.ctrlKey || event.metaKey || event.shiftKey || !getSelection().isCollapsed) return;
    event.preventDefault();
    if (pinned && word === element) return hide();
    show(element, true);
    if (event.detail === 0) pop.focus(); // by the keyboard
  });

  function goTo(event, hash) {
    const target = hash && reach(hash);
    if (!target) return;
    event.preventDefault();
    location.hash = hash;
    bring(target);
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  // ---- Keyboard: Tab goes from term to term, arrows from word to word

  let roving = null;
  function focusWord(element, open = true) {
    if (roving && roving !== element && !roving.matches("a[href]")) {
      roving.removeAttribute("tabindex");
      roving.removeAttribute("role");
    }
    if (!element.matches("a[href]")) {
      element.tabIndex = 0;
      element.setAttribute("role", "button");
      roving = element;
    }
    opening = open;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest", behavior: "instant" });
    opening = true;
  }
  let opening = true;

  document.addEventListener("focusin", (event) => {
    const element = wordAt(event.target);
    if (element === event.target && opening && element.matches(":focus-visible")) show(element, false);
    else if (!pop.contains(event.target) && !pinned && !event.target.matches(WORD)) hide();
  });
  window.addEventListener("scroll", () => { if (!pop.hidden) place(); }, { passive: true });
  window.addEventListener("resize", () => { if (!pop.hidden) place(); });

  function neighbour(element, step) {
    const blocks = [...document.querySelectorAll("h1[id], article p, article h2")];
    let at = blocks.indexOf(element.closest("h1, p, h2"));
    let found = wordsOf(blocks[at]);
    let place = found.indexOf(element) + step;
    while (place < 0 || place >= found.length) {
      at += step;
      if (!blocks[at]) return null;
      found = wordsOf(blocks[at]);
      place = step > 0 ? 0 : found.length - 1;
    }
    return found[place];
  }
  const wordsOf = (block) => [...block.querySelectorAll(WORD)].filter((element) => wordAt(element) === element);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (!pop.hidden) { hide(pinned || pop.contains(document.activeElement)); event.preventDefault(); }
      else if (panelOpen()) { togglePanel(false); toggle.focus(); }
      return;
    }
    const active = document.activeElement;
    const at = pop.contains(active) ? word : wordAt(active) === active ? active : null;
    if (!at) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = neighbour(at, step);
      if (next) { pinned = false; focusWord(next); }
      event.preventDefault();
    } else if ((event.key === "Enter" || event.key === " ") && active === at && !at.matches("a[href]")) {
      event.preventDefault();
      show(at, true);
      pop.focus();
    }
  });

  // ---- Bar

  const toggle = bar?.querySelector(".toggle");
  const panel = $("panel");
  const panelOpen = () => !!panel?.classList.contains("open");
  function togglePanel(open) {
    panel.classList.toggle("open", open);
    toggle.setAttribute("aria-expanded", open);
  }
  if (bar) {
    bar.hidden = false;
    toggle.addEventListener("click", () => togglePanel(!panelOpen()));
    document.addEventListener("pointerdown", (event) => { if (panelOpen() && !bar.contains(event.target)) togglePanel(false); });
    bar.addEventListener("change", ({ target }) => set(target.name, target.type === "checkbox" ? (target.checked ? "on" : "off") : target.value));
    bar.addEventListener("submit", (event) => event.preventDefault());
    bar.addEventListener("click", (event) => {
      const step = event.target.closest("[data-step]")?.dataset.step;
      if (step) keepPlace(() => set("size", String(Math.min(4, Math.max(0, Number(state.size) + Number(step))))));
    });
  }

  // ---- Print: everything as it is shown, notes numbered

  window.addEventListener("beforeprint", () => {
    buildAll();
    for (const block of document.querySelectorAll(BLOCKS)) dress(block);
    for (const link of document.querySelectorAll("article a[href], h1 a[href]")) link.dataset.n = link.hash.slice(2);
  });

  root.classList.add("js");
  remembered();
  for (const name of NAMES) {
    if (name !== "script" || state.script !== base) apply(name);
    else for (const input of bar ? bar.elements : []) if (input.name === name) input.checked = input.value === base;
  }
  const first = article.querySelector(WORD);
  if (first && wordAt(first) === first && !first.matches("a[href]")) { first.tabIndex = 0; first.setAttribute("role", "button"); roving = first; }
  for (const block of document.querySelectorAll(BLOCKS)) watcher.observe(block);
  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.('.toc a, .glossary a[href^="#"]');
    if (link) bring(reach(link.hash));
  });
  if (location.hash) bring(reach(location.hash));
  // After the first frame, which must not wait for it.
  requestAnimationFrame(() => setTimeout(buildSome));
})();
