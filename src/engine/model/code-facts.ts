import type { Expression } from './expression.js';
import type { Path, Setting, Site, Slot, Span } from './text.js';

/** What source code says. */
export type CodeFact =
  | UseFact | ListenerFact | ChannelDeclarationFact | DeadLetterPolicyFact | FailureHandlingFact | HandlerFact
  | ConstantFact | PassedFact | ImportFact | PackageFact | EntityFact | TableFact
  | DefaultSchemaFact | GlobalTransactionFact | StoreWriteFact | OutboxFact | PathAliasFact | RoleFact
  | EntryPointFact | ClientDefaultFact | VariableNamesFact | ConstantNamesFact | GuardedCallFact | ClientBeanFact;

export type UseRelation = 'calls' | 'stores' | 'publishes' | 'subscribes';

/** A client that the code opens or uses: an HTTP call, a database connection, a channel of a broker. */
export interface UseFact {
  readonly kind: 'use';
  /** The library: `fetch`, `axios`, `amqplib`, `pg`, ... */
  readonly client: string;
  readonly relation: UseRelation;
  /** `http`, `grpc`, `amqp`, `kafka`, `redis`, `mongodb`, `sql`, ... */
  readonly protocol: string;
  /** URL, host, host:port or connection string; undefined when the client does not say (a default, a channel on a connection made elsewhere). */
  readonly target?: Expression;
  /** Key of the hosted service (see `model/hosted-services`) that the client leads to where the target, if any, is not known. */
  readonly hosted?: string;
  /** Database name where it stands apart from the target. */
  readonly database?: Expression;
  /** Queue, topic or exchange. */
  readonly channel?: Expression;
  /** HTTP method in upper case, or gRPC method. */
  readonly method?: string;
  /** Whether the file speaks of requests that may come twice: the code around has thought of that. */
  readonly isRepeatable?: true;
  readonly care: CallCare;
  /** Passes on the requests of others as they are, as proxies and routes do. */
  readonly forwards?: true;
  /** For log appenders: lets the program log to its output alone. Absent where the file has no other appender for that. */
  readonly outputFix?: readonly CodeEdit[];
  /** Sends a request through a broker and waits for the reply. */
  readonly awaitsReply?: true;
  /** For `subscribes`: how messages are taken. Absent where the code does not show the consumer, only a connection. */
  readonly consumer?: ConsumerSettings;
  /** The call or the connection. */
  readonly site: Site;
  /** Where the target is written as a literal, for findings about it. */
  readonly targetSite?: Site;
  /** Where the channel is written as one literal. */
  readonly channelSite?: Site;
}

/** What the code does against a slow or absent callee. */
export interface CallCare {
  /** Milliseconds; 0: it waits for ever. Absent: none set; the client's own default is in `defaultTimeout`. */
  readonly timeout?: Setting<number>;
  /** The client's documented default in milliseconds; absent: it waits for ever. */
  readonly defaultTimeout?: number;
  readonly retries?: Setting<number>;
  /** Whether the client that retries leaves out, or may leave out, requests that must not be repeated: those of axios-retry, got and ky do. */
  readonly retriesOnlySafe?: true;
  /** Unknown where whoever calls the client decides: a declared interface, a method that guarded ones call. */
  readonly hasBreaker: boolean | 'unknown';
  readonly hasFallback: boolean;
  /** Keys of the configuration of which one must be true for breaker and fallback to act (Feign's). Absent: they act as declared. */
  readonly breakerSwitches?: readonly string[];
  /** Whether a breaker with a fallback is declared, and known to be switched off. */
  readonly isBreakerOff?: true;
  /** Whether the client is injected: its time-out is then unknown here, and set, or not, where it is made. */
  readonly isInjected?: boolean;
  /** Streaming, long polling or a server-sent stream: a request time-out would be wrong. */
  readonly isStream: boolean;
  /** Sets a time-out; `{ms}` in an item stands for milliseconds, `{s}` for seconds. Absent when the form of the call does not allow a minimal edit. */
  readonly timeoutFix?: CodeEdit & { readonly also?: readonly CodeEdit[] };
}

