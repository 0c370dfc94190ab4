// Starts `wukong mock` as a user does, once for each program, and lets the program talk to it.
//   node wukong-mock.mjs WUKONG
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { talk } from './openai.mjs';
import { work } from './qwen-code.mjs';

const wukong = resolve(process.argv[2]);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wukong-mock-')));
const project = join(folder, 'project');

try {
  mkdirSync(project);
  await serving('openai.yaml', talk);
  await serving('qwen-code.yaml', baseUrl => work(baseUrl, project));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Serves these replies while the client talks, and makes sure that every one of them was asked for. */
async function serving(replies, client) {
  const fixtures = join(folder, replies);
  const text = readFileSync(new URL(`replies/${replies}`, import.meta.url), 'utf8');
  writeFileSync(fixtures, text.replaceAll('PROJECT', project));
  const mock = spawn(wukong, ['mock', '--fixtures', fixtures], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaints = '';
  mock.stderr.setEncoding('utf8').on('data', part => (complaints += part));
  const ended = once(mock, 'close');
  try {
    const baseUrl = await Promise.race([firstLine(mock.stdout), ended.then(() => assert.fail(complaints))]);
    await client(baseUrl);
  } finally {
    mock.kill('SIGINT');
    await ended;
  }
  assert.doesNotMatch(complaints, /Nobody asked for/);
  console.log(`wukong mock: served ${replies}`);
}

async function firstLine(stream) {
  const [line] = await once(createInterface(stream), 'line');
  return line;
}
