import type { IncomingMessage } from 'node:http';
import { pipeline, Transform, type Readable } from 'node:stream';
import type * as Zlib from 'node:zlib';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { InvalidResponse, type Bytes } from './body.ts';

const KNOWN = new Set(['gzip', 'x-gzip', 'deflate', 'br']);
/** As many as curl takes. */
const MAX_ENCODINGS = 5;

/** The body without its content encodings. Some proxies compress although the request asked them not to. */
export async function decode(incoming: IncomingMessage): Promise<Bytes> {
  const header = incoming.headers['content-encoding'] ?? '';
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  const applied = names.filter((name) => name !== '' && name !== 'identity');
  if (applied.length === 0) return incoming;
  if (applied.length > MAX_ENCODINGS || !applied.every((name) => KNOWN.has(name)))
    throw new InvalidResponse(`content-encoding ${sanitizeLine(header, 40)}`);
  const zlib = await import('node:zlib');
  let body: Readable = incoming;
  for (const name of applied.toReversed()) {
    const decoder = createDecoder(name, zlib);
    // Each fails, and is closed, with the other; whoever reads the last one hears of it.
    pipeline(body, decoder, () => {});
    decoder.on('error', () => {});
    body = decoder;
  }
  return body;
}

function createDecoder(name: string, zlib: typeof Zlib): Transform {
  if (name === 'br') return zlib.createBrotliDecompress();
  return name === 'deflate' ? createInflater(zlib) : zlib.createGunzip();
}

/** Some servers leave out the header of zlib, whose first byte names the method: 8. */
function createInflater({ createInflate, createInflateRaw }: typeof Zlib): Transform {
  let inflate: Zlib.Inflate | Zlib.InflateRaw | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (inflate === undefined) {
        inflate = (chunk[0]! & 0x0f) === 8 ? createInflate() : createInflateRaw();
        inflate.on('data', (data) => this.push(data)).on('error', (error) => this.destroy(error));
      }
      inflate.write(chunk, () => done());
    },
    flush(done) {
      if (inflate === undefined) return done();
      inflate.once('end', done).end();
    },
    destroy(error, done) {
      inflate?.destroy();
      done(error);
    },
  });
}
