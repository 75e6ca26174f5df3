import { Kafka } from 'kafkajs';

const kafka = new Kafka({ brokers: [process.env.KAFKA] });

const producer = kafka.producer();
await producer.connect();
await producer.send({ topic: 'alerts', messages: [{ value: JSON.stringify({ at: Date.now() }) }] });

const consumer = kafka.consumer({ groupId: 'alarms' });
await consumer.connect();
await consumer.subscribe({ topic: 'readings' });
await consumer.run({ eachMessage: async ({ message }) => console.log('alarms', message.value?.toString()) });
