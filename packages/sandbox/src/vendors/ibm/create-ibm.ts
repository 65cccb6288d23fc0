import { Hono } from 'hono';
import { anyOrigin } from '../../http/cors.ts';
import { bearerOf, credentialClass } from '../../credentials/credential-class.ts';
import type { Judged, Judgement } from '../../credentials/judgement.ts';
import type { ListenerPlan } from '../../listener/listener.ts';
import type { RequestKind } from '../../http/request-kind.ts';
import { requestKind } from '../../http/request-kind.ts';
import type { LockOptions } from '../../sandbox-options.ts';
import type { Emulator, EmulatorParts } from '../emulator.ts';
import { apiAccess } from './api-access.ts';
import { channelLocksApi } from './channel-locks-api.ts';
import type { EmbedLock } from './channel-locks-api.ts';
import type { ContentType } from './contents.ts';
import { findContent } from './contents.ts';
import { embedApp } from './embed-app.ts';
import type { HashLock } from './hash-lock.ts';
import { hashLocksApi } from './hash-locks-api.ts';
import { hashTestApp } from './hash-test-app.ts';
import { ibmCommands } from './ibm-commands.ts';
import { createRateLimit } from './rate-limit.ts';
import type { OnRefusedToken } from './send-to-sign-in.ts';
import type { Settings } from './settings.ts';
import { createSettings } from './settings.ts';
import { talkApp } from './talk-app.ts';
import { IBM_API, tokenApi } from './token-api.ts';
import { createVendorKeys } from './vendor-keys.ts';
import type { ViewerAuth } from './viewer-auth.ts';
import { viewerAuthApi } from './viewer-auth-api.ts';
import type { Component, ViewerGate } from './viewer-gate.ts';
import { createViewerGate, verdictOf } from './viewer-gate.ts';

export interface IbmKeys {
  /** Forty hexadecimal digits, as the vendor's are. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the locks that are set from the start. */
  readonly lockSecret: string;
}

/** IBM Video Streaming with both versions of its viewer authentication: the hosts of its API and of its player in one. */
export function createIbm(parts: EmulatorParts, locks: LockOptions = {}): Emulator<IbmKeys> {
  const { clock, credentials, leaks, random, randomText } = parts;
  const keys: IbmKeys = {
    clientId: Buffer.from(random(20)).toString('hex'),
    clientSecret: `sandbox_cs_${randomText()}`,
    lockSecret: `sandbox_ls_${randomText()}`,
  };
  leaks.addSecret('ibm client secret', keys.clientSecret);
  leaks.addSecret('ibm lock secret', keys.lockSecret);
  const settings = {
    locks: createSettings<HashLock>(),
    viewerAuth: createSettings<ViewerAuth>(),
    passwords: createSettings<string>(),
    embeds: createSettings<EmbedLock>(),
  };
  lockFromTheStart(settings.locks, firstLock(parts, locks, keys.lockSecret));
  const vendorKeys = createVendorKeys(clock);
  const gate = createViewerGate({
    ...{ clock, leaks, keys: vendorKeys },
    settings: settings.viewerAuth,
  });
  const limit = createRateLimit(clock);
  const answer: { onRefused: OnRefusedToken } = { onRefused: 'redirect' };
  const shown = { ...parts, ...settings, gate, onRefused: () => answer.onRefused };

  const app = new Hono<Judged>();
  app.use('/channels/*', apiAccess(limit));
  app.use('/videos/*', apiAccess(limit));
  app.route('/', tokenApi({ client: keys, credentials, randomText }));
  app.route('/', hashLocksApi(settings.locks));
  app.route('/', channelLocksApi(settings));
  app.route('/', viewerAuthApi(settings.viewerAuth));
  app.get('/viewer-auth-public-key.json', (c) => c.json(vendorKeys.keySet()));
  app.route('/', embedApp(shown));
  app.route('/', talkApp(shown));
  app.route('/', hashTestApp(clock));
  return {
    plan: planOf(app, parts, gate),
    keys,
    commands: ibmCommands({ vendorKeys, limit, gate, answer }),
  };
}

/** Channel 1001, and video 2002 for itself. */
function lockFromTheStart(locks: Settings<HashLock>, lock: HashLock): void {
  for (const content of [findContent('channel', '1001'), findContent('recorded', '2002')])
    if (content) locks.set(content, lock);
}

function firstLock(
  { addresses }: EmulatorParts,
  { entryUrl, ...words }: LockOptions,
  secret: string,
): HashLock {
  return {
    // Known once everything listens.
    get url() {
      return entryUrl ?? `${addresses().control}/sample-entry`;
    },
    secret,
    ...words,
    popupWidth: '0',
    popupHeight: '0',
  };
}

function planOf(app: Hono<Judged>, parts: EmulatorParts, gate: ViewerGate): ListenerPlan {
  return {
    name: 'ibm',
    cors: anyOrigin,
    kind: (path) => requestKind(path, otherKind(path)),
    judge: (request, url) => judge(parts, gate, request, url),
    serve: async (request, judgement) => app.fetch(request, { judgement }),
  };
}

function otherKind(path: string): RequestKind {
  if (/^\/(channels|videos|oauth2)\//.test(path) || /\.json$|^\/embed\/open$/.test(path))
    return 'api';
  return /^\/(embed|chat|qna)\//.test(path) ? 'embed' : 'other';
}

function judge(
  { credentials }: EmulatorParts,
  gate: ViewerGate,
  request: Request,
  url: URL,
): Judgement {
  const { pathname, searchParams } = url;
  const token = searchParams.get('vt');
  const credential = token === null ? credentialClass(request, url) : 'query';
  if (/^\/(channels|videos)\//.test(pathname)) {
    const finding = credentials.judge(bearerOf(request), { vendor: 'ibm', film: IBM_API });
    return { credential, ...finding };
  }
  const film = /^\/embed\/media\/(\w+\/\w+)\//.exec(pathname)?.[1];
  if (film !== undefined) {
    const session = searchParams.get('session') ?? undefined;
    return { credential, ...credentials.judge(session, { vendor: 'ibm', film }) };
  }
  return { credential, ...judgeToken(gate, pathname, token ?? '') };
}

/** Of the pages that viewer authentication v2 stands before. They send the viewer on rather than refuse. */
function judgeToken(
  gate: ViewerGate,
  pathname: string,
  token: string,
): Pick<Judgement, 'verdict'> | undefined {
  const [, page = '', recorded, id = ''] =
    /^\/(embed|chat|qna)\/(recorded\/)?(\d+)$/.exec(pathname) ?? [];
  const type: ContentType = recorded === undefined ? 'channel' : 'recorded';
  const content = findContent(type, id);
  const finding = content && gate.look(componentOf(page), content, token);
  if (!finding) return undefined;
  return { verdict: 'fault' in finding ? verdictOf(finding.fault) : 'ok' };
}

const componentOf = (page: string): Component =>
  page === 'chat' || page === 'qna' ? page : 'player';
