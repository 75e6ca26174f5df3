import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes. Hand-written files are smaller; what is larger is data or generated. */
export const MAX_FILE_SIZE = 1024 * 1024;

/** A file's text, why it has none, or that it is gone. */
export type ReadResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'absent' };

// Links are not followed, and a pipe with the name of a file does not block.
// Both constants are missing on Windows.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** One buffer for all files: reading is several times cheaper than with a buffer, or a promise, each. */
const buffer = Buffer.allocUnsafe(MAX_FILE_SIZE + 1);

/** Reads a text file of at most `MAX_FILE_SIZE` bytes; never throws. */
export function readText(file: string): ReadResult {
  let handle: number | undefined;
  try {
    handle = openSync(file, FLAGS);
    const status = fstatSync(handle);
    if (!status.isFile()) return { kind: 'absent' };
    if (status.size > MAX_FILE_SIZE) return { kind: 'unusable', reason: 'larger than 1 MB; not read' };
    return decode(buffer.subarray(0, fillBuffer(handle, status.size)));
  } catch (error) {
    return failure(error);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** One read gives all, unless the file changes meanwhile or its file system gives less at a time. */
function fillBuffer(handle: number, size: number): number {
  let length = readSync(handle, buffer, 0, buffer.length, null);
  while (length !== size) {
    const count = readSync(handle, buffer, length, buffer.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return length;
}

const utf8 = new TextDecoder();

/** The text of a file's bytes, or why it has none. */
export function decode(bytes: Buffer): ReadResult {
  const encoding = utf16Of(bytes);
  if (encoding === undefined && bytes.includes(0)) return { kind: 'unusable', reason: 'binary; not read' };
  // The decoder drops a byte order mark, as editors do, so that offsets agree.
  return { kind: 'text', text: (encoding === undefined ? utf8 : new TextDecoder(encoding)).decode(bytes) };
}

function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function failure(error: unknown): ReadResult {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  // Deleted since it was listed, or a symbolic link.
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'EMLINK') return { kind: 'absent' };
  return { kind: 'unusable', reason: `could not be read (${code})` };
}
