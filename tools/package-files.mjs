import { foreignIn } from './workspace/foreign-text.mjs';

const ALLOWED = [
  /^package\.json$/,
  /^README\.md$/,
  /^LICENSE$/,
  /^dist\/([\w.-]+\/)*[\w.-]+\.(js|css|json)(\.map)?$/,
  /^dist\/([\w.-]+\/)*[\w.-]+\.d\.ts(\.map)?$/,
  // The sandbox's films: playlists, segments, keys of test pictures, captions, posters.
  /^dist\/film\/([\w.-]+\/)*[\w.-]+\.(m3u8|ts|m4s|mp4|key|vtt|svg)$/,
];
const FORBIDDEN = /\.(test|spec)\.|(^|\/)(test|tests|__tests__|fixtures)\//;
const PRIVATE_KEY = /PRIVATE KEY-----(?:\\n|\s)*[A-Za-z0-9+/]{40}/;
const REQUIRED = ['package.json', 'README.md', 'LICENSE'];

/**
 * What is wrong with the contents of a package: dist, types, README, licence and manifest, and nothing else.
 *
 * @param {readonly string[]} files Paths in the package.
 * @returns {string[]}
 */
export function fileProblems(files) {
  return [
    ...REQUIRED.filter((file) => !files.includes(file)).map((file) => `ships no ${file}`),
    ...(files.some((file) => /^dist\/.*\.js$/.test(file)) ? [] : ['ships no code']),
    ...files
      .filter((file) => FORBIDDEN.test(file) || !ALLOWED.some((pattern) => pattern.test(file)))
      .map((file) => `ships ${file}`),
  ];
}

/**
 * What is wrong with a text in a package: it names nothing of the machine that made it, and holds no key.
 *
 * @param {string} file
 * @param {string} text
 * @returns {string[]}
 */
export function textProblems(file, text) {
  return [...foreignIn(text), ...(PRIVATE_KEY.test(text) ? ['holds a private key'] : [])].map(
    (what) => `${file} ${what}`,
  );
}

/**
 * What is wrong with a source map: it may show the sources of this repository, and no others.
 *
 * @param {string} file
 * @param {{ sources: readonly string[], sourceRoot?: string, sourcesContent?: readonly (string | null)[] }} map
 * @returns {string[]}
 */
export function mapProblems(file, { sources, sourceRoot = '', sourcesContent = [] }) {
  return [
    ...sources
      .filter(
        (source) =>
          !/^(\.\.\/)+((protocol|client|videojs)\/)?src\/[\w./-]+\.(tsx?|css)$/.test(source),
      )
      .map((source) => `${file} shows ${source}`),
    ...[sourceRoot, ...sourcesContent].flatMap((text) => textProblems(file, text ?? '')),
  ];
}
