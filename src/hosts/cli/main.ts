import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from './analyze.js';
import { parseCommandLine, USAGE, type AnalyzeOptions } from './command-line.js';

/** Entry of the command line. Only results go to standard output, so that it can be piped. */

async function main(): Promise<number> {
  const command = parseCommandLine(process.argv.slice(2));
  switch (command.name) {
    case 'help':
      process.stdout.write(USAGE);
      return 0;
    case 'version':
      process.stdout.write(`${version()}\n`);
      return 0;
    case 'misuse':
      process.stderr.write(`coupling-lens: ${command.message}\n\n${USAGE}`);
      return 2;
    case 'analyze':
      return run(command.options);
  }
}

async function run(options: AnalyzeOptions): Promise<number> {
  try {
    const { output, problems, failed } = await analyze(options, join(__dirname, 'source-worker.cjs'));
    for (const { message } of problems) process.stderr.write(`coupling-lens: ${message}\n`);
    process.stdout.write(output);
    return failed ? 1 : 0;
  } catch (error) {
    process.stderr.write(`coupling-lens: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
}

// The exit code is set, not forced: what was written to a pipe must get out first.
void main().then((code) => {
  process.exitCode = code;
});