/** Messages under way that a fix allows: some tens, as RabbitMQ's guide advises where nothing was measured. */
export const FIX_PREFETCH = 20;

/** What fixes append to the name of a queue for the one that takes what its consumers refuse. */
export const DEAD_LETTERS = '.dlq';

/** Client of stores in which MassTransit keeps the large parts of messages. */
export const MESSAGE_DATA = 'masstransit message data';

/** One edit of source code. */
export interface CodeEdit {
  readonly slot: Slot;
  readonly item: string;
}

/** No care known: for connections and messages, which have no request to wait for. */
export const NO_CARE: CallCare = { hasBreaker: false, hasFallback: false, isStream: false };

/** How code takes messages from a channel: what happens when it is slow, or fails. */
export interface ConsumerSettings {
  /**
   * When the broker may forget a message. `on-delivery`: as soon as it was sent, a crash loses what is under way (AMQP's auto-ack, core NATS, Redis pub/sub);
   * `periodic`: every few seconds, whatever became of it (Kafka's `enable.auto.commit`); `after-work`: when the code, or the framework around it, says so.
   * Absent: the code does not show it.
   */
  readonly acknowledges?: Setting<'on-delivery' | 'periodic' | 'after-work'>;
  /**
   * Messages that may be under way unacknowledged (AMQP's `basic.qos`, SQS' `MaxNumberOfMessages`, Kafka's `max.poll.records`); 0 is no limit.
   * Absent: nobody sets it, and `defaultPrefetch` holds. Not known where it may be set in another file.
   */
  readonly prefetch?: Setting<number>;
  /** The client's documented default; absent: it has no limit. */
  readonly defaultPrefetch?: number;
  /** Whether what fails again and again is put aside, by the framework's default or by what the consumer is set up with. The queue may do so too: see `ChannelDeclarationFact`. */
  readonly hasDeadLetter: boolean | 'unknown';
  /** Consumers that name the same group share the messages of the channel: Kafka's `group.id`, a queue group of NATS, a subscription; for AMQP the queue, where `channel` is an exchange. */
  readonly group?: Expression;
  /** Where the group is written as one literal. */
  readonly groupSite?: Site;
  /** Sets a limit of some tens, where the code shows the channel and sets none. */
  readonly limitFix?: CodeEdit;
}

/** A queue, topic or exchange that the code declares at a broker. */
export interface ChannelDeclarationFact {
  readonly kind: 'channel-declaration';
  /** The library, as in `UseFact`. */
  readonly client: string;
  readonly protocol: string;
  /** Its name. */
  readonly channel: Expression;
  /** The exchange or topic that it gets its messages from. */
  readonly boundTo?: Expression;
  /** Whether messages that are refused or expire go to another exchange or queue: `x-dead-letter-exchange`, SQS' `RedrivePolicy`. */
  readonly hasDeadLetter: boolean | 'unknown';
  /** Whether its length, size or the age of its messages has a limit. */
  readonly isBounded: boolean | 'unknown';
  /** Exclusive or deleted with its last consumer: a queue for replies. */
  readonly isTemporary: boolean;
  /** Declares a queue `<name>.dlq`, and sends there what is refused. */
  readonly deadLetterFix?: readonly CodeEdit[];
  readonly site: Site;
}

/** Dead letters that are set at the broker, beside the code that declares the queues. */
export interface DeadLetterPolicyFact {
  readonly kind: 'dead-letter-policy';
  readonly protocol: string;
  /** A name, a regular expression of names as written, or whatever only a template or a shell knows. */
  readonly queues: { readonly named: string } | { readonly matching: string } | 'unknown';
  readonly site: Site;
}

/** What the code does with messages that its listeners fail on, for all of them: an error handler of Spring Kafka, retry topics. */
export interface FailureHandlingFact {
  readonly kind: 'failure-handling';
  /** The library, as in `UseFact`. */
  readonly client: string;
  readonly site: Site;
}

