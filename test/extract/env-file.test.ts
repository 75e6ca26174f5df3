import { expect, test } from 'vitest';
import { envFileExtractor } from '../../src/engine/extract/env-file.js';

const variables = (text: string) =>
  envFileExtractor.extract('.env', text).facts.flatMap((fact) =>
    fact.kind === 'variable' ? [[fact.name, fact.value, text.slice(fact.site.span.start, fact.site.span.end)]] : [],
  );

test('assignments, comments, quotes, variables', () => {
  const text = `# settings
HOST=db # inline
export PORT = 5432
URL=postgres://\${HOST}:\${PORT:-1}/x#y
SINGLE='a $b # c'
DOUBLE="a \\"b\\" $C"
EMPTY=
not an assignment
PRICE=\\$5
`;
  expect(variables(text)).toEqual([
    ['HOST', ['db'], 'db'],
    ['PORT', ['5432'], '5432'],
    [
      'URL',
      ['postgres://', { hole: 'substitution', name: 'HOST' }, ':', { hole: 'substitution', name: 'PORT', fallback: ['1'] }, '/x#y'],
      'postgres://${HOST}:${PORT:-1}/x#y',
    ],
    ['SINGLE', ['a $b # c'], 'a $b # c'],
    ['DOUBLE', ['a "b" ', { hole: 'substitution', name: 'C' }], 'a \\"b\\" $C'],
    ['EMPTY', [''], 'EMPTY'],
    ['PRICE', ['$5'], '\\$5'],
  ]);
});

test('a byte order mark, line breaks of Windows, a value on several lines', () => {
  expect(variables('\uFEFFA=1\r\nB="x\r\ny"\r\nC=2')).toEqual([
    ['A', ['1'], '1'],
    ['B', ['x\r\ny'], 'x\r\ny'],
    ['C', ['2'], '2'],
  ]);
});

test('an open quote is a problem and hides no other line', () => {
  const { facts, problems } = envFileExtractor.extract('.env', 'A="x\nB=2\n');
  expect(facts).toMatchObject([{ name: 'A' }, { name: 'B', value: ['2'] }]);
  expect(problems).toMatchObject([{ message: 'the quote of A is not closed' }]);
});

test.each([
  ['.env', true],
  ['shop/.env.local', true],
  ['config/base.env', true],
  ['environment.ts', false],
  ['.envrc', false],
])('%s', (path, accepted) => {
  expect(envFileExtractor.accepts(path)).toBe(accepted);
});
