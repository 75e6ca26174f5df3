package main

import (
	"context"
	"net/http"
	"os"

	amqp "github.com/rabbitmq/amqp091-go"
)

func main() {
	connection, _ := amqp.Dial(os.Getenv("BROKER_URL"))
	channel, _ := connection.Channel()

	http.HandleFunc("POST /orders", func(response http.ResponseWriter, request *http.Request) {
		work(channel, []byte(request.PathValue("id")))
	})
	http.ListenAndServe(":8080", nil)
}

func work(channel *amqp.Channel, body []byte) {

	channel.PublishWithContext(context.Background(), "", "kitchen.orders", false, false, amqp.Publishing{ContentType: "application/json", Body: body})
}
