import { Kafka } from 'kafkajs';

const kafka = new Kafka({ brokers: [process.env.KAFKA] });

const producer = kafka.producer();
await producer.connect();
await producer.send({ topic: 'readings', messages: [{ value: JSON.stringify({ at: Date.now() }) }] });
