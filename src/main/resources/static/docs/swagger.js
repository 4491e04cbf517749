window.addEventListener("load", () => {
  SwaggerUIBundle({
    url: "/api/schema/",
    dom_id: "#docs",
    deepLinking: true,
    persistAuthorization: false,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
  });
});
