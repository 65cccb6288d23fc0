import { createObservable } from '@playgate/client';
import type { Observable } from '@playgate/client';

/** What there is to observe before there is anything. */
export const NOTHING: Observable<undefined> = createObservable(undefined);
