import { parseArgs } from 'node:util';

/** What the command line says. */
export interface StartOptions {
  /** Port of the site; 0 takes any that is free. */
  readonly port: number;
  /** Print one line of JSON instead of the how-to. */
  readonly json: boolean;
  /** Serve the built site instead of its sources. */
  readonly built: boolean;
  /** How long a pass lives, in seconds. */
  readonly passSeconds: number;
  /** How long what a gate gives lasts, in seconds. */
  readonly gateSeconds: number;
  /** How long a session lasts in which the viewer does nothing, in seconds. */
  readonly sessionSeconds: number;
}

export const usage = `Options:
  --port N             the site's port (default 4600); the sandbox takes N+10 to N+19
  --pass-seconds N     how long a pass and an access token live (default 8)
  --gate-seconds N     how long the hash lasts that a gate gives (default 300)
  --session-seconds N  how long a session lasts in which nothing is done (default 3600)
  --built              serve the built site (first: pnpm --filter @playgate/app-demo build)
  --json               print one line of JSON with every address when ready`;

/** @throws {Error} With a message for the person at the keyboard. */
export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4600' },
      json: { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      'pass-seconds': { type: 'string', default: '8' },
      'gate-seconds': { type: 'string', default: '300' },
      'session-seconds': { type: 'string', default: '3600' },
    },
  });
  return {
    port: readNumber('--port', values.port, 0, 65_516),
    json: values.json,
    built: values.built,
    passSeconds: readNumber('--pass-seconds', values['pass-seconds'], 1, 86_400),
    gateSeconds: readNumber('--gate-seconds', values['gate-seconds'], 1, 86_400),
    sessionSeconds: readNumber('--session-seconds', values['session-seconds'], 1, 86_400),
  };
}

function readNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new Error(`${name} must be a whole number from ${least} to ${most}.`);
  return number;
}
