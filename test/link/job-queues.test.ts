import { beforeAll, expect, test } from 'vitest';
import { phpExtractor } from '../../src/engine/extract/code/php/index.js';
import { link } from '../../src/engine/link/index.js';
import { loadGrammarsForTest } from '../support/grammars.js';
import { factsOf, relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('php'));

const CONFIG = `<?php
return [
    'default' => env('QUEUE_CONNECTION', 'sync'),
    'connections' => [
        'sync' => ['driver' => 'sync'],
        'database' => ['driver' => 'database', 'table' => 'jobs'],
        'rabbit' => ['driver' => 'rabbitmq', 'hosts' => [['host' => env('RABBITMQ_HOST', 'rabbit.acme.io'), 'port' => 5672]]],
        'kafka' => ['driver' => 'kafka', 'bootstrap_servers' => env('BOOTSTRAP_SERVERS')],
        'sqs' => ['driver' => 'sqs', 'prefix' => env('SQS_PREFIX', 'https://sqs.eu-west-1.amazonaws.com/your-account-id')],
    ],
];
`;

/** Relations of a shop whose services stand in one Compose file. */
function shop(services: string, files: Record<string, string> = {}): string[] {
  const facts = factsOf({ 'compose.yaml': `services:\n${services}`, 'orders/composer.json': '{"name":"shop/orders"}', ...files });
  const path = 'orders/config/queue.php';
  return relationsOf(link([...facts, { path, facts: phpExtractor.extract(path, CONFIG).facts, problems: [], lineStarts: [0] }]));
}

test('a program hands jobs over to the connection that its environment chooses, its worker takes them', () => {
  expect(shop(`  web: { build: ./orders, environment: { QUEUE_CONNECTION: rabbit, RABBITMQ_HOST: mq } }
  worker: { build: ./orders, command: php artisan queue:work --tries=3, environment: { QUEUE_CONNECTION: rabbit, RABBITMQ_HOST: mq } }
  mq: { image: "rabbitmq:4" }
`)).toEqual(['service:web -publishes-> broker:mq, declared', 'service:worker -subscribes-> broker:mq, declared']);
});

test('a worker may name its connection; a server whose address is a secret is the only one that there is', () => {
  expect(shop(`  worker: { build: ./orders, command: ["php", "artisan", "queue:work", "kafka", "--queue=high"], environment: [BOOTSTRAP_SERVERS] }
  events: { image: "apache/kafka:4" }
`)).toEqual(['service:worker -subscribes-> broker:events, declared']);
});

test('a broker whose address is a secret, and that no file starts, is there all the same', () => {
  expect(shop('  worker: { build: ./orders, command: php artisan queue:work, environment: { QUEUE_CONNECTION: kafka } }\n')).toEqual(['service:worker -subscribes-> broker:kafka, declared']);
});

test('servers of others, and drivers that lead nowhere', () => {
  expect(shop('  web: { build: ./orders, environment: { QUEUE_CONNECTION: rabbit } }\n')).toEqual(['service:web -publishes-> external:acme.io, declared']);
  expect(shop('  web: { build: ./orders, environment: { QUEUE_CONNECTION: sqs } }\n')).toEqual(['service:web -publishes-> external:Amazon SQS, declared']);
  expect(shop('  web: { build: ./orders, environment: { QUEUE_CONNECTION: database } }\n')).toEqual([]);
});

test('the template that every new application has chooses nothing', () => {
  const config = CONFIG.replace("'sync')", "'rabbit')");
  const path = 'orders/config/queue.php';
  const facts = factsOf({ 'compose.yaml': 'services:\n  web: { build: ./orders }\n', 'orders/composer.json': '{}', 'orders/.env.example': 'APP_KEY=\nQUEUE_CONNECTION=sync\nMAIL_HOST=smtp.mailtrap.io\n' });
  expect(relationsOf(link([...facts, { path, facts: phpExtractor.extract(path, config).facts, problems: [], lineStarts: [0] }]))).toEqual(['service:web -publishes-> external:acme.io, declared']);
});
