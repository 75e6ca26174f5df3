package main

import (
	"context"
	"net/http"
	"os"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

func main() {
	connection, _ := amqp.Dial(os.Getenv("BROKER_URL"))
	channel, _ := connection.Channel()

	messages, _ := channel.Consume("kitchen.orders", "kitchen", false, false, false, false, nil)
	for message := range messages {
		ask(string(message.Body))
		work(channel, message.Body)
		message.Ack(false)
	}
}

func work(channel *amqp.Channel, body []byte) {

	channel.PublishWithContext(context.Background(), "", "delivery.meals", false, false, amqp.Publishing{ContentType: "application/json", Body: body})
}

// The queue was slow that day: a simple exception, for this one question.
func ask(order string) (*http.Response, error) {
	client := &http.Client{Timeout: 2 * time.Second}
	return client.Get(os.Getenv("DELIVERY_URL") + "/slots/" + order)
}
