package io.telecomcrm.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** What the server answers to requests so broken that they never reach us: a short body without any detail. */
public class PlainErrors extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var api = String.valueOf(request.getDecodedRequestURI()).startsWith("/api")
                || String.valueOf(request.getRequestURI()).startsWith("/api");
        var text = response.getStatus() == 404 ? "Not found." : "Bad request.";
        try {
            response.setContentType(api ? "application/json" : "text/plain;charset=utf-8");
            var body = (api ? "{\"detail\":\"" + text + "\"}" : text).getBytes(StandardCharsets.UTF_8);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException e) {
            // the caller is gone
            getContainer().getLogger().debug("No answer could be sent", e);
        }
    }
}
