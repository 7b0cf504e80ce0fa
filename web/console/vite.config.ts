import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

// Beside each text file its gzip form, which the node serves where it is accepted: the node compresses nothing while it serves. Made of what stands on
// the disk in the end, since the names of parts are put into the scripts last of all.
const gzipped: Plugin = {
  name: 'gzipped',
  apply: 'build',
  writeBundle({ dir }) {
    for (const entry of readdirSync(dir!, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && /\.(js|css|html|svg|json)$/.test(entry.name)) {
        const file = join(entry.parentPath, entry.name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    }
  },
};

export default defineConfig({
  plugins: [vue(), gzipped],
  build: {
    target: 'chrome90',
    modulePreload: { polyfill: false }, // the polyfill is an inline script, which the pages' policy forbids
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  worker: { format: 'es' },
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
});
