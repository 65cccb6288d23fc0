import type { CorsPolicy } from '../http/cors.ts';
import { withCors } from '../http/cors.ts';
import type { FaultAction } from './fault.ts';
import type { Transport } from './transport.ts';

/** How an answer leaves: whole, badly carried, or not at all. */
export type Delivery =
  | { readonly how: 'whole'; readonly response: Response }
  | { readonly how: 'badly'; readonly response: Response; readonly transport: Transport }
  | { readonly how: 'reset' | 'hang' };

const LOGIN_PAGE =
  '<!doctype html><html lang="en"><title>Sign in</title><h1>Welcome to the Wi-Fi</h1><p>Please sign in to go on.</p></html>';

/** Resolves after so many milliseconds. */
export type Wait = (ms: number) => Promise<unknown>;

export interface FaultSurroundings {
  readonly cors: CorsPolicy;
  readonly wait: Wait;
  /** Makes the right answer; not called where the fault replaces it, so nothing happens behind it. */
  readonly serve: () => Promise<Response>;
}

export async function applyFault(
  fault: FaultAction,
  request: Request,
  { cors, wait, serve }: FaultSurroundings,
): Promise<Delivery> {
  switch (fault.action) {
    case 'reset':
    case 'hang':
      return { how: fault.action };
    case 'truncate':
      return { how: 'badly', response: await serve(), transport: { limitBytes: 'half' } };
    case 'transport':
      return { how: 'badly', response: await serve(), transport: fault };
    case 'delay':
      await wait(fault.ms);
      return { how: 'whole', response: await serve() };
    default: {
      const response = replacement(fault);
      const readable = !('cors' in fault) || fault.cors !== false;
      return { how: 'whole', response: readable ? withCors(response, request, cors) : response };
    }
  }
}

type Replacing = Extract<FaultAction, { action: 'refuse' | 'status' | 'html' | 'redirect' }>;

function replacement(fault: Replacing): Response {
  switch (fault.action) {
    case 'refuse':
      return Response.json(
        { error: { code: 'refused', message: 'The sandbox was told to refuse this request.' } },
        { status: fault.status ?? 403 },
      );
    case 'status':
      return new Response(mayHaveBody(fault.status) ? (fault.body ?? '') : null, {
        status: fault.status,
        headers: {
          'Content-Type': 'text/plain; charset=utf-8',
          // Browsers keep a 410 for ever, and so beyond the end of the fault.
          'Cache-Control': 'no-store',
          ...(fault.retryAfter !== undefined && { 'Retry-After': String(fault.retryAfter) }),
        },
      });
    case 'html':
      return new Response(LOGIN_PAGE, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    case 'redirect':
      return new Response(null, { status: fault.status ?? 302, headers: { Location: fault.to } });
  }
}

const mayHaveBody = (status: number): boolean => status !== 204 && status !== 205 && status !== 304;
