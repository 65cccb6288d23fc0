import { runDoctor } from '../../src/doctor/index.ts';
import type { DoctorCheck, DoctorFinding } from '../../src/doctor/index.ts';
import { alertOnRefusals, createPassHandler, grant } from '../../src/index.ts';
import type { PlaybackGrant, Vendor } from '../../src/index.ts';
import type { VendorApiOptions } from '../../src/api/vendor-api.ts';
import { APP, ask } from '../support.ts';
import type { CanaryStage } from './canary-stage.ts';

/** A page that asks for a pass, whose audit is heard. */
export function askingFor(
  { hear }: CanaryStage,
  vendor: Vendor,
  granted: PlaybackGrant,
  answer?: Readonly<Record<string, string>>,
): () => Promise<Response> {
  const handle = createPassHandler({
    vendor,
    decide: () => grant(granted),
    origins: [APP],
    audit: (event) => hear('hook', event),
  });
  return () => handle(ask({ version: 1, asset: 'film', ...(answer && { answer }) }));
}

/** What every client takes: its calls go through the trouble and are heard, with an alarm that rings at the first refusal. */
export function heardCalls({ fetch, clock, hear }: CanaryStage): VendorApiOptions {
  const alarm = alertOnRefusals({
    ...{ threshold: 1, windowMs: 60_000, codes: ['vendor_credentials', 'vendor_address'] },
    alert: (alert) => hear('hook', alert),
  });
  return {
    ...{ fetch, clock, retries: 0, timeoutMs: 2000 },
    onCall(call) {
      hear('event', call);
      alarm(call);
    },
  };
}

/** Everything that a doctor says. */
export const examined =
  (
    { fetch, clock, hear }: CanaryStage,
    checks: () => readonly DoctorCheck[],
  ): (() => AsyncIterable<DoctorFinding>) =>
  () =>
    runDoctor(checks(), { fetch, clock, onProgress: (progress) => hear('hook', progress) });
