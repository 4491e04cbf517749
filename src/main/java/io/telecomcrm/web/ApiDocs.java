package io.telecomcrm.web;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.JsonNode;

/** The API's description, and two readers of it that are served from this jar: Swagger UI and ReDoc. */
@Controller
class ApiDocs {

    private final ApiDescription description;

    ApiDocs(ApiDescription description) {
        this.description = description;
    }

    @GetMapping("/api/schema")
    @Needs(Needs.NOTHING)
    ResponseEntity<JsonNode> schema() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(description.document());
    }

    @GetMapping("/api/docs")
    @Needs(Needs.NOTHING)
    String swagger() {
        return "web/swagger";
    }

    @GetMapping("/api/redoc")
    @Needs(Needs.NOTHING)
    String redoc() {
        return "web/redoc";
    }
}
