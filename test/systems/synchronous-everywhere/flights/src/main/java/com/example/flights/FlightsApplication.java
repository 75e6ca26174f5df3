package com.example.flights;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@SpringBootApplication
@RestController
public class FlightsApplication {
    private final RestTemplate rest = new RestTemplate();

    public static void main(String[] args) {
        SpringApplication.run(FlightsApplication.class, args);
    }

    @GetMapping("/flights/{id}")
    public String read(@PathVariable String id) {
        rest.getForObject(System.getenv("SEATS_URL") + "/seats/" + id, String.class);
        rest.getForObject(System.getenv("FARES_URL") + "/fares/" + id, String.class);
        rest.getForObject(System.getenv("MILES_URL") + "/miles/" + id, String.class);
        return id;
    }
}
