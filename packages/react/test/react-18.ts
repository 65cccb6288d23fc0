import { registerHooks } from 'node:module';

// Packages that Node loads itself, such as the testing library and React's renderer, get React 18 too.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.replace(/^(react|react-dom)(?=$|\/)/, '$1-18'), {
      ...context,
      ...(/^react(-dom)?($|\/)/.test(specifier) && { parentURL: import.meta.url }),
    }),
});
