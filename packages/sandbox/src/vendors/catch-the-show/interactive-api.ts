import { Hono } from 'hono';
import type { RecordedFilm } from '../../films/films.ts';
import { parseJsonObject } from '../../json-members.ts';
import type { Judged } from '../../credentials/judgement.ts';
import { isPermitted, isSecret, needSecret } from './access.ts';
import type { Account, Interaction } from './account.ts';
import { answerPage } from './answer-page.ts';
import { elementsOf, isInteractive } from './interactive-elements.ts';
import { forbidden, full, invalid, notFound } from './problem.ts';

/** Videos that ask their viewers something: read by secret keys, acted on with access tokens that permit it. */
export function interactiveApi(account: Account): Hono<Judged> {
  const { videos, interactions, randomText, clock } = account;
  const api = new Hono<Judged>();
  api.get('/', needSecret(account), (c) =>
    answerPage(c, { of: videos, describe, isMeant: ({ id }) => isInteractive(account, id) }),
  );
  api.use('/:id/interactions', async (c, next) =>
    isInteractive(account, c.req.param('id')) ? next() : notFound(c),
  );
  api.get('/:id', (c) => {
    const id = c.req.param('id');
    const video = isInteractive(account, id) ? videos.get(id) : undefined;
    if (!video) return notFound(c);
    const mayRead =
      isSecret(account, c.req.raw) || isPermitted(account, c.req.raw, id, 'interactive:interact');
    return mayRead ? c.json(describe(video)) : forbidden(c);
  });
  api.get('/:id/interactions', needSecret(account), (c) => {
    const isMeant = ({ video }: Interaction): boolean => video === c.req.param('id');
    return answerPage(c, { of: interactions, describe: describeInteraction, isMeant });
  });
  api.post('/:id/interactions', async (c) => {
    const video = c.req.param('id');
    if (!isPermitted(account, c.req.raw, video, 'interactive:interact')) return forbidden(c);
    const choice = parseChoice(await c.req.text(), video);
    if (typeof choice === 'string') return invalid(c, choice);
    if (interactions.isFull) return full(c);
    const made = { id: randomText(), video, ...choice, createdAtMs: clock.now() };
    interactions.add(made);
    return c.json(describeInteraction(made), 201);
  });
  return api;
}

function parseChoice(
  text: string,
  video: string,
): Pick<Interaction, 'element' | 'choice'> | string {
  const { element, choice } = parseJsonObject(text) ?? {};
  const known = elementsOf(video).find(({ id }) => id === element);
  if (!known) return 'element must be the id of an element of this video.';
  const chosen = known.choices.find((one) => one === choice);
  return chosen === undefined
    ? 'choice must be one of the element’s choices.'
    : { element: known.id, choice: chosen };
}

const describe = ({ id, title }: RecordedFilm) => ({ id, title, elements: elementsOf(id) });

const describeInteraction = ({ id, element, choice, createdAtMs }: Interaction) => ({
  id,
  element,
  choice,
  created_at: new Date(createdAtMs).toISOString(),
});
