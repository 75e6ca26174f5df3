import { beforeAll, describe, expect, test } from 'vitest';
import { javaExtractor } from '../../src/engine/extract/code/java/index.js';
import { factsOf } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('java'));

function factsOfFile(text: string): string[] {
  return factsOf(javaExtractor, 'orders/src/main/java/shop/Orders.java', `package shop;\n${text}`);
}

describe('consumers say how they take messages', () => {
  test('RabbitMQ: the flag of basicConsume, the limit of basicQos', () => {
    expect(factsOfFile(`
      import com.rabbitmq.client.Channel;
      class Orders {
        void run(Channel channel) {
          channel.basicQos(20);
          channel.basicConsume("orders", true, handler);
        }
      }
    `)).toEqual(['subscribes amqp channel=orders (amqp-client) on-delivery prefetch=20']);
  });

  test('a channel that the file makes, and nobody limits, has no limit', () => {
    expect(factsOfFile(`
      import com.rabbitmq.client.Channel;
      class Orders {
        void run(Connection connection) {
          Channel channel = connection.createChannel();
          channel.basicConsume("orders", false, handler);
        }
      }
    `)).toEqual(['subscribes amqp channel=orders (amqp-client) after-work']);
  });

  test('Kafka: group and commits stand in the properties', () => {
    expect(factsOfFile(`
      import org.apache.kafka.clients.consumer.*;
      class Orders {
        void run() {
          Properties properties = new Properties();
          properties.put(ConsumerConfig.GROUP_ID_CONFIG, "billing");
          properties.put("enable.auto.commit", "false");
          KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties);
          consumer.subscribe(List.of("orders", "refunds"));
        }
      }
    `)).toEqual([
      'subscribes kafka channel=orders (kafka-clients) group=billing after-work prefetch=(500) dead-letter?',
      'subscribes kafka channel=refunds (kafka-clients) group=billing after-work prefetch=(500) dead-letter?',
    ]);
  });

  test('Spring: group, mode and retry topics of annotations', () => {
    expect(factsOfFile(`
      class Orders {
        @RetryableTopic @KafkaListener(topics = "orders", groupId = "billing") void a() {}
        @RabbitListener(queues = "mail", ackMode = "NONE") void b() {}
        @SqsListener("jobs") void c() {}
      }
    `)).toEqual([
      'subscribes kafka channel=orders (spring-kafka) group=billing after-work prefetch=(500) dead-letter',
      'subscribes amqp channel=mail (spring-rabbit) on-delivery prefetch=(250)',
      'subscribes sqs channel=jobs (spring-sqs) after-work prefetch=(10)',
    ]);
  });
});

describe('queues that code declares', () => {
  test('Spring AMQP: dead letters, limits and bindings, also through beans', () => {
    expect(factsOfFile(`
      @Configuration class Queues {
        @Bean Queue orders() { return QueueBuilder.durable("orders").deadLetterExchange("dead").maxLength(1000).build(); }
        @Bean Queue mail() { return new Queue("mail"); }
        @Bean TopicExchange shop() { return new TopicExchange("shop"); }
        @Bean Binding binding() { return BindingBuilder.bind(mail()).to(shop()).with("mail.#"); }
      }
    `)).toEqual(['declares amqp orders dead-letter bounded (spring-rabbit)', 'declares amqp mail from=shop (spring-rabbit)']);
  });

  test('the client of RabbitMQ: arguments in a map', () => {
    expect(factsOfFile(`
      import com.rabbitmq.client.Channel;
      class Queues {
        void run(Channel channel) {
          channel.queueDeclare("orders", true, false, false, Map.of("x-dead-letter-exchange", "dead"));
          channel.queueDeclare("plain", true, false, false, null);
          channel.queueDeclare("other", true, false, false, settings());
          channel.queueBind("plain", "shop", "plain.#");
        }
      }
    `)).toEqual([
      'declares amqp orders dead-letter (amqp-client)', 'declares amqp plain from=shop (amqp-client)', 'declares amqp other dead-letter? bounded? (amqp-client)',
    ]);
  });
});

test('Micronaut: the type is a client or listener, its methods name channels', () => {
  expect(factsOfFile(`
    import io.micronaut.configuration.kafka.annotation.*;
    @KafkaClient interface Publisher { @Topic("orders") void send(Order order); }
    @KafkaListener(offsetReset = OffsetReset.EARLIEST) class Listener { @Topic("payments") void on(Payment payment) {} }
  `)).toEqual(['publishes kafka channel=orders (micronaut-kafka)', 'subscribes kafka channel=payments (micronaut-kafka)']);
});

