import { beforeAll, describe, expect, test } from 'vitest';
import { javaExtractor } from '../../src/engine/extract/code/java/index.js';
import { factsOf } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('java'));

function factsOfFile(text: string): string[] {
  return factsOf(javaExtractor, 'orders/src/main/java/shop/Orders.java', `package shop;\n${text}`);
}

/** Facts of a class body. */
function facts(body: string, imports = ''): string[] {
  return factsOfFile(`${imports}\nclass Orders {\n${body}\n}`);
}

describe('HTTP clients', () => {
  test('RestTemplate: the URL may be put together from injected configuration and constants', () => {
    expect(facts(`
      static final String ITEMS = "/items/{id}";
      @Value("\${stock.url:http://stock:8080}") private String url;
      private final RestTemplate rest;
      Item get(int id) { return rest.getForObject(url + ITEMS, Item.class, id); }
    `)).toContain('calls http GET ${config:stock.url:-http://stock:8080}/items/{id} (rest-template) timeout=?');
  });

  test('WebClient: the base URL of the builder counts', () => {
    expect(facts(`
      private final WebClient web = WebClient.builder().baseUrl("http://pay").build();
      void pay() { web.post().uri("/payments").retrieve(); }
    `)).toEqual(['calls http POST http://pay/payments (web-client)']);
  });

  test.each([
    ['HttpRequest.newBuilder().uri(URI.create("http://stock/x")).build();', 'calls http http://stock/x (java.net.http) timeout=?'],
    ['HttpRequest.newBuilder(URI.create("http://stock/x")).timeout(Duration.ofSeconds(2)).build();', 'calls http http://stock/x (java.net.http) timeout=2000'],
    ['new Request.Builder().url("http://stock/x").build();', 'calls http http://stock/x (okhttp)'],
    ['new HttpPost("http://stock/x");', 'calls http POST http://stock/x (apache-httpclient) timeout=?'],
    ['new URL("http://stock/x").openConnection();', 'calls http http://stock/x (url-connection) timeout=?'],
    ['new Retrofit.Builder().baseUrl("http://stock/").build();', 'calls http http://stock/ (retrofit)'],
    ['ClientBuilder.newClient().target("http://stock").path("x").request().get();', 'calls http http://stock (jax-rs) timeout=?'],
    ['new RestTemplate().getForObject(UriComponentsBuilder.fromHttpUrl("http://stock").path("/x").toUriString(), String.class);', 'calls http GET http://stock/x (rest-template)'],
    ['new RestTemplate().exchange(String.format("http://%s:%d/x", "stock", 80), HttpMethod.PUT, body, Void.class);', 'calls http PUT http://stock:80/x (rest-template)'],
    ['ManagedChannelBuilder.forAddress("stock", 9090).usePlaintext().build();', 'calls grpc stock:9090 (grpc) timeout=?'],
    ['r.path("/stock/**").filters(f -> f.stripPrefix(1)).uri("lb://stock");', 'calls http lb://stock (spring-cloud-gateway) timeout=?'],
  ])('%s', (code, fact) => {
    expect(facts(`void run() { ${code} }`, 'import okhttp3.Request;')).toEqual([fact]);
  });

  test('a class of the same name from another library is none', () => {
    expect(facts('void run(WebClient web) { web.get().uri("http://stock"); }', 'import com.gargoylesoftware.htmlunit.WebClient;')).toEqual([]);
  });

  test('a wrapper around a client is read at its callers', () => {
    expect(facts(`
      String ask(String host) { return new RestTemplate().getForObject("http://" + host + "/ping", String.class); }
      void all() { ask("stock"); ask("pay"); }
    `)).toEqual(['calls http GET http://stock/ping (rest-template)', 'calls http GET http://pay/ping (rest-template)']);
  });

  test('a URL that depends on a branch leads to each of its values', () => {
    expect(facts(`
      void run(RestTemplate rest, boolean fast) {
        String url = "http://slow/x";
        if (fast) url = "http://fast/x";
        rest.delete(url);
      }
    `)).toEqual(['calls http DELETE http://slow/x (rest-template) timeout=?', 'calls http DELETE http://fast/x (rest-template) timeout=?']);
  });

  test('a constant of another class is left to the linker', () => {
    expect(facts('void run(RestTemplate rest) { rest.delete(Urls.STOCK); }', 'import shop.config.Urls;')).toEqual([
      'calls http DELETE ${constant:shop.config.Urls#STOCK} (rest-template) timeout=?',
    ]);
  });
});

