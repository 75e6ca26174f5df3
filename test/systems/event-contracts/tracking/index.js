import { Kafka } from 'kafkajs';

const kafka = new Kafka({ brokers: [process.env.KAFKA] });

const consumer = kafka.consumer({ groupId: 'tracking' });
await consumer.connect();
await consumer.subscribe({ topic: 'parcel-sent' });
await consumer.run({ eachMessage: async ({ message }) => console.log('tracking', message.value?.toString()) });
