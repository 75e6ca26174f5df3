import { join } from 'node:path';
import type { Outcome } from './analysed-folder.js';
import { analyze } from './analyze.js';
import { baseline } from './baseline.js';
import { parseCommandLine, USAGE } from './command-line.js';
import { diff } from './diff.js';
import { explain } from './explain.js';
import { whatIf } from './what-if.js';

/** Entry of the command line. Only results go to standard output, so that it can be piped. */

/** Of the package; the bundler fills it in. */
declare const VERSION: string;

const WORKER = join(__dirname, 'source-worker.cjs');

async function main(): Promise<number> {
  const command = parseCommandLine(process.argv.slice(2));
  switch (command.name) {
    case 'help':
      process.stdout.write(USAGE);
      return 0;
    case 'version':
      process.stdout.write(`${VERSION}\n`);
      return 0;
    case 'misuse':
      process.stderr.write(`coupling-lens: ${command.message}\n\n${USAGE}`);
      return 2;
    case 'analyze':
      return run(() => analyze(command.options, WORKER, VERSION));
    case 'diff':
      return run(() => diff(command.options, WORKER));
    case 'baseline':
      return run(() => baseline(command.options, WORKER));
    case 'explain':
      return run(() => explain(command.options, WORKER));
    case 'what-if':
      return run(() => whatIf(command.options, WORKER));
  }
}

async function run(work: () => Promise<Outcome>): Promise<number> {
  try {
    const { output, problems, failed } = await work();
    for (const { message } of problems) process.stderr.write(`coupling-lens: ${message}\n`);
    process.stdout.write(output);
    return failed ? 1 : 0;
  } catch (error) {
    process.stderr.write(`coupling-lens: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

// The exit code is set, not forced: what was written to a pipe must get out first.
void main().then((code) => {
  process.exitCode = code;
});
