package io.telecomcrm.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The addresses of styles, scripts and fonts: they change with the content, so browsers may keep them for ever. */
@Component
class Assets {

    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    String address(String file) {
        return addresses.computeIfAbsent(file, Assets::withHash);
    }

    private static String withHash(String file) {
        try (var content = new ClassPathResource("static/assets/" + file).getInputStream()) {
            var hash = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content.readAllBytes()));
            var dot = file.lastIndexOf('.');
            return "/assets/" + file.substring(0, dot) + "-" + hash + file.substring(dot);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no asset " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
