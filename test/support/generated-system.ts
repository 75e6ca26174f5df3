/** A generated system: realistic in shape, the same bytes for the same numbers. */
export interface GeneratedSystem {
  readonly files: ReadonlyMap<string, string>;
}

const PROJECT_SIZE = 20;

/**
 * A system of `services` in Compose projects of twenty, each service with a database of its own (every fifth shares
 * its neighbour's), two calls in code and configuration, and plain source files up to `files` in all.
 */
export function generateSystem(services: number, files: number): GeneratedSystem {
  const texts = new Map<string, string>();
  for (let first = 0; first < services; first += PROJECT_SIZE) {
    const numbers = Array.from({ length: Math.min(PROJECT_SIZE, services - first) }, (_, i) => first + i);
    const folder = `system-${first / PROJECT_SIZE}`;
    texts.set(`${folder}/compose.yaml`, composeFile(numbers));
    for (const number of numbers) {
      texts.set(`${folder}/svc-${number}/package.json`, JSON.stringify({ name: `svc-${number}`, scripts: { start: 'node server.js' }, dependencies: { express: '^5.0.0', pg: '^8.0.0' } }, null, 2));
      texts.set(`${folder}/svc-${number}/Dockerfile`, 'FROM node:22\nWORKDIR /app\nCOPY . .\nEXPOSE 8080\nCMD ["node", "server.js"]\n');
      texts.set(`${folder}/svc-${number}/src/server.ts`, server(number, numbers));
    }
  }
  for (let i = 0; texts.size < files; i++) {
    const service = i % Math.max(1, services);
    texts.set(`system-${Math.floor(service / PROJECT_SIZE)}/svc-${service}/src/domain/rule-${i}.ts`, plainSource(i));
  }
  return { files: texts };
}

function callees(number: number, numbers: readonly number[]): number[] {
  const at = numbers.indexOf(number);
  return [at + 1, at + 3].flatMap((index) => numbers[index] ?? []);
}

function composeFile(numbers: readonly number[]): string {
  const blocks = numbers.map((number) => {
    const owner = number % 5 === 4 ? number - 1 : number;
    return [
      `  svc-${number}:`,
      `    build: ./svc-${number}`,
      '    environment:',
      `      DATABASE_URL: postgres://app@db-${owner}:5432/data${owner}`,
      ...callees(number, numbers).map((callee) => `      SVC_${callee}_URL: http://svc-${callee}:8080`),
      '    depends_on:',
      `      - db-${owner}`,
      ...(owner === number ? [`  db-${number}:`, '    image: postgres:16'] : []),
    ].join('\n');
  });
  return `services:\n${blocks.join('\n')}\n`;
}

function server(number: number, numbers: readonly number[]): string {
  const calls = callees(number, numbers).map(
    (callee) => `app.get('/via/${callee}', async (_request, response) => {\n  const answer = await fetch(\`\${process.env.SVC_${callee}_URL}/items\`);\n  response.json(await answer.json());\n});\n`,
  );
  return `import express from 'express';\nimport { Pool } from 'pg';\n\nconst app = express();\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL });\n\napp.get('/items', async (_request, response) => {\n  response.json(await pool.query('select id from items'));\n});\n${calls.join('')}\napp.listen(8080);\n`;
}

function plainSource(i: number): string {
  const lines = Array.from({ length: 12 }, (_, line) => `  if (value > ${line * 7}) return value * ${i % 13} + ${line};`);
  return `/** Rule ${i} of the price list. */\nexport function rule${i}(value: number): number {\n${lines.join('\n')}\n  return value;\n}\n`;
}
