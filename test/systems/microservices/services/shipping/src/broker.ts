import amqp from 'amqplib';

const connection = await amqp.connect(process.env.BROKER_URL ?? 'amqp://rabbitmq:5672');

export const channel = await connection.createChannel();
