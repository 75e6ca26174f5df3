import { Kafka } from 'kafkajs';

const kafka = new Kafka({ brokers: [process.env.KAFKA] });

const consumer = kafka.consumer({ groupId: 'invoicing' });
await consumer.connect();
await consumer.subscribe({ topic: 'parcel-sent' });
await consumer.run({ eachMessage: async ({ message }) => console.log('invoicing', message.value?.toString()) });
