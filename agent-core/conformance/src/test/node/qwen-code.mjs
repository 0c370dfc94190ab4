// Qwen Code in one-shot mode against a mocked Qwen that says what replies/qwen-code.yaml says. Ends with 1 on any difference.
//   node qwen-code.mjs BASE_URL PROJECT
// PROJECT is an empty folder to work in, the one that the replies name.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const QUESTION = 'Up to how much may a hotel cost? Write the answer into answer.txt.';
const ANSWER = 'A hotel may cost up to 600 yuan a night.';
/** It would report its use to its makers otherwise. */
const SETTINGS = { privacy: { usageStatisticsEnabled: false }, general: { enableAutoUpdate: false } };

export function work(baseUrl, project) {
  const text = session(baseUrl, project, []);
  assert.equal(text.trim(), ANSWER);
  console.log('qwen-code: answers in one line ok');

  const events = JSON.parse(session(baseUrl, project, ['--output-format', 'json']));
  const result = events.at(-1);
  assert.equal(result.subtype, 'success');
  assert.equal(result.result, ANSWER);
  const answers = events.filter(event => event.type === 'assistant').flatMap(event => event.message.content);
  assert.deepEqual(
    answers.filter(part => part.type === 'thinking').map(part => part.thinking),
    ['The rules must be in a file.', 'I write it down.'],
  );
  assert.deepEqual(
    answers.filter(part => part.type === 'tool_use').map(part => part.name),
    ['glob', 'read_file', 'write_file'],
  );
  const results = events.filter(event => event.type === 'user').flatMap(event => event.message.content);
  assert.deepEqual(results.map(part => part.is_error), [false, false, false]);
  assert.equal(result.usage.total_tokens, result.usage.input_tokens + result.usage.output_tokens);
  console.log(`qwen-code: tells its events ok, ${result.usage.total_tokens} tokens`);
}

/** One run with a home of its own, which knows nothing and keeps nothing. Returns what it printed. */
function session(baseUrl, project, options) {
  const home = mkdtempSync(join(tmpdir(), 'qwen-home-'));
  try {
    mkdirSync(join(home, '.qwen'));
    writeFileSync(join(home, '.qwen', 'settings.json'), JSON.stringify(SETTINGS));
    writeFileSync(join(project, 'rules.md'), '# Expense rules\n\nHotels: up to 600 yuan a night.\n');
    rmSync(join(project, 'answer.txt'), { force: true });
    const program = join(HERE, 'node_modules/@qwen-code/qwen-code/cli-entry.js');
    const ended = spawnSync(process.execPath, [program, '-p', QUESTION, '--yolo', ...options], {
      cwd: project,
      encoding: 'utf8',
      timeout: 120_000,
      env: {
        PATH: process.env.PATH,
        HOME: home,
        OPENAI_API_KEY: 'sk-any',
        OPENAI_BASE_URL: baseUrl,
        OPENAI_MODEL: 'qwen3.6-plus',
        NODE_OPTIONS: `--import=${pathToFileURL(join(HERE, 'loopback-only.mjs')).href}`,
      },
    });
    assert.equal(ended.status, 0, `qwen ended with ${ended.status ?? ended.signal}:\n${ended.stdout}\n${ended.stderr}`);
    assert.equal(readFileSync(join(project, 'answer.txt'), 'utf8'), '600 yuan\n');
    return ended.stdout;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  work(process.argv[2], realpathSync(process.argv[3]));
}
