import { chmodSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readText } from '../../src/hosts/node/read.js';
import { temporaryFolder } from './temporary-folder.js';

function read(content: string | Uint8Array): ReturnType<typeof readText> {
  return readText(join(temporaryFolder({ file: content }), 'file'));
}

/** Permissions do not bind root. */
function asNobody(act: () => void): void {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65534);
  try {
    act();
  } finally {
    process.seteuid?.(0);
  }
}

describe('reading a file', () => {
  test.each([
    ['UTF-8', Buffer.from('größe: 1')],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFgröße: 1')],
    ['UTF-16 LE', Buffer.from('\uFEFFgröße: 1', 'utf16le')],
    ['UTF-16 BE', Buffer.from('\uFEFFgröße: 1', 'utf16le').swap16()],
  ])('%s becomes text without the mark', (_, bytes) => {
    expect(read(bytes)).toMatchObject({ kind: 'text', text: 'größe: 1' });
  });

  test('a binary file is not text', () => {
    expect(read(new Uint8Array([0x89, 0x50, 0, 1]))).toEqual({ kind: 'unusable', reason: 'binary; not read' });
  });

  test('50 MB are not read', () => {
    const root = temporaryFolder({ file: '' });
    truncateSync(join(root, 'file'), 50 * 1024 * 1024);
    expect(readText(join(root, 'file'))).toEqual({ kind: 'unusable', reason: 'larger than 1 MB; not read' });
  });

  // Windows knows no such permissions.
  test.skipIf(process.platform === 'win32')('a file without permission is not read, and that is said', () => {
    const root = temporaryFolder({ file: 'a' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'file'), 0o000);
    asNobody(() => expect(readText(join(root, 'file'))).toEqual({ kind: 'unusable', reason: 'could not be read (EACCES)' }));
  });

  test('a folder, a link and a file that is gone are absent', () => {
    const root = temporaryFolder({ file: 'a' });
    mkdirSync(join(root, 'folder'));
    symlinkSync(join(root, 'file'), join(root, 'link'));
    for (const name of ['folder', 'link', 'gone', 'file/below']) expect(readText(join(root, name))).toEqual({ kind: 'absent' });
  });
});
