import { expect, test } from 'vitest';
import { switchedBlocks } from '../../src/engine/syntax/variable-switches.js';

/** Each block as its switches and its text on one line. */
function blocks(text: string, isPython = false): string[] {
  return switchedBlocks(text, isPython).map(({ when, span }) => {
    const asked = when.map(({ name, equals }) => (equals === undefined ? name : `${name}=${equals}`));
    return `${asked.join(' or ')}: ${text.slice(span.start, span.end).replace(/\s+/g, ' ').trim()}`;
  });
}

test('what a variable switches on, in the words of each language', () => {
  expect(blocks('if envBool("SERVE_ORDERS") { serve("}") }')).toEqual(['SERVE_ORDERS: serve("}") }']);
  expect(blocks('if (process.env.ROLE === "worker") { work() } else { serve() }')).toEqual(['ROLE=worker: work() }']);
  expect(blocks('if ("worker".equals(System.getenv("ROLE"))) { work(); }')).toEqual(['ROLE=worker: work(); }']);
  expect(blocks('if (process.env.RUN_JOBS === "true") { run() }')).toEqual(['RUN_JOBS: run() }']);
  expect(blocks('if os.environ.get("RUN_JOBS"):\n    run()\n\n    more()\nserve()\n', true)).toEqual(['RUN_JOBS: run() more()']);
});

test('conditions that ask for more, or for the contrary, switch nothing that is understood', () => {
  for (const condition of ['!process.env.RUN_JOBS', 'process.env.RUN_JOBS !== "1"', 'process.env.RUN_JOBS || process.env.ALL_JOBS', 'process.env.JOBS_TOTAL > 3', 'process.env.JOBS_URL === undefined', 'jobs.total']) {
    expect(blocks(`if (${condition}) { run() }`)).toEqual([]);
  }
});

test('a function of the file that only such blocks call belongs to them; one that others may call does not', () => {
  expect(blocks(`
func main() {
  if envBool("SERVE_ORDERS") { open(database()) }
  if envBool("SERVE_BILLS") { open(database()) }
}
func database() string { return os.Getenv("DB_URL") }
func open(url string) {}
func Exported() {}
`)).toEqual([
    'SERVE_ORDERS: open(database()) }', 'SERVE_BILLS: open(database()) }',
    'SERVE_ORDERS or SERVE_BILLS: { return os.Getenv("DB_URL") }', 'SERVE_ORDERS or SERVE_BILLS: {}',
  ]);
});
