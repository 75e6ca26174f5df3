import { Kafka } from 'kafkajs';

const kafka = new Kafka({ brokers: [process.env.KAFKA] });

const consumer = kafka.consumer({ groupId: 'archive' });
await consumer.connect();
await consumer.subscribe({ topic: 'alerts' });
await consumer.run({ eachMessage: async ({ message }) => console.log('archive', message.value?.toString()) });