/**
 * A breaker or limiter around a method of a class in another file: `@CircuitBreaker` on a method that asks an injected client,
 * `breaker.run(() -> prices.load())`. Whether what that class calls is always called so, one file cannot tell.
 */
export interface GuardedCallFact {
  readonly kind: 'guarded-call';
  /** The class or interface, by its own name. */
  readonly type: string;
  /** Something stands in when the call fails. */
  readonly hasFallback: boolean;
  readonly site: Site;
}

/** A route that the code serves. */
export interface HandlerFact {
  readonly kind: 'handler';
  readonly framework: string;
  readonly method: string;
  readonly path: Expression;
  readonly site: Site;
}

/** A port on which the code listens. */
export interface ListenerFact {
  readonly kind: 'listener';
  readonly port: Expression;
  readonly site: Site;
}

/** An exported constant of a source file, by its path of names: `services.orders.url`; `default` for a default export. */
export interface ConstantFact {
  readonly kind: 'constant';
  readonly name: string;
  readonly value: Expression;
  readonly site: Site;
}

/** What a file passes to a function of another file, which may be a wrapper around a client. */
export interface PassedFact {
  readonly kind: 'passed';
  /** As in the import; `./*` for the package around, in Go. */
  readonly specifier: string;
  /** The function by its exported name: `publish`, `bus.publish`, `OrdersBus.publish`; the class for a constructor; '' for the default export. */
  readonly name: string;
  /** The known ones among the arguments; `path` is the way into an object, '' for the argument itself; `parameter` is said by calls that name what they pass. */
  readonly values: readonly { readonly index: number; readonly path: string; readonly parameter?: string; readonly value: Expression }[];
  readonly site: Site;
}

export interface ImportFact {
  readonly kind: 'import';
  /** A path (`../orders`), a package (`github.com/acme/shop/orders`), or a name (`com.acme.orders.Order`, `App\Orders\Order`, `Billing::Invoice`). */
  readonly specifier: string;
  /** What is taken by name, in languages where a name may be a file of its own: `from shop import orders`. */
  readonly names?: readonly string[];
  /** Leaves no trace in the running program. */
  readonly typeOnly: boolean;
  /** Of clients in Go: the file only names pointers to types of the package, as the fields of its settings do, and so opens nothing with it. */
  readonly namesTypes?: true;
  readonly site: Site;
}

/** The package or namespace that the declarations of a source file belong to. */
export interface PackageFact {
  readonly kind: 'package';
  /** As declared: `com.acme.orders`, `Shop.Orders`, `App\Orders`. */
  readonly name: string;
  /** Declared to be for others: `@NamedInterface` of Spring Modulith. */
  readonly isPublished: boolean;
  readonly site: Site;
}

/** A class that an object-relational mapper keeps in a table or collection. */
export interface EntityFact {
  readonly kind: 'entity';
  /** The class. */
  readonly name: string;
  /** False where another file declares the class: `DbSet<Order>`. */
  readonly isDeclaration: boolean;
  readonly site: Site;
}

/** A table, or a collection, that code or a script names. */
export interface TableFact {
  readonly kind: 'table';
  readonly store: 'sql' | 'mongodb';
  /** As written, or as the mapper makes it of the class. */
  readonly name: string;
  readonly schema?: string;
  /** The class that a mapper keeps in it. */
  readonly entity?: string;
  /** The name is made by the mapper's convention: a name that the program gives the class elsewhere wins. */
  readonly isConvention: boolean;
  /** What the statement does; `maps` where a mapper does whatever its users want. */
  readonly access: 'maps' | 'reads' | 'writes' | 'creates';
  readonly site: Site;
}

/** The schema in which a program finds the tables it names without one; absent: only the running program knows. */
export interface DefaultSchemaFact {
  readonly kind: 'default-schema';
  readonly schema?: string;
  readonly site: Site;
}

