import { corsCheck } from '../doctor/cors-check.ts';
import { createDoctorCheck } from '../doctor/create-doctor-check.ts';
import type { DoctorCheck, DoctorContext, DoctorFinding } from '../doctor/doctor-check.ts';
import { findingsOf } from '../doctor/findings-of.ts';
import { probe } from '../doctor/probe.ts';
import { mux } from './mux.ts';
import type { MuxOptions } from './mux-options.ts';

/** Options of `playbackCheck`. */
export interface PlaybackCheckOptions {
  readonly vendor: MuxOptions;
  readonly asset: string;
  readonly origin?: string;
}

const ID = 'mux.playback';

/** What to do about a no. */
const ADVICE: Readonly<Record<number, string>> = {
  400: 'Give the playback id: not the id of the asset, nor that of the live stream.',
  403: 'Look whether keyId and signingKey belong together, to the environment of this playback id, and are still there; at the clock; and at what the playback restriction allows.',
  404: 'Look in the dashboard for the playback id.',
  412: 'Wait until the asset is ready, or begin to stream.',
};
const OTHERWISE = 'Try again later, and look at the status page of the vendor.';

/** Asks for the manifest of one playback id, and says whether a page could play it, and whether others could, too. */
export function playbackCheck({ vendor, asset, origin }: PlaybackCheckOptions): DoctorCheck {
  return createDoctorCheck({ id: ID, title: `playback of ${asset}` }, async (context) => {
    const { ok, problem } = findingsOf(ID);
    const manifest = await manifestFor(asset, vendor, context);
    const headers = origin === undefined ? {} : { Origin: origin, Referer: `${origin}/` };
    const { status } = await probe(manifest.signed, { headers }, context);
    if (status !== 200)
      return [problem(`Mux refuses ${asset} (${status}).`, ADVICE[status] ?? OTHERWISE)];
    const bare = await probe(manifest.bare, { headers }, context);
    const found =
      bare.status === 200 ? [unguarded(asset)] : [ok(`Mux gives ${asset} for a token.`)];
    if (origin === undefined) return found;
    const cors = corsCheck({ id: 'mux.cors', origin, url: manifest.signed.href });
    return [...found, ...(await cors.run(context))];
  });
}

function unguarded(asset: string): DoctorFinding {
  return findingsOf(ID).problem(
    `Mux gives ${asset} to everybody: it needs no token.`,
    'Make a playback id of the policy signed for the same asset, use that, and delete the public one.',
  );
}

interface Manifest {
  readonly bare: URL;
  readonly signed: URL;
}

async function manifestFor(
  asset: string,
  vendor: MuxOptions,
  { clock, signal }: DoctorContext,
): Promise<Manifest> {
  const context = { now: clock.now(), lifetimeSeconds: 60, signal, correlationId: 'doctor' };
  const grant = { asset, permissions: ['video'] };
  const pass = await mux(vendor).mint(grant, context);
  const [rule] = pass.kind === 'pass' ? pass.rules : [];
  const [src = ''] = rule?.match.urls ?? [];
  const [placement] = rule?.place ?? [];
  const signed = new URL(src);
  if (placement?.kind === 'query') signed.search = `?token=${placement.params['token']}`;
  return { bare: new URL(src), signed };
}
