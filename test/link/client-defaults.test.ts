import { beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace, defaultConfig, extractFile, mergeFacts, documentExtractors } from '../../src/engine/index.js';
import { sourceExtractors } from '../../src/engine/source.js';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts } from '../support/link-texts.js';

const FILES: Record<string, string> = {
  'compose.yaml': 'services:\n  orders: { build: ./orders }\n  stock: { build: ./stock }\n',
  'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
  'orders/Dockerfile': 'FROM node:22\nCOPY . .\n',
  'orders/src/http.js': "import axios from 'axios';\naxios.defaults.timeout = 1500;\n",
  'orders/src/stock.js': "import axios from 'axios';\nexport const load = () => axios.get('http://stock:3000/items');\n",
  'stock/Dockerfile': 'FROM node:22\nCOPY . .\n',
};

test('a time-out set once for the client holds in every file of the package', () => {
  const workspace = createWorkspace();
  for (const [path, text] of Object.entries(FILES)) {
    workspace.setFacts(mergeFacts(extractFile(documentExtractors, path, text), extractFile(sourceExtractors, path, text)));
  }
  const { graph, findings } = workspace.analyseWith([], defaultConfig);

  expect(graph.relations.find(({ kind }) => kind === 'calls')?.care.timeout).toMatchObject({ known: true, value: 1500 });
  expect(findings.map(({ rule }) => rule)).not.toContain('call-without-timeout');
});

describe('injected clients of Spring', () => {
  beforeAll(() => loadGrammarsForTest('java'));

  const USE = 'package shop;\nimport org.springframework.web.client.RestTemplate;\nclass Stock {\n  private final RestTemplate rest;\n  Item get() { return rest.getForObject("http://stock/items", Item.class); }\n}\n';
  const withBeans = (...beans: string[]): unknown => linkTexts({
    'compose.yaml': 'services:\n  orders: { build: ./orders }\n  stock: { build: ./stock }\n',
    'orders/Dockerfile': 'FROM eclipse-temurin:21\n',
    'orders/pom.xml': '<project><artifactId>orders</artifactId></project>',
    'orders/src/main/java/shop/Stock.java': USE,
    'orders/src/main/java/shop/Clients.java': `package shop;\nimport org.springframework.context.annotation.Bean;\nimport org.springframework.web.client.RestTemplate;\nclass Clients {\n${beans.map((bean) => `  @Bean ${bean}\n`).join('')}}\n`,
    'stock/Dockerfile': 'FROM scratch\n',
  }).relations.find(({ kind }) => kind === 'calls')?.care.timeout;

  test('one that is made without a word waits for ever', () => {
    expect(withBeans('@LoadBalanced RestTemplate rest() { return new RestTemplate(); }')).toBeUndefined();
    expect(withBeans('RestTemplate rest() { RestTemplate rest = new RestTemplate(); return rest; }')).toBeUndefined();
    expect(withBeans('RestTemplate rest(RestTemplateBuilder builder) { return builder.build(); }')).toBeUndefined();
  });

  test('one that is set up, one of several of which another is, and one of which nobody knows the making: may have a time-out', () => {
    const unknown = { known: false };
    expect(withBeans('RestTemplate rest() { RestTemplate rest = new RestTemplate(); rest.setRequestFactory(factory()); return rest; }')).toMatchObject(unknown);
    expect(withBeans('RestTemplate rest(ClientHttpRequestFactory factory) { return new RestTemplate(factory); }')).toMatchObject(unknown);
    expect(withBeans('RestTemplate a() { return new RestTemplate(); }', 'RestTemplate b(RestTemplateBuilder builder) { return builder.setReadTimeout(LIMIT).build(); }')).toMatchObject(unknown);
    expect(withBeans()).toMatchObject(unknown);
  });
});
