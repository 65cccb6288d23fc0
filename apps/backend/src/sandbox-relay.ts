import { Hono } from 'hono';

/** The commands a page may give. Its keys are not among them. */
const RELAYED =
  /^(?:journal|faults(?:\/[\w-]+)?|credentials\/(?:expire|revoke)|vendors\/authorization\/revokeGrants)$/;

/** Passes the page's commands on to the sandbox. */
export function sandboxRelay(control: string): Hono {
  const routes = new Hono();
  routes.all('/*', async (context) => {
    const { req } = context;
    const url = new URL(req.url);
    const [, command = ''] = /\/sandbox\/(.*)$/.exec(url.pathname) ?? [];
    if (!RELAYED.test(command)) return context.json({ error: 'Not relayed.' }, 404);
    const answer = await fetch(`${control}/${command}${url.search}`, {
      method: req.method,
      ...(req.method === 'POST' && {
        body: await req.text(),
        headers: { 'Content-Type': 'application/json' },
      }),
    });
    return new Response(answer.body, {
      status: answer.status,
      headers: { 'Content-Type': answer.headers.get('content-type') ?? 'application/json' },
    });
  });
  return routes;
}
