import { beforeAll, describe, expect, test } from 'vitest';
import { goExtractor } from '../../src/engine/extract/code/go/index.js';
import { confTags } from '../../src/engine/extract/code/go/conf-tags.js';
import { factsOf, write } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('go'));

/** Facts of a file, without its constants. */
function facts(imports: readonly string[], body: string): string[] {
  return all(imports, body).filter((fact) => !fact.startsWith('constant '));
}

function all(imports: readonly string[], body: string): string[] {
  return factsOf(goExtractor, 'orders/main.go', `package main\nimport (\n${imports.map((one) => (one.includes('"') ? one : `"${one}"`)).join('\n')}\n)\n${body}\n`);
}

describe('HTTP clients', () => {
  test('net/http: the package has no time-out, a client may', () => {
    expect(facts(['net/http', 'time'], `
      var slow = &http.Client{}
      var quick = http.Client{Timeout: 2 * time.Second}
      func main() { http.Get("http://stock/items"); slow.Post("http://pay/payments", "text/plain", nil); quick.Head("http://ship") }
    `)).toEqual([
      'calls http GET http://stock/items (net/http)',
      'calls http POST http://pay/payments (net/http)',
      'calls http HEAD http://ship (net/http) timeout=2000',
    ]);
  });

  test('requests: the client that sends them, the deadline of the function', () => {
    expect(facts(['net/http', 'context', 'time', 'fmt', 'os'], `
      func items(ctx context.Context, id int) {
        ctx, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
        req, _ := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("http://%s/items/%d", os.Getenv("STOCK_ADDR"), id), nil)
        http.DefaultClient.Do(req)
      }
      func pay(client *http.Client) { req, _ := http.NewRequest("PUT", "http://pay", nil); client.Do(req) }
    `)).toEqual([
      'calls http GET http://${env:STOCK_ADDR}/items/${?} (net/http) timeout=300',
      'calls http PUT http://pay (net/http) timeout=?',
    ]);
  });

  test('resty: base and time-out of the client', () => {
    expect(facts(['github.com/go-resty/resty/v2', 'time'], `
      func main() { client := resty.New().SetBaseURL("http://stock").SetTimeout(time.Minute); client.R().SetBody(1).Post("/items") }
    `)).toEqual(['calls http POST http://stock/items (resty) timeout=60000']);
  });

  test('breakers around a call', () => {
    expect(facts(['net/http', 'github.com/sony/gobreaker', 'github.com/afex/hystrix-go/hystrix'], `
      var cb = gobreaker.NewCircuitBreaker(gobreaker.Settings{})
      func a() { cb.Execute(func() (interface{}, error) { return http.Get("http://stock") }) }
      func b() { hystrix.Do("pay", func() error { _, err := http.Get("http://pay"); return err }, func(err error) error { return nil }) }
    `)).toEqual(['calls http GET http://stock (net/http) breaker', 'calls http GET http://pay (net/http) breaker fallback']);
  });
});

