import { describe, expect, test } from 'vitest';
import { accessToken, sandboxUnderTest } from '../../sandbox-under-test.ts';
import { apiOf } from './api-of.ts';

const CHOICE = { element: 'ending', choice: 'yes' };
const PATH = '/interactive-videos/launch-film';

async function interacting(permissions = ['interactive:interact'], id = 'launch-film') {
  const sandbox = await sandboxUnderTest();
  const type = id === 'launch-film' ? 'interactive_video' : 'video';
  const token = await accessToken(sandbox, { id, type, permissions });
  return { sandbox, server: apiOf(sandbox), viewer: apiOf(sandbox, token) };
}

test('are listed and read with a secret key', async () => {
  const { server } = await interacting();
  const { body } = await server('GET', '/interactive-videos');
  expect(body.data.map(({ id }: { id: string }) => id)).toEqual(['launch-film']);
  expect((await server('GET', PATH)).body).toEqual(body.data[0]);
  expect(body.data[0].elements[0]).toMatchObject({ id: 'ending', choices: ['yes', 'no'] });
  expect((await server('GET', '/interactive-videos/long-film')).status).toBe(404);
  expect((await server('GET', '/interactive-videos/toString')).status).toBe(404);
});

test('a token with the permission reads, interacts, and only the server sees who chose what', async () => {
  const { server, viewer } = await interacting();
  expect((await viewer('GET', PATH)).status).toBe(200);
  const made = await viewer('POST', `${PATH}/interactions`, CHOICE);
  expect(made).toMatchObject({ status: 201, body: CHOICE });
  expect((await server('GET', `${PATH}/interactions`)).body.data).toEqual([made.body]);
  expect((await viewer('GET', `${PATH}/interactions`)).status).toBe(403);
  expect((await viewer('GET', '/interactive-videos')).status).toBe(403);
});

describe('CTS-E1: scope mismatch is 403', () => {
  test.each([
    ['without the permission', ['media:play', 'metadata:read'], 'launch-film'],
    ['for another film', ['interactive:interact'], 'long-film'],
  ])('%s', async (_, permissions, id) => {
    const { viewer } = await interacting(permissions, id);
    expect((await viewer('POST', `${PATH}/interactions`, CHOICE)).status).toBe(403);
    expect((await viewer('GET', PATH)).status).toBe(403);
  });

  test('control: with both it is not', async () => {
    const { viewer } = await interacting();
    expect((await viewer('POST', `${PATH}/interactions`, CHOICE)).status).toBe(201);
  });
});

test.each([
  [{ ...CHOICE, element: 'beginning' }, 'element'],
  [{ ...CHOICE, choice: 'maybe' }, 'choice'],
  [[], 'element'],
])('the choice %j is 400', async (body, word) => {
  const { viewer } = await interacting();
  const answer = await viewer('POST', `${PATH}/interactions`, body);
  expect(answer.status).toBe(400);
  expect(answer.body.error.message).toContain(word);
});

test('a video without elements takes no token for interaction', async () => {
  const { server } = await interacting();
  const answer = await server('POST', '/access-tokens', {
    permissions: ['interactive:interact'],
    expires_in: 60,
    resource: { type: 'interactive_video', id: 'long-film' },
  });
  expect(answer.status).toBe(404);
});
