package dev.wukongsim.shell.render.page;

import static j2html.TagCreator.rawHtml;
import static java.util.Objects.requireNonNull;

import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How a page looks. The only thing that a browser may apply to it: no script, no other style, nothing loaded. */
record StyleSheet(String css) {

    static StyleSheet bundled() {
        try (InputStream file =
                requireNonNull(StyleSheet.class.getResourceAsStream("trace.css"), "trace.css is missing")) {
            return new StyleSheet(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DomContent content() {
        return rawHtml(css);
    }

    String contentSecurityPolicy() {
        return "default-src 'none'; style-src 'sha256-" + hash() + "'; base-uri 'none'; form-action 'none'";
    }

    private String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
