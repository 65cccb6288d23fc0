import fc from 'fast-check';

/** The same cases in every run; `PROPERTY_SEED=7 pnpm test` looks at others. */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) });
