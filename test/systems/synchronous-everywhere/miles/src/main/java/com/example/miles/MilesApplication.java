package com.example.miles;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@SpringBootApplication
@RestController
public class MilesApplication {
    private final RestTemplate rest = new RestTemplate();

    public static void main(String[] args) {
        SpringApplication.run(MilesApplication.class, args);
    }

    @GetMapping("/miles/{id}")
    public String read(@PathVariable String id) {
        rest.getForObject(System.getenv("BOOKINGS_URL") + "/bookings/" + id, String.class);
        return id;
    }
}
