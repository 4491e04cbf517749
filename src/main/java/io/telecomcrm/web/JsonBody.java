package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives handlers the {@link Fields} of a request, the JSON body under {@code /api} or the form elsewhere, its {@link
 * Listing}, and {@link Once}.
 */
@Component
class JsonBody implements HandlerMethodArgumentResolver {

    private static final int LARGEST_BYTES = 1 << 20;

    private static final Set<Class<?>> GIVEN = Set.of(Fields.class, Listing.class, Once.class);

    private final JsonMapper json;
    private final IdempotencyKeys keys;

    JsonBody(JsonMapper json, IdempotencyKeys keys) {
        this.json = json;
        this.keys = keys;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return GIVEN.contains(parameter.getParameterType());
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        var request = (HttpServletRequest) web.getNativeRequest();
        if (parameter.getParameterType() == Listing.class) {
            return Listing.of(request);
        }
        if (parameter.getParameterType() == Once.class) {
            return new Once(keys, request, Objects.requireNonNull(web.getNativeResponse(HttpServletResponse.class)));
        }
        return ApiPaths.isApi(request) ? body(request) : Fields.of(request.getParameterMap());
    }

    private Fields body(HttpServletRequest request) throws IOException {
        var bytes = request.getInputStream().readNBytes(LARGEST_BYTES + 1);
        if (bytes.length > LARGEST_BYTES) {
            throw new Unacceptable(HttpStatus.CONTENT_TOO_LARGE, "error.too_large");
        }
        if (bytes.length == 0) {
            return Fields.of(json.createObjectNode());
        }
        var charset = charset(request);
        try {
            return Fields.of(json.readTree(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
        } catch (CharacterCodingException undecodable) {
            throw new Unacceptable(HttpStatus.BAD_REQUEST, "error.json", charset.name());
        } catch (JacksonException malformed) {
            throw new Unacceptable(HttpStatus.BAD_REQUEST, "error.json", place(malformed));
        }
    }

    private static Charset charset(HttpServletRequest request) {
        var type = Objects.requireNonNullElse(request.getContentType(), "");
        try {
            var media = MediaType.parseMediaType(type);
            if (MediaType.APPLICATION_JSON.isCompatibleWith(media)) {
                return media.getCharset() == null ? StandardCharsets.UTF_8 : media.getCharset();
            }
        } catch (InvalidMediaTypeException e) {
            throw new Unacceptable(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "error.media_type", type);
        }
        throw new Unacceptable(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "error.media_type", type);
    }

    private static String place(JacksonException malformed) {
        var place = malformed.getLocation();
        return place == null ? "?" : "line %d column %d".formatted(place.getLineNr(), place.getColumnNr());
    }
}
