// Writes .br and .gz beside every text asset of a finished bundle, so that no server compresses at run time.
// Node does it because it is there with wasm-opt and compresses at native speed; it needs no package.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync, constants } from "node:zlib";

const TEXT = /\.(html|js|mjs|css|wasm|svg|json|webmanifest|txt|xml|ico)$/;
const SMALLEST = 512; // below this the headers weigh more than the gain

for (const entry of readdirSync(process.argv[1], { recursive: true })) {
  if (!TEXT.test(entry)) continue;
  const file = join(process.argv[1], entry);
  const bytes = readFileSync(file);
  if (bytes.length < SMALLEST) continue;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(file + ".br", brotliCompressSync(bytes, { params }));
  writeFileSync(file + ".gz", gzipSync(bytes, { level: 9 }));
}
