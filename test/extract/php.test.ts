import { beforeAll, describe, expect, test } from 'vitest';
import { phpExtractor } from '../../src/engine/extract/code/php/index.js';
import { factsOf } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('php'));

function facts(body: string): string[] {
  return factsOf(phpExtractor, 'src/Orders.php', `<?php\nnamespace App;\nuse GuzzleHttp\\Client;\nuse Illuminate\\Support\\Facades\\Http;\n${body}`);
}

describe('HTTP clients', () => {
  test('Guzzle: base URI and options', () => {
    expect(facts(`
      class Stock {
        public function __construct(private Client $client) {}
        public function all() { return $this->client->request('GET', 'http://stock/items', ['timeout' => 2]); }
      }
      $pay = new Client(['base_uri' => getenv('PAY_URL') ?: 'http://pay', 'timeout' => 3]);
      $pay->post('/payments');
    `)).toEqual([
      'calls http GET http://stock/items (guzzle) timeout=2000',
      'calls http POST ${env:PAY_URL:-http://pay}/payments (guzzle) timeout=3000',
    ]);
  });

  test('curl, Laravel and streams; a path is no address', () => {
    expect(facts(`
      class Shop {
        private $url;
        public function __construct(string $url) { $this->url = $url; }
        function a($id) { $c = curl_init(sprintf('http://%s/items/%s', $_ENV['STOCK_HOST'], $id)); curl_setopt($c, CURLOPT_TIMEOUT, 4); }
        function b() { return Http::timeout(5)->retry(3, 100)->get('http://pay/ping'); }
        function c() { return file_get_contents('/etc/hosts') . file_get_contents("http://news/feed"); }
      }
    `)).toEqual([
      'calls http http://${env:STOCK_HOST}/items/${?} (curl) timeout=4000',
      'calls http GET http://pay/ping (laravel-http) timeout=5000 retries=3',
      'calls http GET http://news/feed (php-streams)',
    ]);
  });
});

test('databases and brokers', () => {
  expect(facts(`
    $pdo = new \\PDO("mysql:host=mysql;dbname=orders", 'u', 'p');
    $redis = new \\Redis(); $redis->connect('cache', 6379);
    $mongo = new \\MongoDB\\Client('mongodb://mongo');
    $connection = new \\PhpAmqpLib\\Connection\\AMQPStreamConnection('rabbitmq', 5672, 'u', 'p');
    $channel = $connection->channel();
    $channel->basic_publish($message, '', 'orders');
    $container->setParameter('dsn', getenv('PDO_URL') ?: 'mysql:host=mysql;dbname=ratings');
  `)).toEqual([
    'stores sql mysql:host=mysql;dbname=orders (pdo)',
    'stores redis cache (redis)',
    'stores mongodb mongodb://mongo (mongodb)',
    'publishes amqp rabbitmq channel=orders (php-amqplib)',
    'stores sql ${env:PDO_URL:-mysql:host=mysql;dbname=ratings} (symfony)',
  ]);
});

test('routes', () => {
  expect(facts(`
    Route::get('/items/{id}', [ItemController::class, 'show']);
    class Api { #[Route('/rate/{sku}', methods: ['PUT'])] public function rate() {} }
  `)).toEqual(['serves GET /items/{id} (php)', 'serves PUT /rate/{sku} (symfony)']);
});