describe('care', () => {
  test('breakers by annotation, around a call, and by name of a fallback', () => {
    expect(facts(`
      private final RestTemplate rest;
      @HystrixCommand(fallbackMethod = "none", commandProperties = @HystrixProperty(name = "execution.isolation.thread.timeoutInMilliseconds", value = "500"))
      void a() { rest.delete("http://a"); }
      @CircuitBreaker(name = "b")
      void b() { rest.delete("http://b"); }
      void c(CircuitBreakerFactory breakers) { breakers.create("c").run(() -> rest.getForObject("http://c", String.class), error -> null); }
    `)).toEqual([
      'calls http DELETE http://a (rest-template) timeout=500 breaker fallback',
      'calls http DELETE http://b (rest-template) timeout=? breaker',
      'calls http GET http://c (rest-template) timeout=? breaker fallback',
    ]);
  });
});

describe('declarations', () => {
  test('Feign: a URL, else the name in the registry', () => {
    expect(factsOfFile('@FeignClient(name = "stock", fallback = None.class) interface A {}')).toEqual(['calls http http://stock (openfeign) timeout=? breaker fallback']);
    expect(factsOfFile('@FeignClient(value = "rates", url = "${rates.url}", path = "/v1") interface A {}')).toEqual(['calls http ${config:rates.url}/v1 (openfeign) timeout=? breaker?']);
  });

  test('listeners, channels and bindings', () => {
    expect(facts(`
      @KafkaListener(topics = {"orders", "\${topics.paid}"}) void a() {}
      @RabbitListener(bindings = @QueueBinding(value = @Queue("mail"), exchange = @Exchange("x"))) void b() {}
      @Incoming("prices") void c() {}
      private final KafkaTemplate<String, String> kafka;
      private final RabbitTemplate rabbit;
      private final StreamBridge bridge;
      void d() { kafka.send("shipped", "1"); rabbit.convertAndSend("events", "order.paid", "1"); bridge.send("audit-out-0", "1"); }
    `)).toEqual([
      'publishes kafka channel=shipped (spring-kafka)',
      'publishes amqp channel=events (spring-rabbit)',
      'publishes stream channel=${config:spring.cloud.stream.bindings.audit-out-0.destination:-audit-out-0} (spring-cloud-stream)',
      'subscribes kafka channel=orders (spring-kafka) group=${config:spring.kafka.consumer.group-id} after-work prefetch=(500) dead-letter?',
      'subscribes kafka channel=${config:topics.paid} (spring-kafka) group=${config:spring.kafka.consumer.group-id} after-work prefetch=(500) dead-letter?',
      'subscribes amqp channel=mail (spring-rabbit) after-work prefetch=(250)',
      'subscribes stream channel=${config:mp.messaging.incoming.prices.topic:-${config:mp.messaging.incoming.prices.queue.name:-${config:mp.messaging.incoming.prices.address:-prices}}} (reactive-messaging) dead-letter?',
    ]);
  });

  test('roles and routes', () => {
    expect(factsOfFile('@SpringBootApplication @EnableEurekaServer class A {}')).toEqual(['is a registry']);
    expect(factsOfFile('@EnableHystrixDashboard @EnableTurbine @SpringBootApplication class A {}')).toEqual(['is a telemetry', 'is a telemetry']);
    // A program that calls others, or breaks circuits, carries the dashboard of its own circuits along.
    expect(factsOfFile('@SpringBootApplication @EnableHystrixDashboard @EnableFeignClients class A {}')).toEqual([]);
    expect(factsOfFile('@SpringBootApplication @EnableCircuitBreaker @EnableHystrixDashboard class A {}')).toEqual([]);
    expect(factsOfFile('@RestController @RequestMapping("/orders") class A { @GetMapping("{id}") Order get() { return null; } }')).toEqual(['serves GET /orders/{id} (spring)']);
    expect(factsOfFile('@Path("/orders") class A { @GET @Path("{id}") public Order get() { return null; } }')).toEqual(['serves GET /orders/{id} (jax-rs)']);
  });
});

test('a method that guarded ones call may be guarded', () => {
  expect(
    facts(`
      @HystrixCommand(fallbackMethod = "none") String price() { return load(); }
      private String load() { return new RestTemplate().getForObject("http://stock/items", String.class); }
    `),
  ).toEqual(['calls http GET http://stock/items (rest-template) breaker?']);
});

test('drivers', () => {
  expect(facts('void run() { DriverManager.getConnection("jdbc:mysql://db/shop"); new Jedis("cache", 6379); }')).toEqual([
    'stores sql jdbc:mysql://db/shop (jdbc)',
    'stores redis cache:6379 (jedis)',
  ]);
});

test('tests and generated code are not read', () => {
  expect(javaExtractor.accepts('orders/src/test/java/shop/OrdersTest.java')).toBe(false);
  expect(javaExtractor.accepts('orders/target/generated-sources/Stub.java')).toBe(false);
});