test('Eventuate Tram: events go over the full name of the aggregate, commands over the channel of the participant', () => {
  expect(factsOfFile(`
    import io.eventuate.tram.events.publisher.DomainEventPublisher;
    import shop.tickets.Ticket;
    class Events extends AbstractAggregateDomainEventPublisher<Order, OrderEvent> {}
    class Orders {
      private DomainEventPublisher publisher;
      void a() { publisher.publish(Ticket.class, id, events); }
      DomainEventHandlers b() { return DomainEventHandlersBuilder.forAggregateType("shop.stock.Item").onEvent(Added.class, this::on).build(); }
      CommandHandlers c() { return SagaCommandHandlersBuilder.fromChannel("orders").onMessage(Cancel.class, this::cancel).build(); }
      CommandWithDestination d() { return CommandWithDestinationBuilder.send(new Reserve()).to("kitchen").build(); }
    }
  `)).toEqual([
    'publishes stream channel=shop.tickets.Ticket (eventuate-tram)',
    'subscribes stream channel=shop.stock.Item (eventuate-tram)',
    'subscribes stream channel=orders (eventuate-tram)',
    'publishes stream channel=kitchen (eventuate-tram)',
    'publishes stream channel=shop.Order (eventuate-tram)',
  ]);
});

test('Spring Cloud Stream: functions are bound by the name of their bean, if configuration says so', () => {
  expect(factsOfFile(`
    @Configuration class Streams {
      @Bean public Function<Order, Invoice> billing() { return order -> new Invoice(order); }
      @Bean public Supplier<Flux<Order>> orders() { return () -> source; }
    }
  `)).toEqual([
    'subscribes stream channel=${config:spring.cloud.stream.bindings.billing-in-0.destination} (spring-cloud-stream) dead-letter?',
    'publishes stream channel=${config:spring.cloud.stream.bindings.billing-out-0.destination} (spring-cloud-stream)',
    'publishes stream channel=${config:spring.cloud.stream.bindings.orders-out-0.destination} (spring-cloud-stream)',
  ]);
});

test.each([
  ['sqs.sendMessage(SendMessageRequest.builder().queueUrl(System.getenv("QUEUE")).messageBody("x").build());', 'import software.amazon.awssdk.services.sqs.SqsClient;', 'SqsClient sqs', 'publishes sqs channel=${env:QUEUE} (aws-sdk)'],
  ['sqs.sendMessage(request -> request.queueUrl("http://sqs/jobs").messageBody("x"));', 'import software.amazon.awssdk.services.sqs.SqsClient;', 'SqsClient sqs', 'publishes sqs channel=http://sqs/jobs (aws-sdk)'],
  ['sqs.receiveMessage(new ReceiveMessageRequest("jobs"));', 'import com.amazonaws.services.sqs.AmazonSQS;', 'AmazonSQS sqs', 'subscribes sqs channel=jobs (aws-sdk)'],
  ['sns.publish(new PublishRequest("arn:aws:sns:eu:1:orders", "x"));', 'import com.amazonaws.services.sns.AmazonSNS;', 'AmazonSNS sns', 'publishes sns channel=arn:aws:sns:eu:1:orders (aws-sdk)'],
  ['new ServiceBusClientBuilder().connectionString("Endpoint=sb://shop").sender().queueName("orders").buildClient();', '', '', 'publishes amqp Endpoint=sb://shop channel=orders (azure-service-bus)'],
  ['pubsub.publish("orders", "x");', 'import com.google.cloud.spring.pubsub.core.PubSubTemplate;', 'PubSubTemplate pubsub', 'publishes pubsub channel=orders (spring-pubsub)'],
  ['dispatcher.subscribe("orders");', 'import io.nats.client.Dispatcher;', 'Dispatcher dispatcher', 'subscribes nats channel=orders (jnats)'],
  ['client.newConsumer().topic("orders").subscribe();', 'import org.apache.pulsar.client.api.PulsarClient;', 'PulsarClient client', 'subscribes pulsar channel=orders (pulsar-client)'],
])('%s', (code, imports, parameter, fact) => {
  expect(factsOfFile(`${imports}\nclass Orders { void run(${parameter}) { ${code} } }`)).toEqual([fact]);
});
