import type { Verdict } from '../../../credentials/judgement.ts';
import type { EmulatorParts } from '../../emulator.ts';
import type { Account } from '../account/account.ts';
import { usageCsv } from '../account/usage-log.ts';
import type { Denial } from '../denial.ts';
import type { Door, Finding } from '../door.ts';
import type { ExpiringSignatures } from '../media/expiring-signature.ts';
import type { Audit } from './audits.ts';

/** Makes URLs that a report can be had at without any other credential. */
export interface ReportUrls {
  sign(origin: string, audit: Audit): { readonly url: string; readonly expiresAtSeconds: number };
}

/** @see Brightcove, "Using Authentication APIs": signed URLs are valid for 15 minutes. */
const REPORT_SECONDS = 15 * 60;

export interface ReportParts extends Pick<EmulatorParts, 'clock' | 'leaks'> {
  readonly account: Account;
  readonly signatures: ExpiringSignatures;
}

const scopeOf = (path: string): string => `report ${path}`;

export function createReportUrls({ clock, leaks, signatures }: ReportParts): ReportUrls {
  return {
    sign(origin, { id, date }) {
      const expiresAtSeconds = Math.floor(clock.now() / 1000) + REPORT_SECONDS;
      const path = `/reports/${date}/${id}.csv`;
      const signature = signatures.sign(scopeOf(path), expiresAtSeconds * 1000);
      leaks.addCanary(`brightcove report ${id}`, signature);
      const url = `${origin}${path}?signature=${encodeURIComponent(signature)}`;
      return { url, expiresAtSeconds };
    },
  };
}

/**
 * Where reports lie. As the storage behind the vendor's links does, it refuses a request with an `Authorization` of its own: a token
 * sent along would be one given away.
 */
export function reportsDoor({ account, signatures }: ReportParts): Door {
  return {
    name: 'reports',
    opens: (_, { pathname }) => pathname.startsWith('/reports/'),
    judge(request, { pathname, searchParams }): Finding {
      const signed = signatures.judge(searchParams.get('signature'), scopeOf(pathname));
      const denial = reportDenial(request, signed);
      const verdict = denial && signed === 'ok' ? 'wrong' : signed;
      return { judgement: { credential: 'query', verdict }, ...(denial && { denial }) };
    },
    async serve({ url }, { denial }) {
      if (denial) return refuse(denial);
      const [, date = ''] = /^\/reports\/([\d-]+)\//.exec(new URL(url).pathname) ?? [];
      return new Response(usageCsv(account.usage.ofDay(date)), {
        headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'no-store' },
      });
    },
    refuse,
  };
}

function reportDenial({ method, headers }: Request, signed: Verdict): Denial | undefined {
  if (method !== 'GET') return { status: 405, code: 'MethodNotAllowed' };
  if (headers.has('authorization')) return { status: 400, code: 'InvalidArgument' };
  if (signed === 'ok') return undefined;
  return { status: 403, code: signed === 'wrong' ? 'SignatureDoesNotMatch' : 'AccessDenied' };
}

/** In the shape of the storage. */
const refuse = ({ status, code }: Denial): Response =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>\n`, {
    status,
    headers: { 'Content-Type': 'application/xml', 'Cache-Control': 'no-store' },
  });