/** Where code asks for a transaction over more than one database, or over services. */
export interface GlobalTransactionFact {
  readonly kind: 'global-transaction';
  /** What coordinates it: `Seata`, `XA START`, ... */
  readonly technology: string;
  /** `services`: whoever is called takes part; `resources`: databases and brokers of one program. */
  readonly reach: 'services' | 'resources';
  readonly site: Site;
}

/** A function that writes to a database. */
export interface StoreWriteFact {
  readonly kind: 'store-write';
  /** The body of the innermost function around the write, and those of functions of the file that it calls. */
  readonly reach: readonly Span[];
  /** The first such call. */
  readonly site: Site;
}

/** A sign that a program publishes through an outbox, or after a commit. */
export interface OutboxFact {
  readonly kind: 'outbox';
  readonly site: Site;
}

/** A prefix that stands for folders of sources: `paths` of a `tsconfig.json`. */
export interface PathAliasFact {
  readonly kind: 'path-alias';
  /** `@shop/orders`, or with one star `@app/*`. */
  readonly pattern: string;
  /** Where that is, from the workspace's top; a star stands for what the pattern's stood for. */
  readonly targets: readonly Path[];
  readonly site: Site;
}

/** What its code makes a program: `@EnableEurekaServer` makes it a registry. */
export interface RoleFact {
  readonly kind: 'role';
  readonly role: 'registry' | 'config' | 'gateway' | 'auth' | 'telemetry';
  readonly site: Site;
}

/** A class that starts a program: its project is a program, even where the build file does not say so. */
export interface EntryPointFact {
  readonly kind: 'entry-point';
  /** Under which the program registers, where its code says so: `kratos.Name("shop.order.service")`. */
  readonly registeredName?: string;
  readonly site: Site;
}

/** What holds for every call of a client in the program, or in one class of it: `axios.defaults.timeout = 5000`, `ConfigureHttpClientDefaults(…)`, `AddHttpClient<StockClient>()`. */
export interface ClientDefaultFact {
  readonly kind: 'client-default';
  readonly client: string;
  /** The class that is given the client; absent: all of them are. */
  readonly ofClass?: string;
  /** Time-out in milliseconds, retries, breaker and fallback; what is absent is not said. A default time-out: all that is registered is in sight, and no other is. */
  readonly care: Partial<Pick<CallCare, 'timeout' | 'defaultTimeout' | 'retries' | 'hasBreaker' | 'hasFallback'>>;
  readonly site: Site;
}

/** A client that a program makes for all files to be injected with. */
export interface ClientBeanFact {
  readonly kind: 'client-bean';
  /** The library, as in `UseFact`. */
  readonly client: 'rest-template' | 'web-client' | 'rest-client';
  /** Whether it is made without any setting, so that it waits for ever. */
  readonly isPlain: boolean;
  readonly timeoutFix?: CallCare['timeoutFix'];
  readonly site: Site;
}

/** What a source file mentions that may be names of environment variables: more than it reads, never less than its look-ups by a written name. */
export interface VariableNamesFact {
  readonly kind: 'variable-names';
  /** Outside of the blocks that a variable switches on. */
  readonly names: readonly string[];
  readonly switched?: readonly SwitchedNames[];
  /** The start of the file. */
  readonly site: Site;
}

/** Constants that a file of the JVM mentions outside of their declarations, by their last names in capitals: `ORDERS_URL`. */
export interface ConstantNamesFact {
  readonly kind: 'constant-names';
  readonly names: readonly string[];
  /** The start of the file. */
  readonly site: Site;
}

/** What an `if` asks of one environment variable. */
export interface VariableSwitch {
  readonly name: string;
  /** The value that it compares with; absent: any that means yes. */
  readonly equals?: string;
}

/** A part of a program that only runs where a variable is set: one image often has several roles. */
export interface SwitchedBlock {
  /** One of these is enough. */
  readonly when: readonly VariableSwitch[];
  readonly span: Span;
}

/** Such a part with the names that it mentions. */
export interface SwitchedNames extends SwitchedBlock {
  readonly names: readonly string[];
}
