package dev.rushes.api.claude;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Instructions to a model, kept as a resource {@code prompts/NAME.vVERSION.md}. A file that was in use is never changed: a
 * better wording is the next version.
 *
 * @param name lower-case words with hyphens
 * @param version from 1
 */
public record Prompt(String name, int version, String text) {
    /**
     * Reads the resource.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Prompt of(String name, int version) {
        String resource = "prompts/" + name + ".v" + version + ".md";
        try (InputStream text = Prompt.class.getClassLoader().getResourceAsStream(resource)) {
            if (text == null) {
                throw new IllegalArgumentException("there is no prompt " + resource);
            }
            return new Prompt(
                    name, version, new String(text.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How it is recorded, for example {@code script-scenes.v1}. */
    public String reference() {
        return name + ".v" + version;
    }
}
