import { randomBytes } from 'node:crypto';
import { setTimeout as timer } from 'node:timers/promises';
import type { Wait } from './faults/apply-fault.ts';
import type { EncryptedFilm } from './cenc/encrypted-film.ts';
import { encryptFilm } from './cenc/encrypted-film.ts';
import { controlPlan } from './control/control-api.ts';
import type { ControlVerbs } from './control/control-verbs.ts';
import { createControlVerbs } from './control/create-control-verbs.ts';
import { createCredentials } from './credentials/credentials.ts';
import { createFaults } from './faults/faults.ts';
import { loadFilmFiles } from './films/film-files.ts';
import { createFilms } from './films/films.ts';
import { foreignPlan } from './leaks/foreign.ts';
import { createJournal } from './listener/journal.ts';
import { createLeakWatch } from './leaks/leak-watch.ts';
import type { Servers } from './listener/listen.ts';
import { addressesOf } from './listener/listen.ts';
import { createListener } from './listener/listener.ts';
import { createMediaGate } from './origin/media-gate.ts';
import { originPlan } from './origin/origin.ts';
import { createPresigner } from './origin/presigned.ts';
import { createSandboxClock } from './sandbox-clock.ts';
import type { SandboxKeys } from './sandbox-keys.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { createAuthorization } from './vendors/authorization/create-authorization.ts';
import { createBrightcove } from './vendors/brightcove/create-brightcove.ts';
import { createCatchTheShow } from './vendors/catch-the-show/create-catch-the-show.ts';
import type { EmulatorParts } from './vendors/emulator.ts';
import { createIbm } from './vendors/ibm/create-ibm.ts';
import { createMux } from './vendors/mux/create-mux.ts';
import { createSecureVideo } from './vendors/secure-video/create-secure-video.ts';
import { createStapi } from './vendors/stapi/create-stapi.ts';

/** Everything that one run consists of, before it listens. */
export interface World {
  readonly verbs: ControlVerbs;
  readonly keys: SandboxKeys;
  readonly servers: Servers;
}

export function createWorld(options: SandboxOptions): World {
  const { random = randomBytes, presignedSeconds = 300, wait = unhurried } = options;
  const clock = createSandboxClock(options.now);
  const randomText = (): string => Buffer.from(random(24)).toString('base64url');
  const credentials = createCredentials(clock, () => `sandbox_at_${randomText()}`);
  const presigner = createPresigner(random(32), clock, credentials, presignedSeconds * 1000);
  const [journal, faults, leaks] = [createJournal(), createFaults(), createLeakWatch()];
  credentials.onMint((name, value) => leaks.addCanary(name, value));
  const [files, films] = [loadFilmFiles(), createFilms(clock)];
  const emulators = createEmulators(
    {
      ...{ clock, credentials, films, files, leaks, random, randomText },
      addresses: () => addressesOf(servers),
    },
    options,
  );
  let film: EncryptedFilm | undefined;
  const encrypted = (): EncryptedFilm => (film ??= encryptFilm(files, random));
  const origin = { hashSecret: `sandbox_hs_${randomText()}` };
  const keys: SandboxKeys = { origin, ...keysOf(emulators) };
  const { hashSecret } = origin;
  leaks.addSecret('origin hash secret', hashSecret);
  const gate = createMediaGate({ clock, credentials, presigner, hashSecret });
  const shared = { clock, credentials, faults, films, files, journal, leaks, presigner };
  const verbs = createControlVerbs({ ...shared, emulators });
  const context = { clock, wait, records: { journal, faults } };
  const control = { ...shared, verbs, keys, addresses: () => addressesOf(servers) };
  const { lockSecret } = keys.ibm;
  const servers: Servers = {
    control: createListener(controlPlan({ ...control, lockSecret }), { clock, wait }),
    catchTheShow: createListener(emulators.catchTheShow.plan, context),
    ibm: createListener(emulators.ibm.plan, context),
    origin: createListener(originPlan({ ...shared, gate, encrypted }), context),
    foreign: createListener(foreignPlan(shared), context),
    stapi: createListener(emulators.stapi.plan, context),
    authorization: createListener(emulators.authorization.plan, context),
    secureVideo: createListener(emulators.secureVideo.plan, context),
    brightcove: createListener(emulators.brightcove.plan, context),
    mux: createListener(emulators.mux.plan, context),
  };
  return { verbs, keys, servers };
}

const createEmulators = (parts: EmulatorParts, { locks }: SandboxOptions) => ({
  catchTheShow: createCatchTheShow(parts),
  ibm: createIbm(parts, locks),
  ...createStapiAndItsServer(parts),
  secureVideo: createSecureVideo(parts),
  brightcove: createBrightcove(parts),
  mux: createMux(parts),
});

/** The API knows the tokens of the authorization server beside it. */
function createStapiAndItsServer(parts: EmulatorParts) {
  const authorization = createAuthorization(parts);
  return { authorization, stapi: createStapi(parts, authorization.tokens) };
}

const keysOf = (emulators: ReturnType<typeof createEmulators>) => ({
  catchTheShow: emulators.catchTheShow.keys,
  ibm: emulators.ibm.keys,
  stapi: emulators.stapi.keys,
  authorization: emulators.authorization.keys,
  secureVideo: emulators.secureVideo.keys,
  brightcove: emulators.brightcove.keys,
  mux: emulators.mux.keys,
});

/** Keeps no process alive. */
const unhurried: Wait = (ms) => timer(ms, undefined, { ref: false });