describe('what an address is made of', () => {
  test.each([
    ['an environment variable', 'grpc.Dial(os.Getenv("STOCK"))', '${env:STOCK}'],
    ['its default', 'addr := os.Getenv("STOCK"); if addr == "" { addr = "stock:9000" }; grpc.Dial(addr)', '${env:STOCK:-stock:9000}'],
    ['a function of this file', 'grpc.Dial(lookUp("STOCK", "stock:9000"))', '${env:STOCK:-stock:9000}'],
    ['a function of another package', 'grpc.Dial(config.GetEnv("STOCK", "stock:9000"))', '${env:STOCK:-stock:9000}'],
    ['a flag', 'addr := flag.String("addr", "stock:9000", "where"); grpc.NewClient("dns:///" + *addr)', 'stock:9000'],
    ['viper', 'viper.SetDefault("stock.addr", "stock:9000"); grpc.Dial(viper.GetString("stock.addr"))', '${config:stock.addr:-stock:9000}'],
    ['tags', 'var cfg Config; grpc.Dial(cfg.Stock)', '${env:STOCK_ADDR:-stock:9000}'],
    ['a constant of the package', 'grpc.Dial(stockAddr)', '${constant:./*#stockAddr}'],
    ['settings of another package', 'var c config.Settings; grpc.Dial(c.Stock)', '${constant:shop.io/orders/config#Settings.Stock}'],
    ['host and port', 'grpc.Dial(net.JoinHostPort("stock", "9000"))', 'stock:9000'],
  ])('%s', (_, written, read) => {
    expect(facts(['google.golang.org/grpc', 'os', 'flag', 'net', 'github.com/spf13/viper', 'shop.io/orders/config'], `
      type Config struct { Stock string \`env:"STOCK_ADDR" envDefault:"stock:9000"\` }
      func lookUp(key, otherwise string) string { if value, ok := os.LookupEnv(key); ok { return value }; return otherwise }
      func main() { ${written} }
    `)).toEqual([`calls grpc ${read} (grpc) timeout=?`]);
  });

  test('helpers that fill fields through pointers, and wrappers around a client', () => {
    expect(facts(['google.golang.org/grpc', 'os', 'context', 'pb "shop.io/genproto"'], `
      type server struct { stockAddr string; stock *grpc.ClientConn }
      func main() {
        svc := new(server)
        mustMap(&svc.stockAddr, "STOCK_ADDR")
        mustConnect(&svc.stock, svc.stockAddr)
      }
      func mustMap(target *string, key string) { v := os.Getenv(key); if v == "" { panic(key) }; *target = v }
      func mustConnect(conn **grpc.ClientConn, addr string) { var err error; *conn, err = grpc.NewClient(addr) }
      func (s *server) items(ctx context.Context) { pb.NewStockClient(s.stock).List(ctx, nil) }
    `)).toEqual(['calls grpc ${env:STOCK_ADDR} (grpc)']);
  });

  test('constants and settings that other files read', () => {
    expect(all(['os'], 'const stockAddr = "stock:9000"\ntype Config struct { Pay string }\nfunc Load() *Config { return &Config{Pay: os.Getenv("PAY_ADDR")} }'))
      .toEqual(['constant stockAddr = stock:9000', 'constant Config.Pay = ${env:PAY_ADDR}']);
  });
});

test('databases and caches', () => {
  expect(facts(['database/sql', 'gorm.io/driver/postgres', 'gorm.io/gorm', 'go.mongodb.org/mongo-driver/mongo/options', 'github.com/redis/go-redis/v9', 'github.com/gomodule/redigo/redis', 'os'], `
    func main() {
      sql.Open("mysql", "user:pass@tcp(orders-db:3306)/orders")
      gorm.Open(postgres.Open("host=stock-db dbname=stock"), &gorm.Config{})
      options.Client().ApplyURI(os.Getenv("MONGO_URL"))
      sql.Open("sqlite3", "./local.db")
    }
  `)).toEqual([
    'stores sql user:pass@tcp(orders-db:3306)/orders (mysql)',
    'stores sql host=stock-db dbname=stock (postgres)',
    'stores mongodb ${env:MONGO_URL} (mongo-driver)',
  ]);
  expect(facts(['github.com/redis/go-redis/v9'], 'var client = redis.NewClient(&redis.Options{Addr: "cache:6379"})')).toEqual(['stores redis cache:6379 (go-redis)']);
});

test('MongoDB: the database is chosen on a client that another file may have opened', () => {
  expect(all([], 'func main() {\n  client := connect()\n  db := client.Database("shop")\n  orders := db.Collection("orders")\n  other := client.Database(name)\n}')).toEqual(['stores mongodb database=shop (mongo-driver)']);
});

test('a function that callers in other files give the address', () => {
  expect(facts(['go.mongodb.org/mongo-driver/mongo/options'], 'func connect(uri string) { options.Client().ApplyURI(uri) }')).toEqual(['stores mongodb ${connect(0)} (mongo-driver)']);
});

