package com.example.fares;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@SpringBootApplication
@RestController
public class FaresApplication {
    private final RestTemplate rest = new RestTemplate();

    public static void main(String[] args) {
        SpringApplication.run(FaresApplication.class, args);
    }

    @GetMapping("/fares/{id}")
    public String read(@PathVariable String id) {
        rest.getForObject(System.getenv("MILES_URL") + "/miles/" + id, String.class);
        return id;
    }
}
