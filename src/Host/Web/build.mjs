// Bundles the style sheet and the scripts into the folder given as the argument: node build.mjs OUTPUT
// Written beside the output and moved into place at the end, so that a broken run leaves the last good files alone.
import { brotliCompressSync } from 'node:zlib';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const output = resolve(process.argv[2] ?? 'dist');
const draft = `${output}.${process.pid}`;
const assets = join(draft, 'assets');
mkdirSync(assets, { recursive: true });

await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: {
    'app': 'Assets/app.css',
    'shell': 'Assets/shell.js',
    'log-contact': 'Assets/log-contact.js',
    'assessment': 'Assets/assessment.js',
    'time': 'Assets/charts/time.js',
    'power-bi': 'Assets/power-bi.js',
    'icon': 'Assets/icon.svg',
  },
  outdir: assets,
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'external',
  loader: { '.woff2': 'file', '.svg': 'copy' },
  assetNames: '[name]-[hash]',
  logLevel: 'warning',
});

copyFileSync(join(import.meta.dirname, 'node_modules/@fontsource-variable/ibm-plex-sans/LICENSE'), join(assets, 'ibm-plex-sans.LICENSE.txt'));
copyFileSync(join(import.meta.dirname, 'node_modules/powerbi-client/LICENSE.txt'), join(assets, 'powerbi-client.LICENSE.txt'));

for (const file of readdirSync(assets)) {
  if (/\.(css|js|svg)$/.test(file))
    writeFileSync(join(assets, `${file}.br`), brotliCompressSync(readFileSync(join(assets, file))));
}

rmSync(output, { recursive: true, force: true });
renameSync(draft, output);
