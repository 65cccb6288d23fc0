import { alertOnRefusals, createUsageCounters, isServerError } from '@playgate/server';
import type { Audit, UsageCounters, VendorCallEvent } from '@playgate/server';
import type { SecureVideoRefusal } from '@playgate/server/secure-video';
import type { OperatorLog } from './operator-log.ts';

/** Ears for everything that vendors' clients tell: writes what operators should know, and counts. */
export interface VendorWatch {
  readonly onCall: (call: VendorCallEvent) => void;
  readonly onSecureVideoRefusal: (refusal: SecureVideoRefusal) => void;
  readonly audit: Audit;
  readonly usage: Pick<UsageCounters, 'totals'>;
}

/** Failures that do not pass by themselves. */
const LASTING = ['vendor_credentials', 'vendor_address', 'vendor_limit'] as const;
const MANY = 3;

export function watchVendors(log: OperatorLog): VendorWatch {
  const usage = createUsageCounters();
  const alarm = alertOnRefusals({
    threshold: MANY,
    windowMs: 60_000,
    codes: LASTING,
    alert: ({ vendor, refusals, correlationId }) =>
      log.add({
        ...{ tone: 'alarm', vendor, correlationId },
        text: `Refused ${refusals} times within a minute. Somebody has to look.`,
      }),
  });
  return {
    usage,
    onCall(call) {
      usage.count(call);
      if (call.error !== undefined) log.add(lineOf(call, call.error));
      alarm(call);
    },
    onSecureVideoRefusal({ reason, correlationId, message, needsOperator }) {
      if (!needsOperator) return;
      const words = message === undefined ? '' : ` The vendor says: “${message}”.`;
      const text = `${reason}: only an operator can help.${words}`;
      log.add({ tone: 'alarm', vendor: 'secure-video', text, correlationId });
    },
    audit({ outcome, vendor, code, viewer, asked, error, correlationId }) {
      if (outcome === 'granted' || outcome === 'interaction') return;
      const what = asked === undefined ? '' : ` for ${asked}`;
      const text = `Nothing${what} to ${viewer ?? 'somebody'}: ${code ?? outcome}${causeOf(error)}.`;
      log.add({ tone: 'note', vendor, text, correlationId });
    },
  };
}

function causeOf(error: unknown): string {
  if (!isServerError(error)) return '';
  const { code, reason } = error;
  return ` (${reason === undefined ? code : `${code}, ${reason}`})`;
}

function lineOf(call: VendorCallEvent, error: string): Parameters<OperatorLog['add']>[0] {
  const { vendor, method, path, status, correlationId } = call;
  const answer = status === undefined ? 'no answer' : status;
  return {
    tone: LASTING.some((code) => code === error) ? 'alarm' : 'note',
    ...{ vendor, correlationId, text: `${method} ${path} failed: ${answer}, ${error}.` },
  };
}
