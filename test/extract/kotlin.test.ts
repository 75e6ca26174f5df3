import { beforeAll, expect, test } from 'vitest';
import { kotlinExtractor } from '../../src/engine/extract/code/java/kotlin.js';
import { factsOf } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('kotlin'));

function facts(text: string): string[] {
  return factsOf(kotlinExtractor, 'orders/src/main/kotlin/shop/Orders.kt', text);
}

test('clients made from injected configuration, templates and constants', () => {
  expect(facts(`
package shop

@Service
class Orders(private val rest: RestTemplate, @Value("\\\${stock.url:http://stock:8080}") private val stockUrl: String) {
  private val web = WebClient.builder().baseUrl("http://\$HOST:\${port}").build()

  fun stock(id: Int) = rest.getForObject("\$stockUrl/items/\$id", Item::class.java)

  fun pay() {
    web.post().uri("/payments").retrieve()
  }

  companion object {
    const val HOST = "pay"
  }
}
`)).toEqual([
    'calls http GET ${config:stock.url:-http://stock:8080}/items/${?} (rest-template) timeout=?',
    'calls http POST http://pay:${?}/payments (web-client)',
    'constant Orders.HOST = pay',
  ]);
});

test('declared clients, listeners and routes', () => {
  expect(facts(`
package shop

@FeignClient(name = "stock", fallback = StockFallback::class)
interface StockClient {
  @GetMapping("/items")
  fun items(): List<Item>
}

@RestController
@RequestMapping("/orders")
class OrderController(private val kafka: KafkaTemplate<String, Order>) {
  @PostMapping
  fun place(@RequestBody order: Order) {
    kafka.send("orders", order)
  }

  @KafkaListener(topics = ["payments", "\\\${topics.refunds}"])
  fun paid(payment: Payment) {
  }
}
`)).toEqual([
    'publishes kafka channel=orders (spring-kafka)',
    'calls http http://stock (openfeign) timeout=? breaker fallback',
    'subscribes kafka channel=payments (spring-kafka) group=${config:spring.kafka.consumer.group-id} after-work prefetch=(500) dead-letter?',
    'subscribes kafka channel=${config:topics.refunds} (spring-kafka) group=${config:spring.kafka.consumer.group-id} after-work prefetch=(500) dead-letter?',
    'serves POST /orders (spring)',
  ]);
});

test('imports of whole packages bring the names that the tables know in full', () => {
  expect(facts(`
package shop

import io.ktor.client.*
import io.ktor.client.plugins.*
import io.ktor.client.request.*
import io.nats.client.*

val stock = HttpClient(CIO) { defaultRequest { url("http://stock:8080/") } }

suspend fun pay(client: HttpClient) = client.post("http://pay/payments")

fun place(nats: Connection) = nats.publish("orders.placed", bytes)
`)).toEqual(['calls http http://stock:8080/ (ktor) timeout=?', 'calls http POST http://pay/payments (ktor) timeout=?', 'publishes nats channel=orders.placed (jnats)']);
  // A class of the file's own is not the client.
  expect(facts('package shop\nimport io.ktor.client.*\nclass HttpClient { fun get(url: String) {} }\nfun pay(client: HttpClient) = client.get("http://pay")\n')).toEqual([]);
});
