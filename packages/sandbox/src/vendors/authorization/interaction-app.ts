import { ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Interaction, InteractionResults, Provider } from 'oidc-provider';
import { isJsonObject, isText, isTexts } from '../../json-members.ts';
import { servePageAssets } from '../../html/page-assets.ts';
import { consentPage, overPage, signInPage, STYLES } from './pages.ts';
import { SAMPLE_USERS, sampleUser } from './sample-users.ts';

/** What the pages need of a connection: oidc-provider reads its own cookies. */
export interface Connected {
  Bindings: HttpBindings;
}

/**
 * What a person sees between the request for a code and the code: who are you, and may they. Plain forms, so that a test can answer
 * them: `login=<user>`, `answer=yes` or `answer=no`, posted to the page's own address.
 */
export function interactionApp(provider: Provider): Hono<Connected> {
  const app = new Hono<Connected>();
  servePageAssets(app, '/assets', STYLES);
  app.use('/interaction/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
    // Nobody may draw these buttons over or under a page of their own.
    c.header('Content-Security-Policy', "frame-ancestors 'none'");
  });
  app.get('/interaction/:uid', async (c) => {
    const interaction = await find(provider, c.env);
    return interaction
      ? c.html(await pageFor(provider, interaction))
      : c.html(await overPage(), 400);
  });
  app.post('/interaction/:uid', async (c) => {
    const interaction = await find(provider, c.env);
    if (!interaction) return c.html(await overPage(), 400);
    const result = await resultOf(provider, interaction, new URLSearchParams(await c.req.text()));
    if (!result) return c.html(await pageFor(provider, interaction), 400);
    return c.redirect(await provider.interactionResult(...pair(c.env), result), 303);
  });
  return app;
}

/** oidc-provider wants both sides of a connection, and here writes to neither. */
const pair = ({ incoming }: HttpBindings) => [incoming, new ServerResponse(incoming)] as const;

async function find(
  provider: Provider,
  connection: HttpBindings,
): Promise<Interaction | undefined> {
  try {
    return await provider.interactionDetails(...pair(connection));
  } catch (error) {
    if (error instanceof Error && error.name === 'SessionNotFound') return undefined;
    throw error;
  }
}

async function pageFor(provider: Provider, interaction: Interaction): Promise<string> {
  const { prompt, params } = interaction;
  const id = params['client_id'];
  const client = isText(id) ? await provider.Client.find(id) : undefined;
  const application = client?.clientName ?? 'An application';
  return prompt.name === 'login'
    ? signInPage(application, SAMPLE_USERS)
    : consentPage(application, [...missing(interaction).values()].flat());
}

async function resultOf(
  provider: Provider,
  interaction: Interaction,
  form: URLSearchParams,
): Promise<InteractionResults | undefined> {
  if (form.get('answer') === 'no')
    return { error: 'access_denied', error_description: 'The person said no.' };
  if (interaction.prompt.name === 'login') {
    const user = sampleUser(form.get('login'));
    return user && { login: { accountId: user.id } };
  }
  if (form.get('answer') !== 'yes') return undefined;
  return { consent: { grantId: await consent(provider, interaction) } };
}

async function consent(provider: Provider, interaction: Interaction): Promise<string> {
  const { session, params, grantId } = interaction;
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant =
    known ??
    new provider.Grant({
      accountId: session?.accountId ?? '',
      clientId: String(params['client_id']),
    });
  for (const [resource, scopes] of missing(interaction))
    if (resource === SIGN_IN) grant.addOIDCScope(scopes.join(' '));
    else grant.addResourceScope(resource, scopes.join(' '));
  return grant.save();
}

/** Stands for no resource in particular. */
const SIGN_IN = '';

/** What was not consented to before, by resource. */
function missing({ prompt }: Interaction): ReadonlyMap<string, readonly string[]> {
  const { missingOIDCScope, missingResourceScopes } = prompt.details;
  const found = new Map<string, readonly string[]>();
  if (isTexts(missingOIDCScope)) found.set(SIGN_IN, missingOIDCScope);
  if (isJsonObject(missingResourceScopes))
    for (const [resource, scopes] of Object.entries(missingResourceScopes))
      if (isTexts(scopes)) found.set(resource, scopes);
  return found;
}