describe('brokers', () => {
  test('RabbitMQ: the connection may be made in another function', () => {
    expect(facts(['amqp "github.com/rabbitmq/amqp091-go"'], `
      var channel *amqp.Channel
      func connect(uri string) { conn, _ := amqp.Dial(uri); channel, _ = conn.Channel() }
      func main() {
        connect("amqp://rabbitmq:5672/")
        q, _ := channel.QueueDeclare("orders", true, false, false, false, nil)
        channel.Publish("", q.Name, false, false, amqp.Publishing{})
        channel.Consume("payments", "", true, false, false, false, nil)
      }
    `)).toEqual(['publishes amqp amqp://rabbitmq:5672/ channel=orders (amqp)', 'subscribes amqp amqp://rabbitmq:5672/ channel=payments (amqp) on-delivery', 'declares amqp orders (amqp)']);
  });

  test('RabbitMQ: how messages are taken, and what queues do with those that fail', () => {
    expect(facts(['amqp "github.com/rabbitmq/amqp091-go"'], `
      func main() {
        connection, _ := amqp.Dial("amqp://rabbitmq:5672/")
        channel, _ := connection.Channel()
        channel.Qos(10, 0, false)
        queue, _ := channel.QueueDeclare("orders", true, false, false, false, amqp.Table{"x-dead-letter-exchange": "dead", "x-max-length": 1000})
        channel.QueueDeclare("replies", false, true, true, false, nil)
        channel.QueueDeclare("history", true, false, false, false, amqp.Table{"x-queue-type": "stream"})
        channel.Consume(queue.Name, "", false, false, false, false, nil)
        channel.Get("parcels", true)
      }
    `)).toEqual([
      'subscribes amqp amqp://rabbitmq:5672/ channel=orders (amqp) after-work prefetch=10',
      'subscribes amqp amqp://rabbitmq:5672/ channel=parcels (amqp) on-delivery prefetch=(1)',
      'declares amqp orders dead-letter bounded (amqp)',
      'declares amqp replies temporary (amqp)',
      'declares amqp history dead-letter? (amqp)',
    ]);
  });

  test('Kafka by three libraries', () => {
    expect(facts(['github.com/segmentio/kafka-go'], 'var w = &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "orders"}\nvar r = kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"kafka:9092"}, Topic: "payments"})'))
      .toEqual(['publishes kafka kafka:9092 channel=orders (kafka-go)', 'subscribes kafka kafka:9092 channel=payments (kafka-go) dead-letter?']);
    expect(facts(['github.com/IBM/sarama'], 'func f() { g, _ := sarama.NewConsumerGroup([]string{"kafka:9092"}, "g", nil); g.Consume(nil, []string{"orders"}, nil) }'))
      .toEqual(['subscribes kafka kafka:9092 (sarama)', 'subscribes kafka kafka:9092 channel=orders (sarama) group=g after-work dead-letter?']);
    expect(facts(['github.com/confluentinc/confluent-kafka-go/v2/kafka'], 'func f() { c, _ := kafka.NewConsumer(&kafka.ConfigMap{"bootstrap.servers": "kafka:9092"}); c.SubscribeTopics([]string{"orders"}, nil) }'))
      .toEqual(['subscribes kafka kafka:9092 (confluent-kafka)', 'subscribes kafka kafka:9092 channel=orders (confluent-kafka) periodic dead-letter?']);
  });

  test('NATS', () => {
    expect(facts(['github.com/nats-io/nats.go'], 'func f() { nc, _ := nats.Connect("nats://nats:4222"); nc.Publish("orders", nil); nc.QueueSubscribe("payments", "q", nil) }'))
      .toEqual(['publishes nats nats://nats:4222 channel=orders (nats)', 'subscribes nats nats://nats:4222 channel=payments (nats) group=q dead-letter?']);
  });
});

test('routes', () => {
  expect(facts(['github.com/gorilla/mux', 'net/http'], 'func f() { r := mux.NewRouter(); r.HandleFunc("/items/{id}", get).Methods("GET"); http.HandleFunc("POST /items", add) }'))
    .toEqual(['serves GET /items/{id} (gorilla)', 'serves POST /items (net/http)']);
  expect(facts(['github.com/gin-gonic/gin'], 'func f() { v1 := gin.Default().Group("/v1"); v1.GET("/items", list) }')).toEqual(['serves GET /v1/items (gin)']);
  expect(facts(['github.com/go-chi/chi/v5'], 'func f() { r := chi.NewRouter(); r.Route("/v1", func(r chi.Router) { r.Get("/items", list) }) }')).toEqual(['serves GET /v1/items (chi)']);
});

test('defaults of ardanlabs/conf, with the variables that override them', () => {
  const text = `package main
func main() {
	cfg := struct {
		Version string
		Web     struct {
			APIHost     string        \`conf:"default:0.0.0.0:3000"\`
			ReadTimeout time.Duration \`conf:"default:5s,mask"\`
		}
		Tempo struct {
			Host string \`conf:"default:tempo:4317"\`
			Key  string \`conf:"mask"\`
		}
		StockURL string \`conf:"default:http://stock,env:STOCK"\`
	}{}
	conf.Parse("SALES", &cfg)
}
`;
  expect(confTags('main.go', text).map(({ name, value, site }) => `${name} = ${write(value)} | ${text.slice(site.span.start, site.span.end)}`)).toEqual([
    'Web.APIHost = ${env:SALES_WEB_API_HOST:-0.0.0.0:3000} | 0.0.0.0:3000', 'Web.ReadTimeout = ${env:SALES_WEB_READ_TIMEOUT:-5s} | 5s',
    'Tempo.Host = ${env:SALES_TEMPO_HOST:-tempo:4317} | tempo:4317', 'StockURL = ${env:SALES_STOCK:-http://stock} | http://stock',
  ]);
});
