import type { Coverage, Reading } from '../../../model/facts.js';

const use = (technology: string, reads: string): Reading => ({ technology, reads, yields: 'use' });

/** What is read of Java; each row has an example in `test/coverage/java.txt`. */
export const javaCoverage: Coverage = {
  title: 'Java',
  readings: [
    use('Spring RestTemplate, RestClient and WebClient', 'calls with their method and URL, from injected configuration, constants, builders, `RequestEntity`, `UriComponentsBuilder`; base URLs of builders; time-outs'),
    use('Declared HTTP clients', '`@FeignClient`, `Feign.builder()`, `@HttpExchange`, `@RegisterRestClient` with its configuration, Micronaut\'s `@Client`, Retrofit'),
    use('Other HTTP clients', '`java.net.http`, `URLConnection`, Apache HttpClient 4 and 5, OkHttp, JAX-RS and Jersey, Unirest, AsyncHttpClient, Vert.x, Armeria'),
    use('Service discovery', '`DiscoveryClient`, `LoadBalancerClient`, `EurekaClient`: the name that is looked up; `lb://` in URLs'),
    use('gRPC', 'channels for an address or target, `@GrpcClient` with the address in the configuration of Spring and Quarkus'),
    use('Thrift', 'sockets and HTTP transports: host and port'),
    use('Spring Cloud Gateway', 'routes in code'),
    use('Resilience4j, Hystrix, Sentinel, Spring Retry, MicroProfile', 'breakers, fallbacks, retries and time-outs by annotation or around a call'),
    use('Spring for Apache Kafka', '`KafkaTemplate`, `@KafkaListener`: topics, group, retry topics'),
    use('Kafka', 'records, subscriptions and streams; group and commits in the properties'),
    use('Spring AMQP', '`RabbitTemplate`, `@RabbitListener`, listener containers: exchanges and queues, acknowledgement'),
    use('RabbitMQ', 'the Java client: publishing, consuming, acknowledgement, prefetch'),
    { technology: 'Failing messages', reads: 'error handlers, dead-letter recoverers and retry topics of Spring Kafka', yields: 'failure-handling' },
    { technology: 'Injected HTTP clients', reads: '`@Bean` methods that make a `RestTemplate`, `WebClient` or `RestClient`, with or without settings', yields: 'client-bean' },
    { technology: 'Breakers around clients of other files', reads: 'methods with a breaker, and breakers in code, that call a class of the project', yields: 'guarded-call' },
    { technology: 'Queues of RabbitMQ', reads: 'declarations in code with dead letters, limits and the exchange they are bound to', yields: 'channel-declaration' },
    use('Spring Cloud Stream', '`StreamBridge`, `@StreamListener`, functional beans with the destination that configuration gives them'),
    use('Reactive messaging of MicroProfile', '`@Incoming`, `@Outgoing`, `@Channel`'),
    use('Messaging of Micronaut', 'clients and listeners of Kafka, RabbitMQ, NATS, JMS, Pulsar and MQTT'),
    use('Eventuate Tram', 'domain events by aggregate, command channels of sagas and participants'),
    use('JMS, Pulsar, MQTT and NATS', 'Spring\'s templates and listeners, the clients of the vendors'),
    use('Redis', 'Jedis, Lettuce, Redisson, Spring Data Redis: addresses; publish and subscribe'),
    use('Clouds', 'SQS and SNS (SDK 1 and 2, Spring Cloud AWS), Azure Service Bus, Google Pub/Sub'),
    use('SQL', 'JDBC URLs in `DriverManager`, data sources, Hikari, Jdbi, R2DBC'),
    use('Other databases', 'MongoDB, Cassandra, Neo4j, Elasticsearch, InfluxDB, MinIO'),
    { technology: 'Controllers', reads: 'routes of Spring MVC and WebFlux, JAX-RS, Micronaut', yields: 'handler' },
    { technology: 'Servers of Spring Cloud', reads: '`@EnableEurekaServer`, `@EnableConfigServer`, Zuul, Admin, Zipkin, Turbine, Hystrix dashboard, authorization server', yields: 'role' },
    { technology: 'Programs', reads: 'classes that start one: `@SpringBootApplication`, `@QuarkusMain`', yields: 'entry-point' },
    use('Single sign-on', '`@EnableOAuth2Sso`: the authorization server is asked for tokens'),
    { technology: 'Configuration classes', reads: '`@ConfigurationProperties` and `@ConfigMapping`: what their fields hold for other files', yields: 'constant' },
    { technology: 'Constants', reads: 'texts that other files use as address or channel', yields: 'constant' },
    { technology: 'Hosted services', reads: 'clients of Amazon, Google Cloud and Azure, Stripe, PayPal, Twilio, SendGrid, OpenAI, Anthropic and others: the public service, or the endpoint they are given', yields: 'use' },
  ],
  notRead: [
    'Clients that a program makes by reflection, or from values of a database.',
    'The event bus of Vert.x and Spring\'s application events: they stay in the process unless it is clustered.',
    'Axon\'s command and event gateways.',
  ],
};

/** What is read of Kotlin: the libraries are those of Java. Each row has an example in `test/coverage/kotlin.txt`. */
export const kotlinCoverage: Coverage = {
  title: 'Kotlin',
  readings: [
    use('Ktor client', 'calls with method and URL, `url(…)` in a request and in `defaultRequest`'),
    use('HTTP clients of Java', 'all that are read in Java: Spring, Feign, Micronaut, OkHttp, Retrofit'),
    use('Messaging', 'all that is read in Java: Kafka, RabbitMQ, Spring Cloud Stream, Micronaut, Eventuate Tram'),
    use('Databases', 'all that are read in Java, and Exposed, KMongo'),
    { technology: 'Controllers', reads: 'routes of Spring, JAX-RS, Micronaut', yields: 'handler' },
    { technology: 'Constants', reads: '`const val`, configuration classes', yields: 'constant' },
    { technology: 'Hosted services', reads: 'clients of Amazon, Google Cloud and Azure, Stripe, PayPal, Twilio, SendGrid, OpenAI, Anthropic and others: the public service, or the endpoint they are given', yields: 'use' },
  ],
  notRead: ['Routes of Ktor\'s server.', 'What is passed on through coroutine channels and flows: it stays in the process.'],
};
