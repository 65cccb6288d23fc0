import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

/** Bundles a module of the bench for a page, as an application would. */
export async function bundlePage(module: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(module, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}
