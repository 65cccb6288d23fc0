/** The style of the hash tester's page. */
export const HASH_TEST_STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f6f7f9, #10151a);
  --card: light-dark(#fff, #182028);
  --ink: light-dark(#16202a, #e8edf2);
  --soft: light-dark(#55636f, #9aa9b6);
  --line: light-dark(#ccd5dd, #2f3c47);
  --accent: light-dark(#1b5fa8, #7ab8f5);
  --good: light-dark(#17703f, #63d297);
  --bad: light-dark(#b3261e, #ff9189);
  --note: light-dark(#8a5a00, #f0bd62);
  font: 16px/1.5 system-ui, sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; padding: clamp(1rem, 4vw, 3rem); background: var(--paper); color: var(--ink); }
main { display: grid; gap: 1.5rem; max-width: 46rem; margin-inline: auto; }
h1 { margin: 0; font-size: clamp(1.5rem, 5vw, 2.1rem); line-height: 1.2; letter-spacing: -0.02em; }
header p { margin: 0.5rem 0 0; color: var(--soft); max-width: 62ch; text-wrap: pretty; }
form { display: grid; gap: 1.25rem; }
.field { display: grid; gap: 0.35rem; }
label { font-weight: 600; }
.hint { margin: 0; color: var(--soft); font-size: 0.9rem; }
.with-button { display: grid; grid-template-columns: 1fr auto; gap: 0.5rem; }
input, textarea {
  width: 100%; min-height: 2.75rem; padding: 0.6rem 0.75rem; border: 1px solid var(--line); border-radius: 10px;
  background: var(--card); color: inherit; font: 0.9rem/1.5 ui-monospace, monospace;
}
textarea { resize: vertical; overflow-wrap: anywhere; }
::placeholder { color: var(--soft); opacity: 0.75; }
button {
  min-height: 2.75rem; padding: 0 1.1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card);
  color: inherit; font: inherit; font-weight: 600; cursor: pointer;
}
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.verdicts { display: grid; gap: 0.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); }
.verdict { margin: 0; padding: 0.75rem 1rem; border: 1px solid currentcolor; border-radius: 10px; }
.ok { --tone: var(--good); }
.bad { --tone: var(--bad); }
.note { --tone: var(--note); }
.verdict { color: var(--tone); background: color-mix(in srgb, var(--tone) 8%, transparent); }
.rules { display: grid; gap: 0; margin: 0.75rem 0 0; padding: 0; list-style: none; }
.rule { display: grid; grid-template-columns: auto 1fr; gap: 0.75rem; padding: 0.75rem 0; border-top: 1px solid var(--line); }
.rule:first-child { border-top: 0; }
.sign {
  display: grid; place-items: center; width: 1.6rem; height: 1.6rem; border-radius: 999px; font-weight: 700; font-size: 0.85rem;
  color: var(--tone); background: color-mix(in srgb, var(--tone) 16%, transparent);
}
.words p { margin: 0; color: var(--soft); overflow-wrap: anywhere; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
