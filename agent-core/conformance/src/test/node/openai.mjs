// The OpenAI SDK for Node against a mocked Qwen that says what replies/openai.yaml says. Ends with 1 on any difference.
//   node openai.mjs BASE_URL
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import OpenAI from 'openai';

const model = 'qwen-plus';
const ask = text => ({ model, messages: [{ role: 'user', content: text }] });

export async function talk(baseURL) {
  const client = new OpenAI({ baseURL, apiKey: 'sk-any', maxRetries: 0, timeout: 30_000 });
  for (const story of [plain, streamed, thinking, tools, schema, embeddings, models, errors]) {
    await story(client);
    console.log(`openai: ${story.name} ok`);
  }
}

async function plain(client) {
  const answer = await client.chat.completions.create(ask('May a hotel cost 600 yuan?'));

  assert.equal(answer.choices[0].message.content, 'A hotel may cost up to 600 yuan.');
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
}

async function streamed(client) {
  const whole = await client.chat.completions.create(ask('May a hotel cost 600 yuan?'));
  const pieces = [];
  const stream = client.chat.completions
    .stream({ ...ask('May a hotel cost 600 yuan?'), stream_options: { include_usage: true } })
    .on('content', piece => pieces.push(piece));

  const answer = await stream.finalChatCompletion();

  assert.ok(pieces.length > 5);
  assert.equal(pieces.join(''), 'A hotel may cost up to 600 yuan.');
  assert.equal(answer.choices[0].message.content, pieces.join(''));
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.deepEqual(answer.usage, whole.usage);
}

async function thinking(client) {
  let thought = '';
  let said = '';
  const stream = await client.chat.completions.create({
    ...ask('What is six times seven?'),
    stream: true,
    enable_thinking: true,
  });
  for await (const chunk of stream) {
    assert.equal(chunk.usage, null);
    thought += chunk.choices[0].delta.reasoning_content ?? '';
    assert.ok(!(said && chunk.choices[0].delta.reasoning_content), 'thinking comes before the answer');
    said += chunk.choices[0].delta.content ?? '';
  }

  assert.equal(thought, 'Six times seven.');
  assert.equal(said, '42');
}

/** The SDK runs the loop by itself: it calls the functions and brings their results until there is an answer. */
async function tools(client) {
  const weather = { 杭州: 'rain', 北京: 'sun' };
  const asked = [];
  const tool = {
    type: 'function',
    function: {
      name: 'weather_at',
      description: 'The weather at a place.',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      parse: JSON.parse,
      function: ({ city }) => {
        asked.push(city);
        return `${city}: ${weather[city]}`;
      },
    },
  };
  for (const stream of [false, true]) {
    const runner = client.chat.completions.runTools({
      ...ask('How is the weather in 杭州 and 北京?'),
      tools: [tool],
      stream,
      ...(stream ? { stream_options: { include_usage: true } } : {}),
    });

    assert.equal(await runner.finalContent(), 'Rain in 杭州, sun in 北京.');
    const used = await runner.totalUsage();
    assert.equal(used.total_tokens, used.prompt_tokens + used.completion_tokens);
    const calls = runner.messages.find(message => message.tool_calls).tool_calls;
    assert.equal(new Set(calls.map(call => call.id)).size, 2);
  }
  assert.deepEqual(asked, ['杭州', '北京', '杭州', '北京']);
}

async function schema(client) {
  const answer = await client.chat.completions.parse({
    ...ask('What does the receipt say?'),
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'receipt',
        strict: true,
        schema: {
          type: 'object',
          properties: { merchant: { type: 'string' }, yuan: { type: 'integer' } },
          required: ['merchant', 'yuan'],
          additionalProperties: false,
        },
      },
    },
  });

  assert.deepEqual(JSON.parse(answer.choices[0].message.content), { merchant: '全季酒店', yuan: 620 });
}

/** Without a format the SDK asks for base64 and unpacks it. */
async function embeddings(client) {
  const request = { model: 'text-embedding-v4', input: ['你好', 'hello'], dimensions: 64 };
  const unpacked = await client.embeddings.create(request);
  const numbers = await client.embeddings.create({ ...request, encoding_format: 'float' });

  assert.equal(unpacked.data.length, 2);
  assert.equal(unpacked.data[0].embedding.length, 64);
  assert.notDeepEqual(unpacked.data[0].embedding, unpacked.data[1].embedding);
  assert.deepEqual(unpacked.data[0].embedding.map(Math.fround), numbers.data[0].embedding.map(Math.fround));
  assert.ok(unpacked.usage.total_tokens > 0);
}

async function models(client) {
  const ids = [];
  for await (const each of client.models.list()) {
    assert.ok(Number.isInteger(each.created));
    ids.push(each.id);
  }

  assert.ok(ids.includes(model));
  assert.ok(ids.length > 100);
}

async function errors(client) {
  await assert.rejects(client.chat.completions.create({ ...ask('hotel'), model: 'qwen-imaginary' }), error => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.code, 'model_not_found');
    return true;
  });
  await assert.rejects(client.chat.completions.create({ ...ask('hotel'), max_tokens: 1_000_000 }), error => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.code, 'invalid_parameter_error');
    assert.match(error.message, /Range of max_tokens should be \[1, 32768]/);
    return true;
  });
  await assert.rejects(client.chat.completions.create(ask('What is the meaning of life?')), error => {
    assert.equal(error.code, 'mock_unmatched');
    return true;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await talk(process.argv[2]);
}
