import { timeApply } from './time-apply.ts';

Object.assign(globalThis, { timeApply });
