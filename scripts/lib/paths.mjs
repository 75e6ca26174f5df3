// @ts-check
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where tools too big for node_modules are kept between runs. */
export const CACHE = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'coupling-lens');

/** The system that `npm start` opens when no folder is named. */
export const SAMPLE = join(ROOT, 'test', 'systems', 'distributed-monolith');
