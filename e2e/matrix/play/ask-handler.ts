import { createPassHandler, grant } from '@playgate/server';
import type { PassHandlerOptions } from '@playgate/server';
import type { Told } from '../rows/server-row.ts';
import type { ServerStage } from '../stage/server-stage.ts';

const APP = 'https://app.example';

/** What a browser sends with an ask of its own origin. */
const FROM_PAGE: Readonly<Record<string, string>> = {
  'content-type': 'application/json',
  'x-playgate': '1',
  'sec-fetch-site': 'same-origin',
  origin: APP,
};

/** An ask, as it may be spoiled. */
export interface Spoiled {
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks a pass handler, as a page does. */
export async function askHandler(
  stage: ServerStage,
  options: Pick<PassHandlerOptions, 'vendor'> & Partial<PassHandlerOptions>,
  { body, headers, signal }: Spoiled = {},
): Promise<Told> {
  const handle = createPassHandler({
    decide: (_request, { asset }) => grant({ asset, viewer: 'viewer-1', lifetimeSeconds: 60 }),
    origins: [APP],
    clock: stage.clock,
    ...options,
  });
  const request = new Request(`${APP}/api/pass`, {
    method: 'POST',
    body: body ?? JSON.stringify({ version: 1, asset: 'video:launch-film' }),
    headers: { ...FROM_PAGE, ...headers },
    ...(signal && { signal }),
  });
  const { value: answer, tookMs } = await stage.until(handle(request));
  const text = await answer.text();
  return {
    facts: {
      ...{ status: answer.status, code: codeIn(text), tookMs, unanswered: stage.unanswered() },
      retryAfter: answer.headers.get('retry-after') ?? undefined,
      challenge: answer.headers.get('www-authenticate') ?? undefined,
      cacheable: answer.headers.get('cache-control')?.includes('no-store') ? undefined : true,
    },
    text: `${[...answer.headers].join('\n')}\n${text}`,
  };
}

function codeIn(text: string): string | undefined {
  try {
    return String(Reflect.get(Object(JSON.parse(text)), 'code'));
  } catch {
    // It is no JSON, and the row says what it should be.
    return undefined;
  }
}
