import { beforeAll, describe, expect, test } from 'vitest';
import { rubyExtractor } from '../../src/engine/extract/code/ruby/index.js';
import { factsOf } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('ruby'));

function facts(body: string): string[] {
  return factsOf(rubyExtractor, 'app/orders.rb', body);
}

describe('HTTP clients', () => {
  test('Net::HTTP: host by URI, time-out set on the connection', () => {
    expect(facts(`
def details(id)
  uri = URI.parse("http://details/#{id}")
  http = Net::HTTP.new(uri.host, uri.port)
  http.read_timeout = 5
  http.request(Net::HTTP::Get.new(uri.request_uri))
end
    `)).toEqual(['calls http http://details/${?} (net-http) timeout=5000']);
  });

  test('HTTParty, Faraday and RestClient', () => {
    expect(facts(`
class Stock
  include HTTParty
  base_uri ENV.fetch('STOCK_URL', 'http://stock')
  PAY = ENV['PAY_URL'] || 'http://pay'
  def initialize
    @conn = Faraday.new(url: "http://items:80", request: { timeout: 3 })
  end
  def all
    self.class.get('/items')
    @conn.post('/orders')
    RestClient.get PAY + '/payments'
  end
end
    `)).toEqual([
      'calls http GET ${env:STOCK_URL:-http://stock}/items (httparty)',
      'calls http POST http://items:80/orders (faraday) timeout=3000',
      'calls http GET ${env:PAY_URL:-http://pay}/payments (rest-client)',
    ]);
  });
});

test('databases and brokers', () => {
  expect(facts(`
db = PG.connect(host: 'postgres', dbname: 'orders')
redis = Redis.new(url: ENV['REDIS_URL'])
mongo = Mongo::Client.new(['mongo:27017'], database: 'carts')
connection = Bunny.new(hostname: 'rabbitmq')
channel = connection.create_channel
channel.queue('orders').subscribe { |m| p m }
channel.default_exchange.publish('x', routing_key: 'paid')
  `)).toEqual([
    'stores sql postgres database=orders (pg)',
    'stores redis ${env:REDIS_URL} (redis)',
    'stores mongodb mongo:27017 database=carts (mongo)',
    'subscribes amqp rabbitmq channel=orders (bunny)',
    'publishes amqp rabbitmq channel=paid (bunny)',
  ]);
});

test('routes', () => {
  expect(facts("get '/items/:id' do\n 'x'\nend\nserver.mount_proc '/health' do |req, res| end")).toEqual(['serves GET /items/:id (ruby)', 'serves ANY /health (ruby)']);
});
